"""``beds marginal``: what is one more worth?"""

from typing import Any

import click

from beds.cli.running import running, running_options
from beds.domain.messages import _


@click.command(
    short_help=_("Rank what one more of each thing buys."),
    help=_(
        "Add one bed to each scheme, one key worker, one week to each stay limit, and waive each rule that may be "
        "waived, in turn and on the same luck; rank what each buys in people accommodated, waiting and returns, with "
        "95 % intervals and, where it is known, the cost a year. Into --out goes marginal.csv. Exit codes as for "
        "simulate."
    ),
)
@click.argument("scenario")
@running_options
def command(scenario: str, out: str, **options: Any) -> None:
    from beds.cli.marginal_page import marginal_page
    from beds.cli.progress import progress_shown
    from beds.cli.show import show
    from beds.services.marginal import marginal

    with progress_shown(time_left=True) as progress:
        found = marginal(scenario, running(**options), out, progress=progress)
    show(marginal_page(found))
