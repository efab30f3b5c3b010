"""A task: what its form asks, when it is offered, and the use case that takes the answers and decides."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from beds.domain.access import Actor, Permission
from beds.services.deed import Done
from beds.services.opening import Store

About = TypeVar("About")
Options = Sequence[tuple[str, str]]
LONGEST_WORDS, LONGEST_LINE = 500, 200


@dataclass(frozen=True)
class Ask:
    """One thing that a form asks. ``label``, ``hint`` and ``needed`` are marked with N_, or translated already."""

    name: str
    label: str
    kind: Literal["day", "one", "number", "text", "words"] = "text"
    hint: str = ""
    needed: str = ""
    """What is said where it was left blank; blank: it may be."""
    options: Options = ()
    first: Any = None
    """What stands there at first."""


@dataclass(frozen=True)
class Answers(Generic[About]):
    """What was told, about whom or what, by whom, on which day, and which version of it she had seen."""

    store: Store
    actor: Actor
    on: date
    it: About
    told: dict[str, Any] = field(default_factory=dict)
    version: int | None = None

    def text(self, name: str) -> str:
        return (self.told.get(name) or "").strip()

    def day(self, name: str) -> date | None:
        found: date | None = self.told.get(name)
        return found

    def the_day(self, name: str) -> date:
        """The same where the form asks for it; today where it was left as it is."""
        return self.day(name) or self.on


@dataclass(frozen=True)
class Asking(Generic[About]):
    """What the questions of a form may depend on."""

    store: Store
    actor: Actor
    on: date
    it: About


@dataclass(frozen=True)
class Task(Generic[About]):
    """One thing that can be recorded. The use case behind it decides; what is offered here only saves a way."""

    name: str
    """In the address."""
    title: str
    button: str
    permission: Permission
    asks: Callable[[Asking[About]], Iterable[Ask]]
    do: Callable[[Answers[About]], Done]
    offered: Callable[[About], bool] = lambda _it: True
    version: Callable[[About], int | None] = lambda _it: None
    about: str = ""
    """A sentence on what follows from it."""
    restricted: bool = False
    """Whether the form shows restricted facts."""
    leads: Callable[[Done], str] | None = None
    """Where it leads, if not back: to a page that shows what follows as buttons."""
