"""``beds pin``: this person into this bed, by decision."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import DAY, as_option, day_or_today, done_on_option, reason_option
from beds.domain.messages import _


@click.command(
    short_help=_("This person into this bed."),
    help=_(
        "Pin PERSON to BED: the next runs place her there, or stop and say what stands against it. Whoever is in front "
        "of her and is passed over by it is kept on the record, with the reason."
    ),
)
@click.argument("person")
@click.argument("bed")
@reason_option(_("Why, in your own words."), required=False)
@click.option(
    "--until", type=DAY, metavar=_("DATE"), help=_("The last day it holds; otherwise until it is taken back.")
)
@click.option("--by", default="", metavar=_("NAME"), help=_("Who decided it; otherwise you."))
@click.option("--take-back", is_flag=True, help=_("Take the pin back."))
@done_on_option
@as_option
def command(
    person: str, bed: str, reason: str, until: date | None, by: str, take_back: bool, on: date | None, user: str
) -> None:
    from beds.services.decision.pin import pin, take_back_pin

    day = day_or_today(on)
    if take_back:
        do(user, lambda store, actor: take_back_pin(store, actor, person, bed, day, action="pin", reason=reason))
    else:
        do(
            user,
            lambda store, actor: pin(
                store, actor, person, bed, day, reason, action="pin", expires_on=until, decided_by=by
            ),
        )
