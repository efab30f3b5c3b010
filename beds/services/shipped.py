"""The samples that come with the program: found beside the package in a source tree, inside it once installed."""

from pathlib import Path

SCENARIOS = "scenarios"
_PACKAGE = Path(__file__).parent.parent


def shipped_scenarios() -> Path:
    """The folder that holds the samples."""
    installed = _PACKAGE / SCENARIOS
    return installed if installed.is_dir() else _PACKAGE.parent / SCENARIOS


def locate(path: str | Path) -> Path:
    """The path itself where something stands there; for ``scenarios/NAME``, else the sample of that name.

    So that the commands of the guide work from any folder. A path that is neither comes back unchanged, for the
    reader of files to speak of.
    """
    asked = Path(path)
    if asked.exists() or asked.is_absolute() or asked.parts[:1] != (SCENARIOS,):
        return asked
    sample = shipped_scenarios().joinpath(*asked.parts[1:])
    return sample if sample.exists() and ".." not in asked.parts else asked
