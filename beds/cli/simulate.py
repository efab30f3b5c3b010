"""``beds simulate``: what would happen if."""

from typing import Any

import click

from beds.cli.running import running, running_options
from beds.domain.messages import _


@click.command(
    short_help=_("Ask what would happen if: run scenarios."),
    help=_(
        "Run one scenario or more, week by week on the real rules and allocation, and compare each with the first on "
        "the same luck. SCENARIO is a file, or the name of one that comes with the program (beds scenarios lists "
        "them). Into --out go report.html, measures.csv, compare.csv, measures.xlsx, weekly.csv, people.csv and the "
        "plots. Ctrl-C keeps the replications that are finished; --resume goes on from them. Exit codes: 0 done, 2 "
        "faults in a scenario, 130 stopped by Ctrl-C."
    ),
)
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@running_options
@click.option(
    "--no-suppression",
    is_flag=True,
    help=_("Show counts of real people between 1 and 4, where a run starts from a folder."),
)
@click.option("--quiet", is_flag=True, help=_("Print nothing but errors."))
def command(scenarios: tuple[str, ...], out: str, no_suppression: bool, quiet: bool, **options: Any) -> None:
    from beds.cli.progress import progress_shown
    from beds.cli.show import show
    from beds.cli.simulate_page import answer_page, question_page
    from beds.services.simulate import ask, simulate

    how = running(**options)
    asked = ask(scenarios, how, suppression=not no_suppression)
    if not quiet:
        show(question_page(asked))
    with progress_shown(quiet=quiet, time_left=True) as progress:
        done = simulate(asked, how, out, progress=progress)
    if not quiet:
        show(answer_page(done))
