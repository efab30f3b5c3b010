"""``beds reasons``: the codes that other commands take, with what each does."""

from typing import TYPE_CHECKING

import click

from beds.cli.params import as_option
from beds.domain.messages import N_, _

if TYPE_CHECKING:
    from beds.services.reasons import ReasonList

LISTS = ("decline", "decision", "void", "closing", "extension")
_SIDES = {"": "", "hers": N_("hers"), "provider": N_("the provider's")}
_EFFECTS = {"": "", "none": N_("none"), "avoid_scheme": N_("avoid this scheme"), "pause": N_("pause until a day")}


@click.command(
    short_help=_("List the reasons that other commands take."),
    help=_("List the reasons of a list, by their codes: for declining, deciding, voids, closing, extending."),
)
@click.argument("which", type=click.Choice(LISTS), metavar=_("LIST"))
@as_option
def command(which: "ReasonList", user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.page import Column, Page, Section, Table, without_blank_columns
    from beds.cli.show import show
    from beds.services.reasons import reasons

    with opened(user) as (store, actor):
        found = reasons(store, actor, which)
    rows = [
        [one.code, one.text, _(_SIDES[one.side]) if one.side else "", _(_EFFECTS[one.effect]) if one.effect else ""]
        for one in found
    ]
    columns = [Column(_("Code")), Column(_("Reason"), prose=True), Column(_("Whose")), Column(_("Effect"))]
    show(Page(sections=[Section(which, [without_blank_columns(Table(columns, rows))])]))
