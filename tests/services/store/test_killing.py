"""Kill -9 at random moments: what is left is sound, and each action happened wholly or not at all."""

from pathlib import Path

from beds.data.settings import Settings
from tools.killing import killing

KILLS = 12


def test_a_process_that_is_killed_leaves_whole_actions_only(settings: Settings, tmp_path: Path) -> None:
    found = killing(lambda: settings, tmp_path, KILLS)
    assert (found.kills, found.faults) == (KILLS, [])
