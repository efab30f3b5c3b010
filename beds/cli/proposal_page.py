"""A proposal as a page: what is given and where it stands, who is held and why, who is passed over."""

from beds.cli.days import in_full
from beds.cli.page import Block, Column, Page, Section, Table, shortened
from beds.domain.messages import _, ngettext
from beds.domain.steps import status_name
from beds.services.proposal.show import PassedOver, Proposal, ProposedBed


def proposal_page(proposal: Proposal) -> Page:
    """Every bed given, then those held, then the people passed over."""
    told = {"run": proposal.run_id, "day": in_full(proposal.on)}
    sections = [
        Section(_("Beds given"), _beds(proposal.beds)),
        Section(_("Held"), [f"{row.person_id}: {row.held_because}" for row in proposal.beds if row.status == "held"]),
        Section(_("Passed over"), _passed(proposal.passed_over)),
    ]
    without = len(proposal.rows) - len(proposal.beds)
    return Page(
        title=_("The proposal of run %(run)s for %(day)s", **told),
        opening=[
            _("It is %(status)s.", status=_standing(proposal)),
            ngettext("%(count)d candidate has no bed from it.", "%(count)d candidates have no bed from it.", without),
        ],
        sections=[section for section in sections if section.blocks],
    )


def _standing(proposal: Proposal) -> str:
    if proposal.superseded_by is not None:
        return _("taken over by run %(run)s", run=proposal.superseded_by)
    return status_name(proposal.status)


def _beds(rows: tuple[ProposedBed, ...]) -> list[Block]:
    if not rows:
        return []
    columns = [
        Column(_("Person")), Column(_("Bed")), Column(_("From bed")), Column(_("Start")), Column(_("Key worker")),
        Column(_("Waits for")), Column(_("Offer"), right=True), Column(_("Where it stands")),
    ]  # fmt: skip
    cells = [
        [
            row.person_id, row.bed_id, row.from_bed, row.start_on.isoformat() if row.start_on else "", row.worker_id,
            row.waits_for, str(row.offer_id or ""), status_name(row.status),
        ]
        for row in rows
    ]  # fmt: skip
    return shortened(Table(columns, cells), _("%(count)d rows in all.", count=len(rows)))


def _passed(passed: tuple[PassedOver, ...]) -> list[Block]:
    if not passed:
        return []
    columns = [
        Column(_("Passed over")), Column(_("Band")), Column(_("Days"), right=True), Column(_("Bed")),
        Column(_("Given to")), Column(_("Why"), prose=True),
    ]  # fmt: skip
    cells = [
        [one.passed_id, one.passed_band, str(one.passed_waiting_days), one.bed_id, one.placed_id, one.reason]
        for one in passed
    ]
    return shortened(Table(columns, cells), _("%(count)d rows in all.", count=len(passed)))
