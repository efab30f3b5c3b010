"""``beds doctor``: whether the database is sound, and what has waited too long."""

from datetime import date

import click

from beds.cli.params import as_option, day_or_today, json_option, today_option
from beds.domain.messages import _


@click.command(
    short_help=_("Look whether the database is sound and its facts are fresh."),
    help=_(
        "Look through the whole database: schema, pages, references, double bookings, guards, sealed texts, the chain "
        "of the record, and whether the record replays to the present state. Then tell what is stale: reviews, "
        "offers, absences and departures past their day, residents a rule would refuse today, overdue backups. Changes "
        "nothing. Exit code 1 where anything is broken; what is stale is no fault."
    ),
)
@today_option(_("The day for which facts are judged."))
@json_option(_("Print the findings for programs."))
@as_option
def command(on: date | None, as_json: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.doctor_page import doctor_page, doctor_values
    from beds.cli.show import show, show_json
    from beds.data.settings import Settings
    from beds.services.doctor import examine

    with opened(user) as (store, actor):
        found = examine(store, actor, Settings(), day_or_today(on))
    if as_json:
        show_json(doctor_values(found))
    else:
        show(doctor_page(found))
    if not found.is_sound:
        raise click.exceptions.Exit(1)
