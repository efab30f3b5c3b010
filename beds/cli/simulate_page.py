"""A run of the laboratory on the console: the question before, the answer in plain words after."""

from beds.cli.findings import findings_blocks
from beds.cli.page import Column, Page, Section, Table
from beds.domain.messages import _, ngettext
from beds.services.report import sentences, tables
from beds.services.simulate import REPORT, Asked, Simulated


def question_page(asked: Asked) -> Page:
    """What is asked, and how it will be answered."""
    first, *others = asked.scenarios
    compared = _(", compared with %(first)s on the same luck", first=first.name) if others else ""
    count = ngettext(
        "%(count)d scenario, %(replications)d replications, %(weeks)d weeks%(compared)s.",
        "%(count)d scenarios, %(replications)d replications, %(weeks)d weeks%(compared)s.",
        len(asked.scenarios), replications=first.replications, weeks=first.weeks, compared=compared,
    )  # fmt: skip
    questions = [Section(scenario.name, [" ".join(scenario.question.split())]) for scenario in asked.scenarios]
    warnings = asked.warnings
    title = ngettext("%(count)d warning", "%(count)d warnings", len(warnings))
    return Page(
        title=_("What if?"),
        opening=[count],
        sections=[
            *(section for section in questions if section.blocks != [""]),
            *([Section(title, findings_blocks(warnings))] if warnings else []),
        ],
    )


def answer_page(done: Simulated) -> Page:
    """The headlines of the comparison, how sure they are, and where the files are."""
    report = done.report
    first, *others = report.names
    found = [Section(_("%(name)s against %(first)s", name=name, first=first), list(sentences.findings(report, name)))
             for name in others]  # fmt: skip
    alone = [] if others else [Section(first, list(sentences.alone(report, first)))]
    return Page(
        title=_("What was found"),
        sections=[
            *found, *alone,
            Section(_("Headlines"), [_headlines(done)]),
            Section(_("How sure this is"), [*sentences.how_sure(report), *report.doubts]),
        ],
        closing=[
            _("The report is %(report)s; the tables, weeks and plots are beside it.", report=done.out / REPORT)
        ],
    )  # fmt: skip


def _headlines(done: Simulated) -> Table:
    columns = [Column(_("Measure")), Column(_("Unit")), *(Column(name, right=True) for name in done.report.names)]
    rows = [[row.title, row.unit, *(_cell(cell) for cell in row.cells)] for row in tables.headlines(done.report)]
    return Table(columns, rows)


def _cell(cell: tables.Cell) -> str:
    return f"{cell.value} ({cell.verdict})" if cell.verdict else cell.value
