"""``beds proposal``: what a run proposes, shown, approved in whole or in part, refused."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import (
    as_option,
    day_or_today,
    done_on_option,
    json_option,
    note_option,
    reason_option,
    reply_by_option,
)
from beds.domain.messages import _

DECISION_HELP = _("Why: a code of the list “decision” (beds reasons decision).")


@click.group(
    short_help=_("Show, approve or refuse what a run proposes."),
    help=_("Show what a run proposes and decide on it: approve it in whole or in part, or refuse it with a reason."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("Show a proposal and where each row of it stands."),
    help=_("Show the proposal of RUN, or the last one: every bed given, where it stands, and who is passed over."),
)
@click.argument("run", type=int, required=False)
@json_option(_("Print the proposal for programs."))
@as_option
def show(run: int | None, as_json: bool, user: str) -> None:
    from dataclasses import asdict

    from beds.cli.database import opened
    from beds.cli.errors import told_as_json
    from beds.cli.proposal_page import proposal_page
    from beds.cli.show import show as show_page
    from beds.cli.show import show_json
    from beds.data.store.changes import plain
    from beds.services.proposal.show import show_proposal

    with told_as_json(as_json), opened(user) as (store, actor):
        found = show_proposal(store, actor, run)
    if as_json:
        show_json(plain(asdict(found)))
    else:
        show_page(proposal_page(found))


@command.command(
    short_help=_("Approve a proposal, in whole or in part."),
    help=_(
        "Approve what RUN proposes: all of it, of some people (--only), or of all but some (--except), who are refused "
        "for a reason that is kept. An offer is made for each bed approved. Where the facts of these people or beds "
        "have changed since the run, nothing is stored and the change is named."
    ),
)
@click.argument("run", type=int)
@click.option(
    "--only", multiple=True, metavar="PERSON_ID", help=_("Only this person now; may be given more than once.")
)
@click.option("--except", "but", multiple=True, metavar="PERSON_ID", help=_("Not this person; needs --reason."))
@reason_option(DECISION_HELP, required=False)
@note_option
@reply_by_option
@done_on_option
@as_option
def approve(
    run: int,
    only: tuple[str, ...],
    but: tuple[str, ...],
    reason: str,
    note: str,
    reply_by: date | None,
    on: date | None,
    user: str,
) -> None:
    from beds.services.proposal.approve import approve

    do(
        user,
        lambda store, actor: approve(
            store, actor, run, day_or_today(on), only=only, but=but, reason=reason, note=note, reply_by=reply_by
        ),
    )


@command.command(
    short_help=_("Refuse a proposal, or some of it."),
    help=_(
        "Refuse what RUN proposes and is not decided yet: all of it, or of some people (--only). The reason is kept."
    ),
)
@click.argument("run", type=int)
@click.option("--only", multiple=True, metavar="PERSON_ID", help=_("Only this person; may be given more than once."))
@reason_option(DECISION_HELP)
@note_option
@done_on_option
@as_option
def refuse(run: int, only: tuple[str, ...], reason: str, note: str, on: date | None, user: str) -> None:
    from beds.services.proposal.refuse import refuse

    do(user, lambda store, actor: refuse(store, actor, run, day_or_today(on), reason, only=only, note=note))
