"""What every test may ask for, and the promise that on CI nothing is skipped for want of a program."""

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import argon2
import pytest
from hypothesis import settings

from tools.chromium import program

ROOT = Path(__file__).parent.parent
POSTGRES = Path("/usr/lib/postgresql")
"""Where Debian keeps the server's programs, a folder a version, off the path."""

pytest_plugins = ["pytester", "tests.databases"]

# Before anything of beds is imported: the tests read English sentences on every machine.
os.environ["BEDS_LANGUAGE"] = "en"
# And live after everything that they record: the days of the invented services lie where they lie, whatever day it is.
os.environ["BEDS_TODAY"] = "2031-01-06"

# No deadline: a slow machine is not a defect. On CI the same examples every time: a red run can be run again.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def has_postgres() -> bool:
    return bool(shutil.which("initdb") or any(POSTGRES.glob("*/bin/initdb")))


NEEDS = {
    "needs_chromium": (
        program,
        "no Chromium is installed (apt-get install --no-install-recommends chromium-headless-shell)",
    ),
    "needs_postgres": (has_postgres, "no PostgreSQL is installed (apt-get install --no-install-recommends postgresql)"),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (is_there, otherwise) in NEEDS.items():
        if item.get_closest_marker(marker) and not is_there():
            if os.environ.get("CI"):
                pytest.fail(f"CI is set, and {otherwise}", pytrace=False)
            pytest.skip(otherwise)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hashing is slow on purpose, and hundreds of tests make users: here it is real, but of the least cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            argon2, "PasswordHasher", partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        )
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The reference data that may stand beside the project; tests that use it are skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the reference data (../shared/data) is not here")
    return folder
