"""``beds worker``: a person passes from one key worker to another, with a handover."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import DAY, as_option, day_or_today, done_on_option, reason_option
from beds.domain.messages import _


@click.group(
    short_help=_("Change somebody's key worker, with a handover."),
    help=_("Change somebody's key worker. Until the handover is done the old one stays hers."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("Agree on another key worker."), help=_("Agree that WORKER takes PERSON: at once, or on a later day.")
)
@click.argument("person")
@click.argument("worker")
@reason_option(_("Why, in your own words."))
@click.option("--handover", type=DAY, metavar=_("DATE"), help=_("The day of the handover; otherwise --on."))
@click.option("--by", default="", metavar=_("NAME"), help=_("Who decided it; otherwise you."))
@done_on_option
@as_option
def change(
    person: str, worker: str, reason: str, handover: date | None, by: str, on: date | None, user: str
) -> None:  # fmt: skip
    from beds.services.worker_change import change_worker

    do(
        user,
        lambda store, actor: change_worker(
            store, actor, person, worker, day_or_today(on), reason, handover_on=handover, decided_by=by
        ),
    )


@command.command(short_help=_("The handover is done."), help=_("Record that the handover of PERSON is done."))
@click.argument("person")
@done_on_option
@as_option
def handover(person: str, on: date | None, user: str) -> None:
    from beds.services.worker_change import hand_over

    do(user, lambda store, actor: hand_over(store, actor, person, day_or_today(on)))
