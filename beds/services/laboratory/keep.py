"""The use case of keeping a scenario: begun from a shipped one, from the present state, or from a text sent."""

from datetime import date, datetime

from beds.data.scenario.editing import Inherited, edited
from beds.data.store.store import Store
from beds.data.store.tables.scenarios import ScenarioRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.domain.week import Week
from beds.services.laboratory.present import present_state
from beds.services.laboratory.text import copy_of_shipped, named, understood
from beds.services.run_week import read_week
from beds.services.unit_of_work import Work, changing, reading

LONGEST_NAME = 80
LONGEST_QUESTION = 2000


def keep_text(
    store: Store, actor: Actor, content: str, *, file: str = "", name: str = "", now: datetime | None = None
) -> int:
    """Keeps a scenario that was sent as YAML; its number. ``name`` in place of its own; ``file``: whence it came.

    Raises :class:`~beds.domain.errors.BadInput` with every fault and its line; then nothing is kept.
    """
    found = understood(content, file or name or _("scenario"))
    called = checked_name(name or found.scenario.name)
    with changing(store, actor, "keep_scenarios", now=now) as work:
        return added(work, called, named(content, called)).scenario_id


def keep_shipped(
    store: Store, actor: Actor, shipped: str, name: str, *, question: str | None = None, now: datetime | None = None
) -> int:  # fmt: skip
    """Keeps a shipped scenario under a name of her own; its number. The very same again is not kept twice.

    ``question``: what hers asks; None for one that is kept as it is, and asks what the shipped one asks.
    """
    asked = None if question is None else checked_question(question)
    content = copy_of_shipped(shipped, checked_name(name), asked)
    with changing(store, actor, "keep_scenarios", now=now) as work:
        return (work.books.scenarios.same(actor.user_id, content) or added(work, name, content)).scenario_id


def keep_present(
    store: Store, actor: Actor, on: date, name: str, *, question: str = "", now: datetime | None = None
) -> int:  # fmt: skip
    """Keeps the service as it is on a day, in counts and without any person, and a copy of it under ``name``.

    The number of the copy, which is hers to change; it is shown beside the state that it began from.
    """
    called, asked = checked_name(name), checked_question(question)
    with reading(store, actor, "keep_scenarios") as books:
        week = Week(read_week(books, on).snapshot, on)
    begun_from = _("Present state, %(day)s", day=on.isoformat())
    content = present_state(week, begun_from)
    with changing(store, actor, "keep_scenarios", now=now) as work:
        present = work.books.scenarios.same(actor.user_id, content) or added(work, begun_from, content)
        # What it asks is hers to say.
        begun = edited(content, {("name",): called, ("question",): asked or Inherited()})
        return added(work, called, begun, present).scenario_id


def added(work: Work, name: str, content: str, copied_from: ScenarioRow | None = None) -> ScenarioRow:
    """Keeps a text that was checked and tells of it. Raises :class:`BadInput` where it cannot be read after all."""
    understood(content, name)
    row = work.books.scenarios.add(
        name, content, author=work.actor.user_id, at=work.now,
        copied_from=copied_from.scenario_id if copied_from else None,
    )  # fmt: skip
    kind = "scenario_copied" if copied_from else "scenario_kept"
    work.tell(kind, subject=str(row.scenario_id), name=name, source=copied_from.name if copied_from else "")
    return row


def checked_name(name: str) -> str:
    """The name in one line. Raises :class:`BadInput` where there is none, or it would fit in no table."""
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME:
        message = _("a scenario needs a name") if not called else _("this name is too long")
        raise BadInput([Finding("", 0, "name", called, message, _("%(most)d letters or fewer", most=LONGEST_NAME))])
    return called


def checked_question(question: str) -> str:
    """The question in one line, which may be blank. Raises :class:`BadInput` where it is too long."""
    asked = " ".join(question.split())
    if len(asked) > LONGEST_QUESTION:
        message, accepted = _("this question is too long"), _("%(most)d letters or fewer", most=LONGEST_QUESTION)
        raise BadInput([Finding("", 0, "question", asked, message, accepted)])
    return asked
