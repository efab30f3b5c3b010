"""The list of runs, and what a replay found, as pages."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from beds.cli.days import with_year
from beds.cli.page import Column, Page, Section, Table, shortened
from beds.domain.messages import N_, _, ngettext
from beds.services.runs import Listed, Replay

_STATUS = {
    "open": N_("waits for a decision"),
    "approved": N_("approved"),
    "partly_approved": N_("approved in part"),
    "refused": N_("refused"),
    "superseded": N_("replaced by run %(run)d"),
}


def runs_page(runs: Sequence[Listed]) -> Page:
    """A line a run."""
    title = ngettext("%(count)d weekly run", "%(count)d weekly runs", len(runs))
    if not runs:
        return Page(title=title)
    columns = [
        Column(_("Run"), right=True), Column(_("Week from")), Column(_("Policy")), Column(_("Seek"), right=True),
        Column(_("Placed"), right=True), Column(_("Moved"), right=True), Column(_("Proven")), Column(_("Proposal")),
        Column(_("By")), Column(_("At (UTC)")),
    ]  # fmt: skip
    return Page(sections=[Section(title, [Table(columns, [_row(run) for run in runs])])])


def _row(run: Listed) -> list[str]:
    policy = _("version %(version)d", version=run.policy_version)
    status = _(_STATUS[run.status]) if run.status in _STATUS else run.status
    if run.superseded_by is not None:
        status %= {"run": run.superseded_by}
    return [
        str(run.run_id), with_year(run.on), policy, str(run.candidates), str(run.placed), str(run.moved),
        _("yes") if run.proven else _("no"), status, run.asked_by, run.asked_at.strftime("%Y-%m-%d %H:%M"),
    ]  # fmt: skip


def runs_values(runs: Sequence[Listed]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [{**asdict(run), "on": run.on.isoformat(), "asked_at": run.asked_at.isoformat()} for run in runs]


def replay_page(replay: Replay, program: str) -> Page:
    """That a run comes out the same again, or every cell that does not."""
    if replay.same:
        return Page(
            opening=[_("Run %(run)d gives the same answer again: every file, byte for byte, but for how long it took.",
                       run=replay.run_id)]
        )  # fmt: skip
    found = replay.deviations
    title = ngettext(
        "Run %(run)d differs in %(count)d place", "Run %(run)d differs in %(count)d places", len(found),
        run=replay.run_id,
    )  # fmt: skip
    opening = []
    if replay.program != program:
        opening.append(
            _("It was made by beds %(was)s; this is beds %(now)s.", was=replay.program, now=program)
        )  # fmt: skip
    columns = [Column(_("File")), Column(_("Row")), Column(_("Column")), Column(_("Stored")), Column(_("Replayed"))]
    rows = [[one.file, one.row, one.column, one.stored, one.replayed] for one in found]
    rest = _("%(count)d places in all.", count=len(found))
    return Page(opening=opening, sections=[Section(title, shortened(Table(columns, rows), rest))])
