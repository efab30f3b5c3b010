"""``beds runs``: the weekly runs of the database, in numbers."""

import click

from beds.cli.params import as_option, json_option
from beds.domain.messages import _


@click.command(
    short_help=_("List the weekly runs."),
    help=_("List the weekly runs of the database, oldest first, in numbers: who asked, what came of it."),
)
@click.option("--last", type=click.IntRange(min=1), default=20, show_default=True, help=_("Only the last so many."))
@json_option(_("Print the list for programs."))
@as_option
def command(last: int, as_json: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.runs_page import runs_page, runs_values
    from beds.cli.show import show, show_json
    from beds.services.runs import list_runs

    with opened(user) as (store, actor):
        runs = list_runs(store, actor, last=last)
    if as_json:
        show_json(runs_values(runs))
    else:
        show(runs_page(runs))
