"""Facts as forms: columns of a person, a bed or a key worker, each with its help, kept with where they come from."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from beds.domain.fact_words import fact_name
from beds.domain.messages import _
from beds.domain.words import exemption_name, gender_name, route_name, substance_name
from beds.services.change_facts import FactCell, FactTable, cells_of, change_facts
from beds.services.deed import Done
from beds.web.tasks.asks import source
from beds.web.tasks.task import Answers, Ask, Asking

About = TypeVar("About")
_WORDS: dict[str, Callable[[str], str]] = {
    "gender": gender_name, "route": route_name, "substance": substance_name, "connection_exempt": exemption_name,
    "yes": lambda _word: _("yes"), "no": lambda _word: _("no"),
}  # fmt: skip


def asks_of(
    table: FactTable, names: tuple[str, ...], value: Callable[[About], Any]
) -> Callable[[Asking[About]], Iterator[Ask]]:
    """What a form of these columns asks, last of all where it comes from."""

    def asks(asking: Asking[About]) -> Iterator[Ask]:
        yield from (_ask(cell) for cell in cells_of(table, value(asking.it), names))
        yield source()

    return asks


def changes(
    table: FactTable, names: tuple[str, ...], key: Callable[[About], str]
) -> Callable[[Answers[About]], Done]:  # fmt: skip
    """Hands what was told to the use case, which writes what differs."""

    def change(told: Answers[About]) -> Done:
        cells = {name: _cell(told, name) for name in names}
        return change_facts(
            told.store, told.actor, table, key(told.it), cells, told.on, told.text("source"), version=told.version
        )

    return change


def _ask(cell: FactCell) -> Ask:
    help_ = " ".join(filter(None, (cell.help, cell.accepted and _("Accepted: %(accepted)s.", accepted=cell.accepted))))
    if cell.kind == "day":
        first: Any = date.fromisoformat(cell.value) if cell.value else None
        return Ask(cell.name, fact_name(cell.name), "day", help_, first=first)
    blank = _("no exemption") if cell.name == "connection_exempt" else _("not known")
    options = [("", blank), *((word, _in_words(cell.name, word)) for word in cell.options)]
    return Ask(cell.name, fact_name(cell.name), cell.kind, help_, options=options, first=cell.value)


def _in_words(name: str, word: str) -> str:
    words = _WORDS.get(name) or _WORDS.get(word)
    return words(word) if words else word


def _cell(told: Answers[Any], name: str) -> str:
    value = told.told.get(name)
    return value.isoformat() if isinstance(value, date) else (value or "").strip()
