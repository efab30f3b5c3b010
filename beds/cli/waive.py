"""``beds waive``: one rule shall not bind one person."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import as_option, day_or_today, decided_by_option, done_on_option, reason_option, until_option
from beds.domain.messages import _
from beds.domain.rule_ids import WAIVABLE


@click.command(
    short_help=_("One rule shall not bind one person."),
    help=_("Waive RULE for PERSON, with a reason and until a day. Only rules that may be waived (beds rules) can be."),
)
@click.argument("person")
@click.argument("rule", type=click.Choice(WAIVABLE))
@reason_option(_("Why, in your own words."), required=False)
@until_option
@decided_by_option
@click.option("--take-back", is_flag=True, help=_("Take the waiver back."))
@done_on_option
@as_option
def command(
    person: str, rule: str, reason: str, until: date | None, by: str, take_back: bool, on: date | None, user: str
) -> None:
    from beds.services.decision.waive import take_back_waiver, waive

    day = day_or_today(on)
    if take_back:
        do(user, lambda store, actor: take_back_waiver(store, actor, person, rule, day, reason=reason))
    else:
        do(
            user,
            lambda store, actor: waive(store, actor, person, rule, day, reason, expires_on=until, decided_by=by),
        )
