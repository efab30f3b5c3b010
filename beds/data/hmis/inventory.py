"""The beds of each project on the run date, from the inventory rows that are in force on it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from beds.data.hmis.export import Export
from beds.data.hmis.layout import DEDICATED
from beds.data.hmis.projects import Project, a_date, in_order
from beds.domain.places import Bed

WITHOUT_CHILDREN, WITH_CHILDREN, ONLY_CHILDREN = "1", "3", "4"
"""Household types: adults only, at least one adult and one child, only people under 18."""

_HOUSEHOLD_FEATURES = {WITH_CHILDREN: "families", ONLY_CHILDREN: "under_18s"}
_AVAILABILITY_FEATURES = {"2": "seasonal", "3": "overflow"}
_BED_TYPE_FEATURES = {"2": "voucher"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """Beds of one kind, available from ``start`` to ``end``: the standard's end is the last night, so it counts."""

    inventory_id: str
    project_id: str
    household_type: str
    availability: str
    bed_type: str
    coc: str
    start: date
    end: date | None
    beds: int
    dedicated: tuple[tuple[str, int], ...]
    """Beds for members of a group only, by group, where there are any."""

    @property
    def kind(self) -> tuple[str, ...]:
        """A row that ends and a row of the same kind that starts on the next day are the same beds, counted anew."""
        return (self.project_id, self.household_type, self.availability, self.bed_type, self.coc)

    @property
    def features(self) -> tuple[str, ...]:
        named = (
            _HOUSEHOLD_FEATURES.get(self.household_type),
            _AVAILABILITY_FEATURES.get(self.availability),
            _BED_TYPE_FEATURES.get(self.bed_type),
        )
        return tuple(feature for feature in named if feature)

    def in_force(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Stock:
    """The beds of one project on the run date, and for which households each is kept (same order)."""

    beds: tuple[Bed, ...] = ()
    household_types: tuple[str, ...] = ()
    reserved_for: tuple[str, ...] = ()
    """Groups whose members alone may have a bed; blank where at least one bed is for anybody."""


def inventory_rows(export: Export) -> list[InventoryRow]:
    """Every row of the inventory, in order of id. Rows that end before they start are in force on no day."""
    table = export.inventory
    rows = [
        InventoryRow(
            inventory_id=table["InventoryID"][at],
            project_id=table["ProjectID"][at],
            household_type=table["HouseholdType"][at],
            availability=table["Availability"][at],
            bed_type=table["ESBedType"][at],
            coc=table["CoCCode"][at],
            start=date.fromisoformat(table["InventoryStartDate"][at]),
            end=a_date(table["InventoryEndDate"][at]),
            beds=int(table["BedInventory"][at]),
            dedicated=tuple(
                (group, int(table[column][at]))
                for column, (group, _parts) in DEDICATED.items()
                if table[column][at] not in ("", "0")
            ),
        )
        for at in range(len(table))
    ]
    return sorted(rows, key=lambda row: in_order(row.inventory_id))


def stock_on(rows: list[InventoryRow], projects: Mapping[str, Project], on: date) -> dict[str, Stock]:
    """The beds of every project that makes a scheme, numbered from 1 in each; blank where it does not operate."""
    chains = _Chains(rows)
    by_project: defaultdict[str, list[InventoryRow]] = defaultdict(list)
    for row in rows:
        if row.in_force(on):
            by_project[row.project_id].append(row)
    stock: dict[str, Stock] = {}
    for project_id, project in projects.items():
        if project.phase is not None:
            in_force = by_project[project_id] if project.operates_on(on) else []
            stock[project_id] = _stock(project, in_force, chains)
    return stock


def _stock(project: Project, rows: list[InventoryRow], chains: "_Chains") -> Stock:
    beds: list[Bed] = []
    household_types: list[str] = []
    for row in rows:
        for number in range(row.beds):
            last = chains.last_night(row, number)
            ends = [day for day in (last and last + _ONE_DAY, project.closes) if day]
            beds.append(
                Bed(
                    bed_id=f"{project.project_id}-{len(beds) + 1:03d}",
                    scheme_id=project.project_id,
                    features=row.features,
                    open_from=max(chains.first_night(row, number), project.opens),
                    open_to=min(ends, default=None),
                )
            )
            household_types.append(row.household_type)
    return Stock(tuple(beds), tuple(household_types), _reserved_for(rows))


def _reserved_for(rows: list[InventoryRow]) -> tuple[str, ...]:
    """The groups for which every bed of the project is kept. Where one bed is free for anybody, the scheme is."""
    total = sum(row.beds for row in rows)
    dedicated = sum(count for row in rows for _group, count in row.dedicated)
    if not total or dedicated < total:
        return ()
    return tuple(sorted({group for row in rows for group, _count in row.dedicated}))


class _Chains:
    """Rows that continue each other: each year's recount ends one row and starts the next on the following day.

    Of two such rows the smaller number of beds goes on; the others end, or are new.
    """

    def __init__(self, rows: list[InventoryRow]) -> None:
        sound = [row for row in rows if row.end is None or row.start <= row.end]
        self._starting = {(row.kind, row.start): row for row in sound}
        self._ending = {(row.kind, row.end): row for row in sound}

    def first_night(self, row: InventoryRow, number: int) -> date:
        """The first night of the bed with this number (from 0) of the row."""
        return [each.start for each in self._back(row, number)][-1]

    def last_night(self, row: InventoryRow, number: int) -> date | None:
        """Its last night, None where no end is known."""
        return [each.end for each in self._on(row, number)][-1]

    def _back(self, row: InventoryRow, number: int) -> Iterator[InventoryRow]:
        here: InventoryRow | None = row
        while here is not None and number < here.beds:
            yield here
            here = self._ending.get((here.kind, here.start - _ONE_DAY))

    def _on(self, row: InventoryRow, number: int) -> Iterator[InventoryRow]:
        here: InventoryRow | None = row
        while here is not None and number < here.beds:
            yield here
            here = None if here.end is None else self._starting.get((here.kind, here.end + _ONE_DAY))
