"""What the surroundings say: where the database is, its keys, who is at the keyboard (``BEDS_...``)."""

from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SQLITE = "sqlite:///"
POSTGRES = "postgresql+psycopg://"


class Settings(BaseSettings):
    """The environment variables that begin with ``BEDS_``, read when this is made and not before."""

    model_config = SettingsConfigDict(env_prefix="BEDS_", extra="ignore")

    database_url: str = "beds.db"
    """A file, or an address as ``postgresql://user@host/name``."""
    keys: str = ""
    """Keys of personal text, newest first, separated by commas; blank: they are in the key file."""
    key_file: str = ""
    """Blank: beside a database that is a file, else ``beds.key`` here."""
    user: str = ""
    """Who is at the keyboard, as ``--as`` says."""
    lease_seconds: float = Field(default=20, gt=0)
    """How long a run stays with a worker that gives no sign of life; then the next one takes it."""
    hide_under: Literal[5, 10] = 5
    """Reports hide counts of fewer people than this. One rule for a service: two versions of a report tell more."""

    today: date | None = None
    """What day it is, for training on an invented service; the calendar's where it is not set."""

    def day(self) -> date:
        """Today, where the program runs."""
        return self.today or datetime.now().astimezone().date()

    @field_validator("hide_under", mode="before")
    @classmethod
    def _number(cls, value: object) -> object:
        return int(value) if isinstance(value, str) and value.isdigit() else value


def full_url(address: str) -> str:
    """The address as the engine knows it: a plain path is a file, PostgreSQL is reached through psycopg."""
    for spelling in ("postgresql://", "postgres://"):
        if address.startswith(spelling):
            return POSTGRES + address.removeprefix(spelling)
    return address if "://" in address else SQLITE + address


def database_file(address: str) -> Path | None:
    """The file of the database; None where it is on a server."""
    url = full_url(address)
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None
