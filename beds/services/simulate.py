"""The use case behind ``beds simulate``: scenarios on the same luck, compared, written as files and a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from beds import __version__
from beds.data.laboratory.people import facts_of
from beds.data.laboratory.plots.plot import save_plots
from beds.data.laboratory.streams import Streams, rows_of
from beds.data.laboratory.tables import WORKBOOK, write_tables, write_workbook
from beds.data.results import refuse_unfit_folder
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _
from beds.services import progress as told
from beds.services.changes import Change, changes
from beds.services.rare_words import without_rare_words
from beds.services.report.page import plots, write_report
from beds.services.report.report import Report
from beds.services.running import Running, finish, refuse_equal_names, simulating
from beds.services.scenarios import understand_scenario
from beds.simulation.gathered import Digest, Gathered, digest
from beds.simulation.parts import Kept, Parts
from beds.simulation.records import Records
from beds.simulation.runner import run_replications
from beds.simulation.scenario import Scenario

REPORT = "report.html"


@dataclass(frozen=True)
class Asked:
    """The scenarios of a run, the first of which the others are compared with, and what is odd about their files."""

    scenarios: tuple[Scenario, ...]
    warnings: tuple[Finding, ...]
    suppress: bool
    """Whether small counts are hidden: some scenario starts from real people."""


def asked_of(scenarios: Sequence[Scenario], warnings: Sequence[Finding], *, suppression: bool = True) -> Asked:
    """What is asked for; where real people are in it and not all may be told, without what few of them say."""
    suppress = suppression and any(scenario.present for scenario in scenarios)
    told = map(without_rare_words, scenarios) if suppress else scenarios
    return Asked(tuple(told), tuple(warnings), suppress)


@dataclass(frozen=True)
class Simulated:
    """A run that is done: where its files are, and what they tell."""

    asked: Asked
    out: Path
    report: Report


@dataclass(frozen=True)
class _Told:
    """What a worker sends back of one replication: small, and ready to be written."""

    digest: Digest
    weekly: str
    people: str


def ask(scenarios: Sequence[str | Path], running: Running, *, suppression: bool = True) -> Asked:
    """Reads the scenarios. Raises :class:`~beds.domain.errors.BadInput` with every fault of every file."""
    understood, bad = [], []
    for path in scenarios:
        try:
            understood.append(understand_scenario(path, running.overrides))
        except BadInput as error:
            bad.append(error)
    if bad:
        # What several of them extend is told once.
        faults = dict.fromkeys(fault for error in bad for fault in error.faults)
        warnings = dict.fromkeys(warning for error in bad for warning in error.warnings)
        raise BadInput(tuple(faults), tuple(warnings))
    read = tuple(one.scenario for one in understood)
    refuse_equal_names(read)
    told = dict.fromkeys(warning for one in understood for warning in one.warnings)
    return asked_of(read, tuple(told), suppression=suppression)


def simulate(
    asked: Asked, running: Running, out: str | Path, *, parts: Kept | None = None, progress: told.Report = told.nobody
) -> Simulated:
    """Runs the scenarios and writes every file of the laboratory into ``out``.

    Finished replications are kept in ``parts``, or beside the files. Raises the errors of
    :func:`~beds.simulation.runner.run_replications`; then what stood in ``out`` stands, and what is kept is kept.
    """
    out = Path(out)
    refuse_unfit_folder(out)
    facts = facts_of(asked.scenarios)
    gathered = Gathered([scenario.name for scenario in asked.scenarios])
    done = run_replications(
        asked.scenarios, partial(_tell, facts=facts, suppress=asked.suppress), workforce=running.workforce,
        parts=parts or Parts(out), resume=running.resume, progress=simulating(progress),
    )  # fmt: skip
    with Streams(out, facts) as files:
        for _position, one in done:
            files.add(one.weekly, one.people)
            gathered.add(one.digest)
    progress(_("Writing the answer"), 0, 1)
    report = report_of(asked, gathered, __version__)
    _write(report, out)
    finish(out)
    return Simulated(asked, out, report)


def report_of(asked: Asked, gathered: Gathered, version: str) -> Report:
    """What a run that is done has to report; ``version``: of the program that has simulated."""
    warnings = tuple(str(warning) for warning in asked.warnings)
    return Report(asked.scenarios, gathered, _changes(asked.scenarios), version, asked.suppress, warnings)


def _tell(scenario: Scenario, records: Records, *, facts: tuple[str, ...], suppress: bool) -> _Told:
    return _Told(digest(records), *rows_of(scenario, records, facts, suppress))


def _changes(scenarios: Sequence[Scenario]) -> dict[str, tuple[Change, ...]]:
    first, *others = scenarios
    return {other.name: changes(first, other) for other in others}


def _write(report: Report, out: Path) -> None:
    write_tables(out, report.estimates, report.differences, report.suppress)
    write_workbook(out / WORKBOOK, report.estimates, report.differences, report.doubts, report.suppress)
    save_plots(out, plots(report))
    write_report(out / REPORT, report)
