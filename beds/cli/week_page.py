"""The week at a glance, as a page: vacancies, people, beds given, chains, who waits and why, what was odd."""

import shlex
from collections.abc import Iterator, Sequence

from beds.cli.chains import drawn
from beds.cli.days import in_full, soon, with_year
from beds.cli.page import MOST_ROWS, Block, Column, Page, Section, Table, shortened, without_blank_columns
from beds.domain.allocation import Allocation, Row, Tier
from beds.domain.answer_words import OUTCOMES, cause_meaning, cause_name, outcome_name, tier_name
from beds.domain.errors import Finding
from beds.domain.messages import _, ngettext
from beds.domain.week import Week
from beds.rules.catalogue import CATALOGUE
from beds.services.allocate import Run
from beds.services.glance import Glance, Overdue, PassedOver, SchemeVacancies, Without
from beds.services.run_week import WeekRun

FIRST_WARNINGS = 5


def week_page(run: Run) -> Page:
    """Everything that a coordinator asks first of this run."""
    return _page(
        run.week,
        run.allocation,
        _warnings(run.warnings, _check_command(run)),
        _("The answer is in %(out)s: allocation.xlsx to read, the CSV files for other programs.", out=run.out),
    )


def stored_week_page(run: WeekRun, closing: str) -> Page:
    """The same of a run of the database. ``closing`` says where it is."""
    return _page(run.week, run.allocation, _warnings(run.warnings, ""), closing)


def _page(week: Week, allocation: Allocation, warnings: Section, closing: str) -> Page:
    glance = Glance(week, allocation)
    sections = (
        _vacancies(glance),
        _bands(glance),
        _given(glance),
        _chains(glance),
        *_without(glance),
        _passed_over(glance),
        _overdue(glance),
        _aims(allocation),
        warnings,
    )
    return Page(
        title=_("The week of %(day)s: %(policy)s", day=in_full(week.on), policy=allocation.policy),
        opening=_opening(glance),
        sections=[section for section in sections if section.blocks],
        closing=[
            closing,
            _("This is a proposal. A named officer decides."),
        ],
    )


def _opening(glance: Glance) -> list[str]:
    allocation = glance.allocation
    count = allocation.count
    given = ngettext(
        "%(count)d bed is given: %(placed)d to people on the waiting list, %(moved)d to residents who move.",
        "%(count)d beds are given: %(placed)d to people on the waiting list, %(moved)d to residents who move.",
        count("placed") + count("moved"), placed=count("placed"), moved=count("moved"),
    )  # fmt: skip
    seek = ngettext("%(count)d person seeks a bed.", "%(count)d people seek a bed.", len(allocation.rows))
    rest = _("%(stays)d stay where they are, %(waits)d wait on.", stays=count("stays"), waits=count("waits"))
    lines = [f"{seek} {given} {rest}", _proof(allocation.tiers)]
    kept = allocation.kept
    if kept is not None:
        lines.append(
            _("Of %(wanted)d beds that were proposed before, %(value)d are given as they were.",
              wanted=len(kept.wanted), value=kept.value)
        )  # fmt: skip
    lots = len(allocation.lottery.decided)
    if lots:
        lines.append(
            ngettext(
                "Among equals the recorded lottery (seed %(seed)d) decided for %(count)d person.",
                "Among equals the recorded lottery (seed %(seed)d) decided for %(count)d people.",
                lots, seed=allocation.lottery.seed,
            )
        )  # fmt: skip
    return lines


def _proof(tiers: Sequence[Tier]) -> str:
    if all(tier.proven for tier in tiers):
        return _("Proven best: no other allocation serves the policy's aims better, in their order.")
    names = ", ".join(tier_name(tier.name) for tier in tiers if not tier.proven)
    return _(
        "Not proven best within the time limit: %(names)s. See the aims below for how far off it may be.", names=names
    )


