"""``beds run``: the week of the database, decided, stored with its proposal, and shown at a glance."""

from datetime import date

import click

from beds.cli.params import as_option, json_option, on_option, solving_options
from beds.domain.messages import _


@click.command(
    short_help=_("Allocate the week of the database and store the proposal."),
    help=_(
        "Allocate this week's beds from the database, and store the facts, the version of the policy, the answer and "
        "the proposal: all of it or nothing. Offers that were accepted are kept as they are; of an earlier run of the "
        "same day as many rows are kept as cost no aim of the policy anything. Exit codes: 0 done, 3 no allocation "
        "within the time limit, 4 a pin contradicts a rule, 6 not permitted, 7 the database cannot be used."
    ),
)
@on_option
@click.option("--out", default="", metavar=_("DIR"), help=_("Also write the files of the answer into this folder."))
@solving_options
@json_option(_("Print the number of the run and its summary instead of the week."))
@click.option("--quiet", is_flag=True, help=_("Print nothing but errors."))
@as_option
def command(
    on: date, out: str, explain: bool, time_limit: float | None, as_json: bool, quiet: bool, user: str
) -> None:  # fmt: skip
    from beds.cli.database import opened
    from beds.cli.errors import told_as_json
    from beds.cli.progress import progress_shown
    from beds.data.results import refuse_unfit_folder, summary, write_results
    from beds.services.run_week import run_week

    with told_as_json(as_json), opened(user) as (store, actor):
        if out:
            refuse_unfit_folder(out)
        with progress_shown(quiet=quiet) as progress:
            run = run_week(store, actor, on, explain=explain, time_limit=time_limit, progress=progress)
        if out:
            write_results(run.allocation, out, warnings=len(run.warnings))
    if as_json:
        from beds.cli.show import show_json

        show_json({"run": run.run_id, **summary(run.allocation, len(run.warnings))})
    elif not quiet:
        from beds.cli.show import show
        from beds.cli.week_page import stored_week_page

        kept = _("Stored as run %(run)d, under version %(version)d of the policy.",
                 run=run.run_id, version=run.policy_version)  # fmt: skip
        show(stored_week_page(run, kept))
        for one in run.contested:
            told = {"offer": one.offer_id, "bed": one.bed_id, "person": one.person_id, "given": one.given_to}
            click.echo(
                _(
                    "  → Offer %(offer)s of bed %(bed)s to %(person)s has no answer yet, and this run gives the bed to "
                    "%(given)s. Before that is approved: beds offer withdraw %(offer)s --reason CODE.",
                    **told,
                )
            )
