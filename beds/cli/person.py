"""``beds person``: what is held on one person, and erasing her."""

import sys

import click

from beds.cli.params import as_option, json_option
from beds.domain.messages import _


@click.group(
    short_help=_("Show what is held on one person; erase her."),
    help=_("Show what is held on one person, for her own request to see it; erase her."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("Show what is held on one person."),
    help=_(
        "Show the facts and stays of PERSON_ID; with --all everything that the database holds on her, for her own "
        "request to see it. It is logged that you looked. Rows may name other people: look through them before you "
        "pass them on."
    ),
)
@click.argument("person_id", metavar="PERSON_ID")
@click.option("--all", "everything", is_flag=True, help=_("Everything: decisions, offers, events, who looked at her."))
@json_option(_("Print it for programs."))
@as_option
def show(person_id: str, everything: bool, as_json: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.person_page import person_page, person_values
    from beds.cli.show import show as show_page
    from beds.cli.show import show_json
    from beds.services.erasure import held_on

    with opened(user) as (store, actor):
        held = held_on(store, actor, person_id)
    if as_json:
        show_json(person_values(held, everything=everything))
    else:
        show_page(person_page(held, everything=everything))


@command.command(
    short_help=_("Erase one person for good."),
    help=_(
        "Erase PERSON_ID: her facts, her id, and every text about her, also in the record and in stored runs. Her "
        "stays go on being counted under another name. The record still verifies. It is refused while a stay or an "
        "offer of hers is open. It cannot be taken back; copies of the database made before still hold her."
    ),
)
@click.argument("person_id", metavar="PERSON_ID")
@click.option("--why", required=True, help=_("The reason, which stays on the record; it must not name her."))
@click.option("--yes", is_flag=True, help=_("Go on without asking."))
@as_option
def erase(person_id: str, why: str, yes: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.params import day_or_today
    from beds.services.erasure import erase as erased

    with opened(user) as (store, actor):
        if not yes:
            if not sys.stdin.isatty():
                click.echo(_("Nobody was erased. Go on with: --yes"), err=True)
                raise click.exceptions.Exit(1)
            if not click.confirm(_("Erase %(person)s for good?", person=person_id)):
                click.echo(_("Nobody was erased."))
                return
        done = erased(store, actor, person_id, why, day_or_today(None))
    click.echo(
        _(
            "Erased. Texts of %(events)d events are gone; %(snapshots)d stored facts and %(files)d stored answers were "
            "cleared of her, and those runs can be shown, not computed again. Her stays are counted under %(name)s.",
            events=done.events, snapshots=done.snapshots, files=done.files, name=done.pseudonym,
        )
    )  # fmt: skip
    click.echo(_("Backups made before still hold her until you destroy them."))
