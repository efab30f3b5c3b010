"""Who is offered which bed this week: read a folder, allocate, and explain every yes and every no.

>>> import beds
>>> snapshot = beds.read_folder("scenarios/chrysalis", on="2026-11-23")
>>> week = beds.frames(beds.allocate(snapshot, on="2026-11-23"))

The names are loaded when they are first used, so that importing ``beds`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beds.services.python_api import allocate, frames, read_folder, write_results

__version__ = "0.1.0"
__all__ = ["__version__", "allocate", "frames", "read_folder", "write_results"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("beds.services.python_api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
