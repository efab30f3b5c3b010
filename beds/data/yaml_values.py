"""From a YAML tree to values by the shapes of its keys, with a fault for each that is not understood."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from beds.data.cells import Kind, NotUnderstood
from beds.data.findings import Findings
from beds.data.kinds import Flag, ListOf, Number
from beds.data.likely import likely, probably
from beds.data.yaml_keys import Fields, Groups, Key, Listed, Mapped, OneOr, Rows, Shape, Shares
from beds.data.yaml_tree import Entries, Items, Scalar, Tree
from beds.domain.frozen import FrozenMap
from beds.domain.messages import _

SHARE = Number(high=1)
NEARLY = 1e-6
"""How far from 1 shares may sum, as thirds are written 0.333333."""


@dataclass(frozen=True)
class Place:
    """Where findings about keys stand: their file, and what comes before them (``policy.`` in a scenario)."""

    file: str
    prefix: str = ""


class Refused(Exception):
    """A value was not understood and its fault is told. ``left`` is what of it was understood; None for nothing."""

    def __init__(self, left: Any = None) -> None:
        super().__init__()
        self.left = left


@dataclass(frozen=True)
class ById:
    """Changes to single rows, by id, in the order in which they were written."""

    rows: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Reader:
    """Reads values, telling each fault where it stands. ``lines`` gathers the line of every dotted key given.

    ``keeps_rest``: of a value that is refused, what was understood is given out too, so that what else is wrong with it
    can be told at once. Rows may then lack any of their keys.
    """

    file: str
    column: str
    findings: Findings
    lines: dict[str, int] = field(default_factory=dict)
    keeps_rest: bool = False

    def beneath(self, name: str) -> "Reader":
        return replace(self, column=f"{self.column}.{name}" if self.column else name)

    def value(self, key: Key, tree: Tree) -> Any:
        """The value of a key; None for a null that may be one. Raises :class:`Refused`."""
        if isinstance(tree, Scalar) and tree.is_null:
            if key.may_be_blank:
                return None
            if isinstance(key.kind, Mapped | Listed) and not key.default:
                return key.default
            self.refuse(tree, _("no value is given"), _("a value, or the whole line left out"))
        return self.shaped(key.kind, tree)

    def shaped(self, shape: Shape, tree: Tree) -> Any:
        """The value of any shape. Raises :class:`Refused` where nothing of it can be used."""
        match shape:
            case Mapped():
                return self.mapping(shape, tree)
            case Listed():
                return self.listed(shape, tree)
            case Fields():
                return self.fields(shape, self.entries(shape, tree))
            case Rows():
                return self.rows(shape, tree)
            case OneOr():
                return self.shaped(shape.one if isinstance(tree, Scalar) else shape.other, tree)
            case Shares():
                return self.shares(shape, tree)
            case Groups():
                return self.groups(shape, tree)
            case ListOf() if isinstance(tree, Items):
                return self.listed(Listed(shape.item), tree)
            case Kind():
                return self.scalar(shape, tree)

    def entries(self, shape: Shape, tree: Tree) -> Entries:
        if not isinstance(tree, Entries):
            self.refuse(tree, _("not a mapping"), shape.accepted())
        return tree

    def fields(self, shape: Fields, entries: Entries) -> dict[str, Any]:
        """The values of the keys that are given and understood; the others are told and left out."""
        values: dict[str, Any] = {}
        self.tell_doubled(entries)
        for name, tree in entries:
            inner = self.beneath(name.text)
            key = shape.by_name.get(name.text)
            if key is None:
                inner.unknown(name, shape.by_name)
                continue
            inner.lines[inner.column] = name.row
            value, is_refused = attempted(inner.value, key, tree)
            if not is_refused or (self.keeps_rest and value is not None):
                values[key.name] = value
        return values

    def unknown(self, name: Scalar, known: Iterable[str]) -> None:
        """A fault for a key that is not known, with the likely one."""
        known = tuple(known)
        guess = likely(name.text, known)
        accepted = guess or ", ".join(known)
        self.findings.fault(
            self.file, name.row, self.column, "", _("this key is not known") + probably(guess), accepted
        )

    def mapping(self, shape: Mapped, tree: Tree) -> FrozenMap[Any, Any]:
        entries = self.entries(shape, tree)
        values: dict[Any, Any] = {}
        refused = self.tell_doubled(entries)
        for name, value in entries:
            inner = self.beneath(name.text)
            inner.lines[inner.column] = name.row
            key, is_odd = attempted(inner.scalar, shape.key, name)
            is_blank = isinstance(value, Scalar) and value.is_null and shape.may_be_blank
            understood, is_refused = (None, False) if is_blank else attempted(inner.shaped, shape.value, value)
            if not is_odd and key in values:
                inner.tell_twice(name)
                is_odd = True
            if not is_odd:
                values[key] = understood
            refused = refused or is_odd or is_refused
        if refused:
            raise Refused(FrozenMap(values))
        return FrozenMap(values)

    def listed(self, shape: Listed, tree: Tree) -> tuple[Any, ...]:
        # One word in place of a list of one is what people write, and can mean nothing else.
        items = tree.items if isinstance(tree, Items) else (tree,)
        values: list[Any] = []
        refused = False
        for position, item in enumerate(items, start=1):
            if isinstance(shape.item, Fields):
                row, is_refused = attempted(self.beneath(str(position)).row, shape.item, item)
                # One that is not understood keeps its place, so that the others keep their numbers.
                values.append(row or {})
            else:
                value, is_refused = attempted(self.scalar, shape.item, item)
                if not is_refused and value in values:
                    self.tell(item, _("named twice in this list"), _("it once"))
                    is_refused = True
                elif not is_refused:
                    values.append(value)
            refused = refused or is_refused
        if refused:
            raise Refused(tuple(values))
        if not values and not shape.may_be_empty:
            self.refuse(tree, _("this list is empty"), shape.accepted())
        return tuple(values)

    def row(self, shape: Fields, tree: Tree) -> dict[str, Any]:
        """A row of a list: refused as a whole where something in it is."""
        entries = self.entries(shape, tree)
        self.lines[self.column] = tree.row
        told = len(self.findings.faults)
        values = self.fields(shape, entries)
        given = {name.text for name, value in entries if not (isinstance(value, Scalar) and value.is_null)}
        for name in shape.required:
            if name not in given:
                accepted = shape.by_name[name].kind.accepted()
                message = _("%(key)s is missing", key=name)
                self.findings.fault(self.file, tree.row, f"{self.column}.{name}", "", message, accepted)
        if len(self.findings.faults) > told:
            raise Refused(values)
        return values

    def rows(self, shape: Rows, tree: Tree) -> tuple[dict[str, Any], ...] | ById:
        if isinstance(tree, Entries):
            return self.rows_by_id(shape, tree)
        if not isinstance(tree, Items):
            self.refuse(tree, _("not a list"), shape.accepted())
        rows: list[dict[str, Any]] = []
        refused = False
        for position, item in enumerate(tree.items, start=1):
            inner = self.beneath(_named(item, shape.id) or str(position))
            row, is_refused = attempted(inner.row, shape.fields, item)
            row = row or {}
            if shape.id in row and row[shape.id] in [other.get(shape.id) for other in rows]:
                inner.tell(item, _("%(id)s stands twice in this list", id=row[shape.id]), _("it once"))
                is_refused = True
            rows.append(row)
            refused = refused or is_refused
        if refused:
            raise Refused(tuple(rows))
        return tuple(rows)

    def rows_by_id(self, shape: Rows, entries: Entries) -> ById:
        self.tell_doubled(entries)
        changes: dict[str, dict[str, Any]] = {}
        refused = False
        for name, value in entries:
            inner = self.beneath(name.text)
            inner.lines[inner.column] = name.row
            given, is_refused = attempted(inner.entries, shape.fields, value)
            if not is_refused:
                changes[name.text] = inner.fields(shape.fields, given)
            refused = refused or is_refused
        if refused:
            raise Refused(ById(FrozenMap(changes)))
        return ById(FrozenMap(changes))

    def shares(self, shape: Shares, tree: Tree) -> FrozenMap[str, Any]:
        if isinstance(tree, Scalar):
            return self.lone_share(shape, tree)
        entries = self.entries(shape, tree)
        shares: dict[str, float | None] = {}
        numbers: list[float | None] = []
        refused = is_doubled = self.tell_doubled(entries)
        for name, value in entries:
            inner = self.beneath(name.text)
            spelled, is_odd = attempted(inner.spelled, shape.value, name)
            share, is_refused = attempted(inner.scalar, SHARE, value)
            numbers.append(share)
            if not is_odd and spelled in shares:
                inner.tell_twice(name)
                is_odd = is_doubled = True
            if not is_odd:
                shares[spelled] = share
            refused = refused or is_odd or is_refused
        is_whole = is_doubled or self.adds_up(tree, numbers)
        left = FrozenMap({value: share for value, share in shares.items() if share != 0})
        if refused or not is_whole:
            raise Refused(left)
        return left

    def lone_share(self, shape: Shares, tree: Scalar) -> FrozenMap[str, float]:
        """A number is the share of yes; any other word is what everybody has."""
        if not shape.number_of:
            return FrozenMap({self.spelled(shape.value, tree): 1.0})
        try:
            share = SHARE.read(tree.text.strip())
        except NotUnderstood as why:
            self.refuse(tree, why.message, shape.accepted())
        both = {shape.number_of: share, shape.rest: round(1.0 - share, 12)}
        return FrozenMap({value: part for value, part in both.items() if part})

    def groups(self, shape: Groups, tree: Tree) -> FrozenMap[str, Mapping[str, Any]]:
        entries = self.entries(shape, tree)
        groups: dict[str, Mapping[str, Any]] = {}
        numbers: list[float | None] = []
        refused = is_doubled = self.tell_doubled(entries)
        for name, value in entries:
            inner = self.beneath(name.text)
            spelled, is_odd = attempted(inner.spelled, shape.value, name)
            row, is_refused = attempted(inner.row, shape.fields, value)
            row = row or {}
            numbers.append(row.get("share"))
            if not is_odd and spelled in groups:
                inner.tell_twice(name)
                is_odd = is_doubled = True
            if not is_odd:
                groups[spelled] = FrozenMap(row)
            refused = refused or is_odd or is_refused
        is_whole = is_doubled or self.adds_up(tree, numbers)
        if refused or not is_whole:
            raise Refused(FrozenMap(groups))
        return FrozenMap(groups)

    def adds_up(self, tree: Tree, shares: Sequence[float | None]) -> bool:
        """Whether shares sum to 1, with a fault where they do not; of shares that are not all known nothing is told."""
        known = [share for share in shares if share is not None]
        total = sum(known)
        if len(known) < len(shares) or abs(total - 1) <= NEARLY:
            return True
        self.tell(tree, _("these shares sum to %(sum)s", sum=format(total, ".6g")), _("shares that sum to 1"))
        return False

    def spelled(self, kind: Kind, tree: Scalar) -> str:
        """The value as the exchange folder spells it; blank for one that is not known."""
        if tree.is_null or not tree.text.strip():
            return ""
        return kind.write(self.scalar(kind, tree))

    def scalar(self, kind: Kind, tree: Tree) -> Any:
        if not isinstance(tree, Scalar):
            self.refuse(tree, _("a single value is meant here"), kind.accepted())
        text = tree.text.strip()
        if tree.is_null or not text:
            self.refuse(tree, _("no value is given"), kind.accepted())
        if isinstance(kind, Flag):
            # The other words that YAML 1.1 takes for yes and no; a cell of a spreadsheet never means them so.
            text = {"on": "yes", "off": "no"}.get(text.casefold(), text)
        try:
            return kind.read(text)
        except NotUnderstood as why:
            self.refuse(tree, why.message, why.accepted or kind.accepted())

    def tell_doubled(self, entries: Entries) -> bool:
        """A fault for each key that stands twice in one mapping; whether there was any."""
        for key, earlier in entries.doubled:
            message = _("this key stands in row %(row)d already", row=earlier)
            self.findings.fault(self.file, key.row, self.beneath(key.text).column, "", message, _("it once"))
        return bool(entries.doubled)

    def refuse(self, tree: Tree, message: str, accepted: str) -> NoReturn:
        """Tells the fault and raises, so that the key is left out."""
        self.tell(tree, message, accepted)
        raise Refused

    def tell_twice(self, name: Scalar) -> None:
        self.tell(name, _("the same key as another one here"), _("it once"))

    def tell(self, tree: Tree, message: str, accepted: str) -> None:
        value = tree.text if isinstance(tree, Scalar) else ""
        self.findings.fault(self.file, tree.row, self.column, value, message, accepted)


def attempted(read: Callable[..., Any], *what: Any) -> tuple[Any, bool]:
    """What is read, or of what is refused as much as was understood; and whether it was refused."""
    try:
        return read(*what), False
    except Refused as refused:
        return refused.left, True


def _named(tree: Tree, key: str) -> str:
    """The id in a row, for the names of its keys; blank where there is none."""
    if not isinstance(tree, Entries):
        return ""
    return next((value.text for name, value in tree if name.text == key and isinstance(value, Scalar)), "")
