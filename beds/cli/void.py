"""``beds void``: a bed out of use, and why."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import DAY, as_option, day_or_today, done_on_option, note_option, reason_option
from beds.domain.messages import _


@click.group(
    short_help=_("Take a bed out of use for a time."),
    help=_("Take a bed out of use for a time. Days are half-open: the end is the first day it can be used again."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("A bed cannot be used."), help=_("Take BED out of use from --on until a day, or until further notice.")
)
@click.argument("bed")
@reason_option(_("Why: a code of the list “void” (beds reasons void)."))
@click.option("--until", type=DAY, metavar=_("DATE"), help=_("The first day it can be used again, if it is known."))
@note_option
@done_on_option
@as_option
def begin(bed: str, reason: str, until: date | None, note: str, on: date | None, user: str) -> None:
    from beds.services.void_bed import begin_void

    do(
        user,
        lambda store, actor: begin_void(store, actor, bed, day_or_today(on), reason, ended_on=until, note=note),
    )


@command.command(short_help=_("A bed can be used again."), help=_("End the void of BED: it can be used from --on."))
@click.argument("bed")
@done_on_option
@as_option
def end(bed: str, on: date | None, user: str) -> None:
    from beds.services.void_bed import end_void

    do(user, lambda store, actor: end_void(store, actor, bed, day_or_today(on)))


@command.command(
    short_help=_("A void was recorded by mistake."),
    help=_("Cancel the void of BED that stands or is to come; it counts no more and stays on the record."),
)
@click.argument("bed")
@note_option
@done_on_option
@as_option
def cancel(bed: str, note: str, on: date | None, user: str) -> None:
    from beds.services.void_bed import cancel_void

    do(user, lambda store, actor: cancel_void(store, actor, bed, day_or_today(on), note=note))
