"""``beds offer``: what was offered to whom, and what was answered."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import (
    DAY,
    as_option,
    day_or_today,
    done_on_option,
    json_option,
    note_option,
    reason_option,
    reply_by_option,
)
from beds.domain.messages import _


@click.group(
    short_help=_("List offers and record what was answered."),
    help=_("List offers and record the answers. No decline, and no silence, lowers anybody's place on the list."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command("list", short_help=_("List the offers."), help=_("List the open offers, or all there ever were."))
@click.option("--all", "every", is_flag=True, help=_("Also those that are over."))
@json_option(_("Print the offers for programs."))
@as_option
def list_(every: bool, as_json: bool, user: str) -> None:
    from dataclasses import asdict

    from beds.cli.database import opened
    from beds.cli.errors import told_as_json
    from beds.cli.offer_page import offer_page
    from beds.cli.show import show, show_json
    from beds.data.store.changes import plain
    from beds.services.offer.show import offers

    with told_as_json(as_json), opened(user) as (store, actor):
        found = offers(store, actor, only_open=not every)
    if as_json:
        show_json([plain(asdict(offer)) for offer in found])
    else:
        show(offer_page(found))


@command.command(
    short_help=_("Offer a bed by hand."),
    help=_(
        "Offer PERSON the bed BED outside a run, for a reason that is kept. The rules are those of a run; whoever is "
        "in front of her and is passed over by it is kept on the record."
    ),
)
@click.argument("person")
@click.argument("bed")
@reason_option(_("Why: a code of the list “decision” (beds reasons decision)."))
@note_option
@reply_by_option
@done_on_option
@as_option
def make(person: str, bed: str, reason: str, note: str, reply_by: date | None, on: date | None, user: str) -> None:
    from beds.services.offer.make import make

    do(
        user,
        lambda store, actor: make(store, actor, person, bed, day_or_today(on), reason, note=note, reply_by=reply_by),
    )


@command.command(short_help=_("She says yes."), help=_("Record that OFFER is accepted."))
@click.argument("offer", type=int)
@done_on_option
@as_option
def accept(offer: int, on: date | None, user: str) -> None:
    from beds.services.offer.accept import accept

    do(user, lambda store, actor: accept(store, actor, offer, day_or_today(on)))


@command.command(
    short_help=_("She, or the provider, says no."),
    help=_(
        "Record that OFFER is declined, with a reason. The reason says whose it is, hers or the provider's, and what "
        "it does: nothing, avoid this scheme, or pause until a day. Her place on the list is kept."
    ),
)
@click.argument("offer", type=int)
@reason_option(_("Why: a code of the list “decline” (beds reasons decline)."))
@note_option
@click.option("--until", type=DAY, metavar=_("DATE"), help=_("With a reason that pauses: the day she is back."))
@done_on_option
@as_option
def decline(offer: int, reason: str, note: str, until: date | None, on: date | None, user: str) -> None:
    from beds.services.offer.decline import decline

    do(
        user, lambda store, actor: decline(store, actor, offer, day_or_today(on), reason, note=note, until=until)
    )  # fmt: skip


@command.command(
    short_help=_("The service takes an offer back."), help=_("Withdraw OFFER, open or accepted. The reason is kept.")
)
@click.argument("offer", type=int)
@reason_option(_("Why: a code of the list “decision” (beds reasons decision)."))
@note_option
@done_on_option
@as_option
def withdraw(offer: int, reason: str, note: str, on: date | None, user: str) -> None:
    from beds.services.offer.withdraw import withdraw

    do(user, lambda store, actor: withdraw(store, actor, offer, day_or_today(on), reason, note=note))


@command.command(
    short_help=_("No answer came in time."), help=_("Record that no answer to OFFER came by its last day for one.")
)
@click.argument("offer", type=int)
@done_on_option
@as_option
def expire(offer: int, on: date | None, user: str) -> None:
    from beds.services.offer.lapse import expire

    do(user, lambda store, actor: expire(store, actor, offer, day_or_today(on)))


@command.command(
    "no-arrival",
    short_help=_("She accepted and did not come."),
    help=_("Record that OFFER was accepted and she did not arrive, from the day on which it begins."),
)
@click.argument("offer", type=int)
@note_option
@done_on_option
@as_option
def no_arrival(offer: int, note: str, on: date | None, user: str) -> None:
    from beds.services.offer.lapse import no_arrival

    do(user, lambda store, actor: no_arrival(store, actor, offer, day_or_today(on), note=note))
