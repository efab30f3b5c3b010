"""measures.csv, compare.csv and measures.xlsx: what the replications amount to, for programs and for spreadsheets."""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from beds.data.all_or_nothing import replace_file, replace_files
from beds.data.cells import CellValue, guarded_for_csv, guarded_for_workbook
from beds.data.results.csv_files import quoted
from beds.data.spreadsheet import Book, Sheet, SheetColumn
from beds.domain.messages import _
from beds.domain.small_numbers import MARK, suppressed
from beds.simulation.compare import Difference, Estimate, Verdict
from beds.simulation.measures.catalogue import CATALOGUE, described, group_name, group_of, title_of
from beds.simulation.measures.measure import ALL, Unit, sense_name, unit_name

MEASURES, COMPARE, WORKBOOK = "measures.csv", "compare.csv", "measures.xlsx"
_START = ("scenario", "measure", "phase", "mean", "low", "high")
MEASURES_COLUMNS = (*_START, "unit", "replications", "undefined")
COMPARE_COLUMNS = (*_START, "verdict", "unit", "replications", "undefined", "needed", "p", "clear_together")
PLACES = 6


def verdict_name(verdict: Verdict, unit: Unit = "people") -> str:
    """The verdict in the reader's language: people are fewer, waits and costs are less."""
    counted = unit in ("people", "people_a_year", "number", "bed_weeks_a_year")
    names = {
        "more": _("more"),
        "fewer": _("fewer") if counted else _("less"),
        "no clear difference": _("no clear difference"),
        "not known": _("not known"),
    }
    return names[verdict]


def small_groups(estimates: Iterable[Estimate]) -> frozenset[tuple[str, str]]:
    """The scenarios and groups (``ethnicity=x``) of which so few people a year are referred that they could be known,
    and those without which these could be told by taking the others from all.

    Nothing is said of them in a run that starts from real people.
    """
    groups: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for one in estimates:
        if one.measure.startswith("group_referrals:"):
            group = one.measure.partition(":")[2]
            people = max(1, round(one.mean)) if one.mean > 0 else 0
            groups.setdefault((one.scenario, group_of(one.measure)[0]), []).append((group, people))
    small = set()
    for (scenario, _fact), values in groups.items():
        counts = [people for _group, people in values]
        hidden = suppressed(np.array([*counts, sum(counts)]))
        small |= {(scenario, group) for (group, _people), hide in zip(values, hidden, strict=False) if hide}
    return frozenset(small)


def write_tables(
    folder: Path, estimates: Sequence[Estimate], differences: Sequence[Difference], suppress: bool = False
) -> None:
    """Writes measures.csv and compare.csv; with ``suppress``, the numbers of groups of 1 to 4 people are left out."""
    hidden = small_groups(estimates) if suppress else frozenset()
    texts = {
        MEASURES: _text(MEASURES_COLUMNS, (_measure_row(one, hidden) for one in estimates if _is_defined(one))),
        COMPARE: _text(COMPARE_COLUMNS, (_compare_row(one, hidden) for one in differences if _is_defined(one))),
    }
    replace_files(folder, {name: text.encode("utf-8-sig") for name, text in texts.items()})


def write_workbook(
    path: Path,
    estimates: Sequence[Estimate],
    differences: Sequence[Difference],
    notes: Sequence[str],
    suppress: bool = False,
) -> None:
    """Writes measures.xlsx: a cover with ``notes`` (how it was run, what to mind), then the tables."""
    hidden = small_groups(estimates) if suppress else frozenset()
    sheets = [_measures_sheet(estimates, hidden), _definitions_sheet()]
    if differences:
        sheets.insert(1, _differences_sheet(differences, hidden))
    help_on = {
        _("Measures"): _("Every measure of every scenario: mean and 95 % interval over the replications."),
        _("Differences"): _("Each scenario less the first, on the same luck, with a plain verdict."),
        _("Definitions"): _("What each measure counts."),
    }

    def write(aside: Path) -> None:
        with Book(aside) as book:
            contents = [(sheet.name, help_on[sheet.name]) for sheet in sheets]
            book.cover(_("Cover"), _("Policy laboratory: measures"), notes, contents)
            for sheet in sheets:
                book.sheet(sheet)

    replace_file(path, write)


def is_hidden(one: Estimate | Difference, hidden: frozenset[tuple[str, str]]) -> bool:
    """Whether a number may not be told, or is about a group too small to speak of; a difference if either side is."""
    if one.hidden:
        return True
    group = one.measure.partition(":")[2]
    if isinstance(one, Difference):
        return any(group == small for _scenario, small in hidden)
    return (one.scenario, group) in hidden


def _is_defined(one: Estimate | Difference) -> bool:
    """Whether there is anything to tell: a measure that a phase cannot have has no row."""
    return one.replications > 0 or one.phase == ALL


