"""The use case of taking a scenario home: its text as a file that ``beds simulate`` takes."""

import re
from io import BytesIO

from beds.services.laboratory.kept import Kept
from beds.services.shipped import SCENARIO_SUFFIX

_STRANGE = re.compile(r"[^\w.-]+")


def as_file(scenario: Kept) -> tuple[str, BytesIO]:
    """A name for the file, and what stands in it."""
    name = _STRANGE.sub("-", scenario.name).strip("-.") or f"scenario-{scenario.scenario_id}"
    return f"{name}{SCENARIO_SUFFIX}", BytesIO(scenario.content.encode())
