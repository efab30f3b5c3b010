"""What ``beds pin`` and ``beds forbid`` have in common: a decision about one person and one bed."""

from datetime import date
from typing import Literal

import click

from beds.cli.done import do
from beds.cli.params import as_option, day_or_today, decided_by_option, done_on_option, reason_option, until_option
from beds.domain.messages import _


def command_of(action: Literal["pin", "forbid"], *, short_help: str, help: str, take_back_help: str) -> click.Command:  # noqa: A002
    """The command that records this decision, or takes it back."""

    @click.command(short_help=short_help, help=help)
    @click.argument("person")
    @click.argument("bed")
    @reason_option(_("Why, in your own words."), required=False)
    @until_option
    @decided_by_option
    @click.option("--take-back", is_flag=True, help=take_back_help)
    @done_on_option
    @as_option
    def command(
        person: str, bed: str, reason: str, until: date | None, by: str, take_back: bool, on: date | None, user: str
    ) -> None:
        from beds.services.decision.pin import pin, take_back_pin

        day = day_or_today(on)
        if take_back:
            do(user, lambda store, actor: take_back_pin(store, actor, person, bed, day, action=action, reason=reason))
        else:
            do(
                user,
                lambda store, actor: pin(
                    store, actor, person, bed, day, reason, action=action, expires_on=until, decided_by=by
                ),
            )

    return command