def _vacancies(glance: Glance) -> Section:
    columns = [
        Column(_("Scheme")),
        Column(_("Phase")),
        Column(_("In service"), right=True),
        Column(_("Vacant"), right=True),
        Column(_("Leaving"), right=True),
        Column(_("Freed"), right=True),
        Column(_("Given"), right=True),
        Column(_("Left"), right=True),
    ]
    rows = [_vacancy_row(line, glance) for line in glance.vacancies]
    if len(rows) > MOST_ROWS:
        rest = _("These are the first %(count)d schemes, and the sum of all.", count=MOST_ROWS - 1)
        return Section(_("Beds"), [Table(columns, [*rows[: MOST_ROWS - 1], rows[-1]], total=True), rest])
    meaning = _("Freed: left by residents whom this run moves. Left: vacant, leaving and freed, less those given.")
    return Section(_("Beds"), [Table(columns, rows, total=True), meaning])


def _vacancy_row(line: SchemeVacancies, glance: Glance) -> list[str]:
    counts = (line.in_service, line.vacant, line.leaving, line.freed, line.given, line.left)
    name, phase = _("All"), ""
    if line.scheme:
        name, phase = line.scheme.title, glance.week.policy.phase_name(line.scheme.phase)
    return [name, phase, *map(str, counts)]


def _bands(glance: Glance) -> Section:
    columns = [
        Column(_("Band")),
        Column(_("People"), right=True),
        *(Column(outcome_name(outcome).capitalize(), right=True) for outcome in OUTCOMES),
    ]
    rows = [
        [band or _("All"), str(sum(counts.values())), *(str(counts[outcome]) for outcome in OUTCOMES)]
        for band, counts in glance.bands
    ]
    return Section(_("People who seek a bed"), [Table(columns, rows, total=True)])


def _given(glance: Glance) -> Section:
    columns = [
        Column(_("Person")),
        Column(_("Band")),
        Column(_("From")),
        Column(_("Bed")),
        Column(_("Scheme")),
        Column(_("Starts")),
        Column(_("Planned end")),
        Column(_("Key worker")),
    ]
    rows = [_given_row(row, glance) for row in glance.given]
    if not rows:
        return Section(_("Beds given"), [_("Nobody is given a bed by this run.")])
    table = Table(columns, rows, [row.reason for row in glance.given])
    return Section(_("Beds given"), shortened(table, _rest(len(rows), "allocation.csv")))


def _given_row(row: Row, glance: Glance) -> list[str]:
    worker = _("%(worker)s (new)", worker=row.worker_id) if row.worker_changed else row.worker_id
    scheme = glance.week.schemes[row.scheme_id]
    came_from = row.from_bed or _("waiting list")
    start, end = soon(row.start_on), with_year(row.planned_end)
    return [row.person_id, row.band, came_from, row.bed_id, scheme.title, start, end, worker]


def _rest(count: int, file: str) -> str:
    return _(
        "These are the first %(shown)d of %(count)d; all are in %(file)s.", shown=MOST_ROWS, count=count, file=file
    )


def _chains(glance: Glance) -> Section:
    blocks: list[Block] = [drawn(chain) for chain in glance.chains[:MOST_ROWS]]
    if len(glance.chains) > MOST_ROWS:
        blocks.append(_rest(len(glance.chains), "allocation.csv"))
    return Section(_("Chains: a move that frees the next bed"), blocks)


def _without(glance: Glance) -> Iterator[Section]:
    for cause, group in glance.without:
        title = ngettext(
            "Without a bed: %(cause)s (%(count)d person)", "Without a bed: %(cause)s (%(count)d people)",
            len(group), cause=cause_name(cause).lower(),
        )  # fmt: skip
        table = without_blank_columns(
            Table(_without_columns(), [_without_row(one) for one in group], [one.why.reason for one in group])
        )
        yield Section(title, [cause_meaning(cause), *shortened(table, _rest(len(group), "unplaced.csv"))])


def _without_columns() -> list[Column]:
    return [
        Column(_("Person")),
        Column(_("Band")),
        Column(_("Days"), right=True),
        Column(_("Lives in")),
        Column(_("Beds allowed"), right=True),
        Column(_("Would be placed if waived")),
    ]


