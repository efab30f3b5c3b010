"""``beds diff``: what changed from one stored run to another, and why, in sentences."""

import click

from beds.cli.params import as_option, run_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Say what changed from one run to another, and why."),
    help=_(
        "Say in sentences what changed from the run FIRST to the run SECOND: facts, policy, who is now given a bed, "
        "another one or none, with the fact, rule or aim that explains it where that can be told."
    ),
)
@run_argument("first")
@run_argument("second")
@as_option
def command(first: int, second: int, user: str) -> None:
    from beds.cli.comparison_page import comparison_page
    from beds.cli.database import opened
    from beds.cli.show import show
    from beds.services.run_difference import diff_runs

    with opened(user) as (store, actor):
        found = diff_runs(store, actor, first, second)
    title = _("From run %(first)d to run %(second)d", first=first, second=second)
    show(comparison_page(found.comparison, title, _("Nothing differs: the same facts, policy and answer.")))
