"""The tables that a run gives out, said once (SPEC section 6): files, workbook and data frames derive from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from beds.data.cells import LIST_SEPARATOR, CellValue
from beds.domain.allocation import Allocation
from beds.domain.messages import N_


def _as_it_is(value: CellValue) -> CellValue:
    return None if value == "" else value


def _flag(value: bool | None) -> CellValue:
    return None if value is None else "yes" if value else "no"


def _list(values: tuple[str, ...] | None) -> CellValue:
    return LIST_SEPARATOR.join(values or ()) or None


def _counts(refused_by: tuple[tuple[str, int], ...]) -> CellValue:
    return "; ".join(f"{rule}={count}" for rule, count in refused_by) or None


@dataclass(frozen=True)
class ResultColumn:
    """One column, named as the field of the row that it shows, with a header and help for people."""

    name: str
    header: str
    help: str
    cell: Callable[[Any], CellValue] = _as_it_is
    """The field's value as a cell holds it; None where blank."""
    wrap: bool = False
    """Whether it holds sentences."""


@dataclass(frozen=True)
class ResultTable:
    """One table of the answer; ``name`` is its file's without the suffix, and its frame's."""

    name: str
    title: str
    help: str
    columns: tuple[ResultColumn, ...]
    rows: Callable[[Allocation], Sequence[Any]]

    def values(self, row: Any) -> tuple[Any, ...]:
        """The fields of a row in the order of the columns."""
        return self._getter(row)  # type: ignore[no-any-return]

    @cached_property
    def _getter(self) -> Any:
        return attrgetter(*(column.name for column in self.columns))


ALLOCATION = ResultTable(
    "allocation",
    N_("Allocation"),
    N_("Everybody who seeks a bed, and what this run decides for her."),
    (
        ResultColumn("person_id", N_("Person"), N_("Her pseudonym.")),
        ResultColumn(
            "outcome",
            N_("Outcome"),
            N_("placed: from the waiting list. moved: from another bed. stays: keeps her bed. waits: has none."),
        ),
        ResultColumn(
            "from_bed", N_("From bed"), N_("The bed she lives in; blank where she comes from the waiting list.")
        ),
        ResultColumn("bed_id", N_("Bed"), N_("The bed she is given.")),
        ResultColumn("scheme_id", N_("Scheme"), N_("The scheme of that bed.")),
        ResultColumn("phase", N_("Phase"), N_("The phase of that scheme, as the policy numbers it.")),
        ResultColumn("start_on", N_("Starts on"), N_("The first day she can have the bed.")),
        ResultColumn("planned_end", N_("Planned end"), N_("The day by which the stay is planned to end. Blank: open.")),
        ResultColumn("worker_id", N_("Key worker"), N_("Who will hold her.")),
        ResultColumn("worker_changed", N_("Worker changed"), N_("yes where somebody else held her before."), _flag),
        ResultColumn(
            "chain", N_("Chain"), N_("Moves with the same number hang together: each frees a bed for the next.")
        ),
        ResultColumn("band", N_("Band"), N_("How urgent, A the most; after the policy's route_priority.")),
        ResultColumn("waiting_days", N_("Days waiting"), N_("Days from waiting_since to the run date.")),
        ResultColumn("reason", N_("Reason"), N_("Why, in a sentence that can be read out."), wrap=True),
    ),
    lambda allocation: allocation.rows,
)

EXPLANATIONS = ResultTable(
    "explanations",
    N_("Explanations"),
    N_("Everybody who seeks a bed before every scheme: how many of its beds the rules allow her."),
    (
        ResultColumn("person_id", N_("Person"), N_("Her pseudonym.")),
        ResultColumn("scheme_id", N_("Scheme"), N_("The scheme.")),
        ResultColumn("beds", N_("Beds"), N_("How many beds the scheme has.")),
        ResultColumn(
            "eligible_beds", N_("Eligible beds"), N_("How many of them no rule refuses; her own is not counted.")
        ),
        ResultColumn("refused_by", N_("Refused by"), N_("Each rule that refuses, and how many of the beds."), _counts),
        ResultColumn(
            "alone", N_("Alone"), N_("The one rule without which some bed would be eligible, and it may be waived.")
        ),
    ),
    lambda allocation: allocation.explanations,
)

UNPLACED = ResultTable(
    "unplaced",
    N_("Unplaced"),
    N_("Everybody who seeks a bed and is given none by this run, and why."),
    (
        ResultColumn("person_id", N_("Person"), N_("Her pseudonym.")),
        ResultColumn("cause", N_("Cause"), N_("The first cause that holds. Blank: it was not asked for.")),
        ResultColumn(
            "eligible_beds", N_("Eligible beds"), N_("How many beds no rule refuses; her own is not counted.")
        ),
        ResultColumn(
            "alone_rules",
            N_("Would be placed without"),
            N_("Each rule whose waiver for her alone would place her, at no cost to anybody more urgent."),
            _list,
        ),
        ResultColumn("reason", N_("Reason"), N_("Why, in a sentence that can be read out."), wrap=True),
    ),
    lambda allocation: allocation.unplaced,
)

SKIPPED = ResultTable(
    "skipped",
    N_("Skipped"),
    N_("Everybody passed over for a bed that went to somebody less urgent, or waiting less long."),
    (
        ResultColumn("placed_id", N_("Given to"), N_("Who is given the bed.")),
        ResultColumn("bed_id", N_("Bed"), N_("The bed.")),
        ResultColumn("passed_id", N_("Passed over"), N_("Who could have had it, is more urgent or waits longer.")),
        ResultColumn("passed_band", N_("Her band"), N_("Of the person passed over.")),
        ResultColumn("passed_waiting_days", N_("Her days waiting"), N_("Of the person passed over.")),
        ResultColumn("decided_by", N_("Decided by"), N_("The aim of the policy, or the rule, that decided.")),
        ResultColumn("reason", N_("Reason"), N_("Why, in a sentence."), wrap=True),
    ),
    lambda allocation: allocation.skipped,
)

RESULT_TABLES = (ALLOCATION, EXPLANATIONS, UNPLACED, SKIPPED)
