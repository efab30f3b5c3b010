"""The use case behind ``beds serve --demo``: a fresh database with the sample borough and a user a role."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from beds.data.store.store import open_store
from beds.domain.access import ROLES, Actor, Role
from beds.services.import_facts import carry_out, preview_import
from beds.services.opening import Settings, settings_in
from beds.services.shipped import shipped_scenarios
from beds.services.users import add_user

SAMPLE = "borough"
DEMO_DAY = date(2026, 11, 23)
"""The Monday that the sample borough was made for."""
NAMES: dict[Role, str] = {
    "coordinator": "Cora Coordinator",
    "planner": "Priya Planner",
    "commissioner": "Cal Commissioner",
    "administrator": "Ada Administrator",
}


@dataclass(frozen=True)
class Demo:
    """How to sign in to the demo: each role is a user of the same name, with one password."""

    users: tuple[Role, ...]
    password: str


def make_demo(
    folder: Path, *, password: str = "", sample: str = SAMPLE, history: bool = False, settings: Settings | None = None
) -> Demo:  # fmt: skip
    """Makes the database in an empty folder, or where the settings say; everybody in it is invented.

    ``history``: half a year of the past too.
    """
    password = password or "-".join(secrets.token_hex(2) for _part in range(3))
    store = open_store(settings or settings_in(folder), create=True)
    store.today = lambda: DEMO_DAY
    try:
        setting_up = Actor("demo", ROLES)
        carry_out(store, setting_up, preview_import(store, setting_up, shipped_scenarios() / sample, DEMO_DAY))
        if history:
            from beds.services.demo_history import invent_history

            invent_history(store, setting_up, DEMO_DAY)
        for role in sorted(ROLES, key=lambda role: role != "administrator"):
            add_user(store, setting_up, role, (role,), name=NAMES[role], password=password)
    finally:
        store.close()
    return Demo(ROLES, password)
