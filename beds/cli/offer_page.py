"""Offers as a page."""

from collections.abc import Sequence

from beds.cli.page import Column, Page, Section, Table, without_blank_columns
from beds.domain.messages import _, ngettext
from beds.domain.steps import status_name
from beds.services.offer.show import Offer


def offer_page(offers: Sequence[Offer]) -> Page:
    """The offers in the order given."""
    title = ngettext("%(count)d offer", "%(count)d offers", len(offers))
    if not offers:
        return Page(title=title)
    columns = [
        Column(_("Offer"), right=True), Column(_("Person")), Column(_("Bed")), Column(_("Start")),
        Column(_("Answer by")), Column(_("Where it stands")), Column(_("Why"), prose=True),
    ]  # fmt: skip
    rows = [
        [
            str(offer.offer_id), offer.person_id, offer.bed_id, offer.start_on.isoformat(),
            offer.reply_by.isoformat() if offer.reply_by else "", status_name(offer.status), offer.reason,
        ]
        for offer in offers
    ]  # fmt: skip
    return Page(sections=[Section(title, [without_blank_columns(Table(columns, rows))])])
