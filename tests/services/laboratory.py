"""A small laboratory for tests: a scenario file of a hostel and some flats, quick to run."""

from pathlib import Path

SMALL = """\
name: {name}
question: What if?
start: 2026-11-23
weeks: 24
warm_up_weeks: 4
replications: 3
seed: 7
policy: {{stay_limit_weeks: {{1: {limit}, 3: 20}}}}
stock:
  - {{scheme_id: hostel, phase: 1, beds: 4, weekly_cost: 450}}
  - {{scheme_id: flats, phase: 3, beds: 2, weekly_cost: 250}}
workers: [{{worker_id: kit, capacity: 8}}]
start_state: {{waiting: 3, occupied: {{hostel: 3}}}}
demand:
  referrals_per_week: 0.8
  profile: {{band: {{A: 0.2, B: 0.8}}, seeks: {{"1": 1.0}}, route: SNAP}}
behaviour:
  weeks_to_ready: {{1: {{mean: 8, cv: 0.6}}, 3: {{mean: 12, cv: 0.6}}}}
  leave_per_week: {{1: 0.02, 3: 0.01}}
  next_phase: {{1: 3, 3: move_on}}
  move_at_limit: true
  return_within_52_weeks: {{ready: 0.2, not_ready: 0.4, unplanned: 0.5}}
"""


def a_file(folder: Path, name: str = "longer", limit: int = 12) -> Path:
    """A scenario file whose hostel has this stay limit in weeks."""
    file = folder / f"{name}.yaml"
    file.write_text(SMALL.format(name=name, limit=limit), "utf-8")
    return file


def two_files(folder: Path) -> list[Path]:
    """A longer and a shorter limit."""
    return [a_file(folder), a_file(folder, "shorter", 6)]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a run by name; a workbook and pictures too, for they hold no time and no chance."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
