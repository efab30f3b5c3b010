"""What a key of a YAML file may hold, as data: policies and scenarios say theirs with these, once."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field
from typing import Any

from beds.data.cells import Kind
from beds.domain.frozen import FrozenMap
from beds.domain.messages import _


@dataclass(frozen=True)
class Mapped:
    """A mapping from keys of one kind to values of another; it is merged over what stood before."""

    key: Kind
    value: "Kind | Fields"
    may_be_blank: bool = False
    """Whether a value may be null, which takes its key back."""

    def accepted(self) -> str:
        return f"{{{self.key.accepted()}: {self.value.accepted()}}}"


@dataclass(frozen=True)
class Listed:
    """A list; it replaces the default whole. Each entry stands once."""

    item: "Kind | Fields"
    may_be_empty: bool = True

    def accepted(self) -> str:
        return _("a list in square brackets of: %(items)s", items=self.item.accepted())


@dataclass(frozen=True)
class Fields:
    """A mapping with named keys; it is merged over what stood before, key by key."""

    keys: tuple["Key", ...]
    required: tuple[str, ...] = ()
    """Keys without which a row of a list says nothing."""
    by_name: Mapping[str, "Key"] = field(init=False, compare=False, default_factory=FrozenMap)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", FrozenMap({key.name: key for key in self.keys}))

    def __iter__(self) -> Iterator["Key"]:
        return iter(self.keys)

    def accepted(self) -> str:
        return _("keys and values of: %(keys)s", keys=", ".join(self.by_name))


@dataclass(frozen=True)
class Rows:
    """Rows with an id. A list replaces what stood before; a mapping by id changes single rows of it."""

    fields: Fields
    id: str

    def accepted(self) -> str:
        return _("a list of rows with %(keys)s", keys=", ".join(self.fields.required))


@dataclass(frozen=True)
class OneOr:
    """A single value, or something larger in its place."""

    one: Kind
    other: Listed

    def accepted(self) -> str:
        return _("%(one)s, or %(other)s", one=self.one.accepted(), other=self.other.accepted())


@dataclass(frozen=True)
class Shares:
    """Value -> share, which sum to 1; replaced whole. ``number_of`` is the value that a lone number is the share of."""

    value: Kind
    number_of: str = ""
    rest: str = ""

    def accepted(self) -> str:
        shares = _(
            "shares that sum to 1, such as {value: 0.4, other: 0.6}, of: %(values)s", values=self.value.accepted()
        )
        return _("the share of yes as a number from 0 to 1, or ") + shares if self.number_of else shares


@dataclass(frozen=True)
class Groups:
    """Value -> its share and the facts that differ in it; the shares sum to 1; replaced whole."""

    value: Kind
    fields: Fields
    """``share`` and facts."""

    def accepted(self) -> str:
        return _("{value: {share: 0.2, fact: shares}} of: %(values)s", values=self.value.accepted())


Shape = Kind | Mapped | Listed | Fields | Rows | OneOr | Shares | Groups


@dataclass(frozen=True)
class Key:
    """One key: its shape, a sentence of help, and whether a blank value is one of its values."""

    name: str
    kind: Shape
    help: str
    may_be_blank: bool = False
    owner: type | None = None
    """The dataclass of the domain that has a field of this name, and with it the default."""

    @property
    def default(self) -> Any:
        """What holds where the key is left out; None where there is no such value."""
        known = getattr(self.owner, "__dataclass_fields__", {}).get(self.name)
        if known is None:
            return None
        if known.default is not MISSING:
            return known.default
        return known.default_factory() if known.default_factory is not MISSING else None
