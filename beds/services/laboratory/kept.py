"""A scenario that somebody keeps: hers alone until she shares it, and what it is compared with when it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from beds.data.scenario_file import Understood
from beds.data.store.facts import NotFound
from beds.data.store.store import Books
from beds.data.store.tables.scenarios import ScenarioRow
from beds.data.store.versions import refuse_stale
from beds.domain.access import Actor
from beds.domain.errors import BadInput, NotPermitted
from beds.domain.messages import _
from beds.services.changes import Change, changes
from beds.services.laboratory.text import root_of, shipped, understood
from beds.simulation.scenario import Scenario


@dataclass(frozen=True)
class Base:
    """What a scenario is shown against: a state that is kept, or a service that is shipped."""

    name: str
    scenario: Scenario


@dataclass(frozen=True)
class Kept:
    """A scenario as a page shows it. ``version``: what an edit must be of, to be none of a stale one."""

    scenario_id: int
    name: str
    author: str
    content: str
    share_key: str
    saved_at: datetime
    version: int
    copied_from: "Kept | None" = None

    @cached_property
    def understood(self) -> Understood:
        """Raises :class:`~beds.domain.errors.BadInput` where the program has learnt to refuse it since."""
        return understood(self.content, self.name)

    @property
    def scenario(self) -> Scenario:
        return self.understood.scenario

    @cached_property
    def base(self) -> Base | None:
        """What it began from, before any what-if: a shipped service, or a kept state. None for such a state."""
        root = self
        while root.copied_from:
            root = root.copied_from
        if root.understood.extends:
            name = root_of(root.understood.extends.stem)
            return Base(name, shipped(name).scenario)
        return Base(root.name, root.scenario) if root is not self else None

    @cached_property
    def changes(self) -> Sequence[Change]:
        """What it changes against its base, in words."""
        return changes(self.base.scenario, self.scenario) if self.base else ()

    @cached_property
    def trouble(self) -> str:
        """Why it can no longer be read; blank where it can."""
        try:
            _base = self.base
        except BadInput as error:
            return str(error)
        return ""


def kept(books: Books, row: ScenarioRow) -> Kept:
    """The row as a page shows it, with all that it was copied from."""
    source = books.scenarios.get(row.copied_from) if row.copied_from is not None else None
    return Kept(
        row.scenario_id, row.name, row.author, row.content, row.share_key or "", row.saved_at, row.version,
        kept(books, source) if source else None,
    )  # fmt: skip


def readable(books: Books, actor: Actor, scenario_id: int) -> ScenarioRow:
    """The row of a scenario that is hers, or that others share. Raises :class:`NotFound` for any other."""
    row = books.scenarios.readable(scenario_id, actor.user_id)
    if row is None:
        raise NotFound(_("There is no scenario %(number)d that is yours or shared with you.", number=scenario_id))
    return row


def own(books: Books, actor: Actor, scenario_id: int, version: int | None = None) -> ScenarioRow:
    """The row of a scenario of her own, to be changed.

    Raises :class:`NotFound`, :class:`~beds.domain.errors.NotPermitted` for one that is another's, and
    :class:`~beds.domain.errors.StaleEdit`.
    """
    row = readable(books, actor, scenario_id)
    if row.author != actor.user_id:
        raise NotPermitted(_("This scenario is %(author)s’s. Copy it, and change the copy.", author=row.author))
    refuse_stale(row, version)
    return row