def _measure_row(one: Estimate, hidden: frozenset[tuple[str, str]]) -> list[CellValue]:
    numbers = _numbers(one, hidden)
    return [
        one.scenario,
        one.measure,
        one.phase,
        *numbers,
        described(one.measure).unit,
        one.replications,
        one.undefined,
    ]


def _compare_row(one: Difference, hidden: frozenset[tuple[str, str]]) -> list[CellValue]:
    shut = is_hidden(one, hidden)
    return [
        one.scenario, one.measure, one.phase, *_numbers(one, hidden),
        MARK if shut else one.verdict,
        described(one.measure).unit, one.replications, one.undefined, None if shut else one.needed,
        None if shut else _number(one.p), None if shut else "yes" if one.clear_together else "no",
    ]  # fmt: skip


def _numbers(one: Estimate | Difference, hidden: frozenset[tuple[str, str]]) -> list[CellValue]:
    return [MARK] * 3 if is_hidden(one, hidden) else [_number(one.mean), _number(one.low), _number(one.high)]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, PLACES) + 0.0


def _text(columns: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> str:
    def lines() -> Iterator[str]:
        yield ",".join(columns)
        for row in rows:
            yield ",".join(_field(cell) for cell in row)

    return "\n".join(lines()) + "\n"


def _field(cell: CellValue) -> str:
    if isinstance(cell, str):
        return quoted(guarded_for_csv(cell))
    return "" if cell is None else str(cell)


def _measures_sheet(estimates: Sequence[Estimate], hidden: frozenset[tuple[str, str]]) -> Sheet:
    columns = [
        *_first_columns(_("Mean over the replications.")),
        SheetColumn(_("Replications"), _("In how many the measure was defined.")),
        SheetColumn(_("Not defined"), _("In how many it was not: not reached, or nothing to divide by.")),
    ]
    rows = [[*_first_cells(one, hidden), one.replications, one.undefined] for one in estimates]
    return Sheet(_("Measures"), columns, rows)


def _differences_sheet(differences: Sequence[Difference], hidden: frozenset[tuple[str, str]]) -> Sheet:
    columns = [
        *_first_columns(_("Mean of the differences from the first scenario, replication by replication.")),
        SheetColumn(_("Verdict"), _("more or fewer where the whole 95 % interval lies on one side of zero.")),
        SheetColumn(_("Better"), _("Which direction is better.")),
        SheetColumn(_("Replications"), _("In how many the measure was defined for both.")),
        SheetColumn(_("Needed"), _("Replications that would make a difference of this size clear.")),
        SheetColumn(_("Clear together"), _("yes where it stays clear when all measures are judged together (Holm).")),
    ]
    rows: list[list[CellValue]] = []
    for one in differences:
        shut = is_hidden(one, hidden)
        rows.append([
            *_first_cells(one, hidden), MARK if shut else verdict_name(one.verdict, described(one.measure).unit),
            sense_name(described(one.measure).better), one.replications, None if shut else one.needed,
            None if shut else _("yes") if one.clear_together else _("no"),
        ])  # fmt: skip
    return Sheet(_("Differences"), columns, rows)


def _definitions_sheet() -> Sheet:
    columns = [
        SheetColumn(_("Measure")),
        SheetColumn(_("Name in files")),
        SheetColumn(_("Unit")),
        SheetColumn(_("Better"), _("Which direction is better.")),
        SheetColumn(_("What it counts"), wrap=True),
    ]
    rows: list[list[CellValue]] = [
        [_(one.title), one.id, unit_name(one.unit), sense_name(one.better), _(one.definition)]
        for one in CATALOGUE.values()
    ]
    return Sheet(_("Definitions"), columns, rows)


def _first_columns(mean: str) -> list[SheetColumn]:
    return [
        SheetColumn(_("Scenario")),
        SheetColumn(_("Measure")),
        SheetColumn(_("Phase"), _("Phase of the pathway, or all.")),
        SheetColumn(_("Group"), _("The group of people, where the measure is about one.")),
        SheetColumn(_("Unit"), _("Shares stand as parts of 1.")),
        SheetColumn(_("Mean"), mean),
        SheetColumn(_("Low"), _("Lower end of the 95 % interval.")),
        SheetColumn(_("High"), _("Upper end of the 95 % interval.")),
    ]


def _first_cells(one: Estimate | Difference, hidden: frozenset[tuple[str, str]]) -> list[CellValue]:
    fact, value = group_of(one.measure)
    group = f"{fact}: {group_name(value)}" if fact else None
    return [
        guarded_for_workbook(one.scenario), title_of(one.measure), one.phase, group,
        unit_name(described(one.measure).unit), *_numbers(one, hidden),
    ]  # fmt: skip
