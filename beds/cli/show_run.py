"""``beds show-run``: a stored run at a glance, as it was printed when it was made."""

import click

from beds.cli.params import as_option, json_option, run_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Show a stored run; write its files."),
    help=_("Show the run RUN of the database as it was stored. Nothing is computed again."),
)
@run_argument("run")
@click.option("--out", default="", metavar=_("DIR"), help=_("Write the files of the answer into this folder."))
@json_option(_("Print its summary instead of the week."))
@as_option
def command(run: int, out: str, as_json: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.show import show, show_json
    from beds.cli.week_page import stored_week_page
    from beds.data.results import summary
    from beds.services.runs import show_run, write_run

    with opened(user) as (store, actor):
        stored = show_run(store, actor, run)
    if out:
        write_run(stored, out)
    if as_json:
        show_json({"run": run, **summary(stored.allocation, len(stored.run.warnings))})
        return
    told = _("Run %(run)d, by %(user)s on %(at)s (UTC), under version %(version)d of the policy.",
             run=run, user=stored.asked_by, at=stored.asked_at.strftime("%Y-%m-%d %H:%M"),
             version=stored.run.policy_version)  # fmt: skip
    show(stored_week_page(stored.run, told))
