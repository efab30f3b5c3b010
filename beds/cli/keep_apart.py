"""``beds keep-apart``: two people shall not live close to each other."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import as_option, day_or_today, decided_by_option, done_on_option, reason_option
from beds.domain.decisions import SCOPES, Scope
from beds.domain.messages import _


@click.command(
    short_help=_("Two people shall not live close to each other."),
    help=_(
        "Keep PERSON and OTHER apart, for a reason: no run has them live in one room, scheme or area. Nobody is moved "
        "by it: where they live too close already, that is said."
    ),
)
@click.argument("person")
@click.argument("other")
@click.option(
    "--scope", type=click.Choice(SCOPES), default="room", show_default=True, help=_("What they must not share.")
)
@reason_option(_("Why, in your own words."), required=False)
@decided_by_option
@click.option("--take-back", is_flag=True, help=_("End it: they are kept apart no more, however far."))
@done_on_option
@as_option
def command(
    person: str, other: str, scope: Scope, reason: str, by: str, take_back: bool, on: date | None, user: str
) -> None:
    from beds.services.decision.keep_apart import end_keep_apart, keep_apart

    day = day_or_today(on)
    if take_back:
        do(user, lambda store, actor: end_keep_apart(store, actor, person, other, day, reason=reason))
    else:
        do(user, lambda store, actor: keep_apart(store, actor, person, other, scope, day, reason, decided_by=by))
