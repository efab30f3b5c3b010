"""``beds reasons``: the codes that other commands take, with what each does; and how a service changes its lists."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import as_option, day_or_today, done_on_option
from beds.domain.messages import _
from beds.domain.reasons import EFFECTS, LISTS, SIDES, ReasonList, effect_name, list_name, side_name


@click.group(
    short_help=_("List the reasons that other commands take; change them."),
    help=_(
        "List the reasons of a list, by their codes: for declining, deciding, voids, closing, extending. Add, rename "
        "and retire them: what was decided for a reason keeps the wording it had then."
    ),
)
def command() -> None:
    """Everything happens in the commands beneath."""


def _lists(which: ReasonList) -> None:
    @command.command(which, short_help=list_name(which) + ".", help=list_name(which) + ".")
    @click.option("--all", "every", is_flag=True, help=_("Also those that are retired."))
    @as_option
    def list_(every: bool, user: str) -> None:
        from beds.cli.database import opened
        from beds.cli.page import Column, Page, Section, Table, without_blank_columns
        from beds.cli.show import show
        from beds.services.reasons import reasons

        with opened(user) as (store, actor):
            found = reasons(store, actor, which, every=every)
        rows = [
            [
                one.code, one.text, side_name(one.side), effect_name(one.effect),
                one.retired_on.isoformat() if one.retired_on else "",
            ]
            for one in found
        ]  # fmt: skip
        columns = [
            Column(_("Code")), Column(_("Reason"), prose=True), Column(_("Whose")), Column(_("Effect")),
            Column(_("Retired")),
        ]  # fmt: skip
        show(Page(sections=[Section(list_name(which), [without_blank_columns(Table(columns, rows))])]))


for _which in LISTS:
    _lists(_which)


@command.command(
    short_help=_("Add a reason."),
    help=_(
        "Add to LIST the reason TEXT, by a code of your own. One for declining says whose it is (--side) and what it "
        "does (--effect): nothing, she avoids the scheme, or she is paused until a day."
    ),
)
@click.argument("which", type=click.Choice(LISTS), metavar=_("LIST"))
@click.argument("code")
@click.argument("text")
@click.option("--side", type=click.Choice(SIDES), help=_("Whose reason it is."))
@click.option("--effect", type=click.Choice(EFFECTS), help=_("What it does."))
@as_option
def add(which: ReasonList, code: str, text: str, side: str | None, effect: str | None, user: str) -> None:
    from beds.services.reason_lists import add_reason

    do(user, lambda store, actor: add_reason(store, actor, which, code, text, side=side or "", effect=effect or ""))


@command.command(short_help=_("Give a reason another wording."), help=_("Give the reason CODE the wording TEXT."))
@click.argument("code")
@click.argument("text")
@as_option
def rename(code: str, text: str, user: str) -> None:
    from beds.services.reason_lists import rename_reason

    do(user, lambda store, actor: rename_reason(store, actor, code, text))


@command.command(
    short_help=_("Take a reason out of use."),
    help=_("Take the reason CODE out of use, or into use again; it is never deleted."),
)
@click.argument("code")
@click.option("--take-back", is_flag=True, help=_("Take it into use again."))
@done_on_option
@as_option
def retire(code: str, take_back: bool, on: date | None, user: str) -> None:
    from beds.services.reason_lists import retire_reason

    do(user, lambda store, actor: retire_reason(store, actor, code, day_or_today(on), back=take_back))