def _without_row(one: Without) -> list[str]:
    waivers = ", ".join(_(CATALOGUE[rule].title) for rule in one.why.alone_rules or ())
    days, beds = str(one.row.waiting_days), str(one.why.eligible_beds)
    return [one.row.person_id, one.row.band, days, one.row.from_bed, beds, waivers]


def _passed_over(glance: Glance) -> Section:
    columns = [
        Column(_("Person")),
        Column(_("Band")),
        Column(_("Days"), right=True),
        Column(_("Decided by")),
        Column(_("Bed (given to)")),
    ]
    passed = glance.passed_over
    if not passed:
        return Section(_("Passed over"), [])
    table = Table(columns, [_passed_row(one) for one in passed], [one.reason for one in passed])
    meaning = _(
        "More urgent, or waiting longer in the same band, than the person who is given a bed she could have had."
    )
    return Section(_("Passed over"), [meaning, *shortened(table, _rest(len(passed), "skipped.csv"))])


def _passed_row(one: PassedOver) -> list[str]:
    rule = CATALOGUE.get(one.decided_by)
    decided = _(rule.title) if rule else tier_name(one.decided_by)
    beds = ", ".join(f"{bed} ({person})" for bed, person in one.beds[:4])
    more = len(one.beds) - 4
    beds += _(" and %(count)d more", count=more) if more > 0 else ""
    return [one.person_id, one.band, str(one.waiting_days), decided, beds]


def _overdue(glance: Glance) -> Section:
    columns = [
        Column(_("Person")),
        Column(_("Lives in")),
        Column(_("Scheme")),
        Column(_("Limit")),
        Column(_("Weeks over"), right=True),
        Column(_("This week")),
    ]
    rows = [_overdue_row(one, glance) for one in glance.overdue]
    if not rows:
        return Section(_("Past the stay limit"), [])
    rest = _("These are the first %(shown)d of %(count)d.", shown=MOST_ROWS, count=len(rows))
    told = _("Nobody is made to leave by a limit.")
    return Section(_("Past the stay limit"), [told, *shortened(Table(columns, rows), rest)])


def _overdue_row(one: Overdue, glance: Glance) -> list[str]:
    if one.row is None:
        week = (
            _("leaves on %(day)s", day=soon(one.stay.leaving_on))
            if glance.week.is_leaver(one.stay.person_id)
            else _("seeks no other bed")
        )
    elif one.row.has_bed:
        week = _("moves to %(bed)s", bed=one.row.bed_id)
    else:
        week = _("stays; no other bed this week") if one.row.outcome == "stays" else _("waits; no other bed this week")
    scheme = glance.week.scheme_of(one.stay.bed_id).title
    return [one.stay.person_id, one.stay.bed_id, scheme, with_year(one.limit), str(one.weeks), week]


def _aims(allocation: Allocation) -> Section:
    columns = [
        Column(_("Aim")),
        Column(_("Wanted")),
        Column(_("Reached"), right=True),
        Column(_("Best possible"), right=True),
        Column(_("Proven")),
    ]
    wanted = {"max": _("many"), "min": _("few")}
    rows = [
        [
            tier_name(tier.name),
            wanted[tier.sense],
            str(tier.value),
            str(tier.bound),
            _("yes") if tier.proven else _("no"),
        ]
        for tier in allocation.tiers
    ]
    return Section(_("Aims of the policy, in its order"), [Table(columns, rows)])


def _warnings(warnings: Sequence[Finding], shown_by: str) -> Section:
    count = len(warnings)
    if not count:
        return Section(_("Warnings"), [])
    title = ngettext("%(count)d warning about the facts", "%(count)d warnings about the facts", count)
    pointer = _("%(command)s shows them all.", command=shown_by) if shown_by and count > FIRST_WARNINGS else ""
    first = [str(warning) for warning in (warnings[:FIRST_WARNINGS] if shown_by else warnings)]
    return Section(title, [*first, *filter(None, [pointer])])


def _check_command(run: Run) -> str:
    return f"beds check {shlex.quote(str(run.source))} --on {run.week.on.isoformat()}"
