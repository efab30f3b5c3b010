"""``beds template``: an empty exchange folder with help on every column."""

import click

from beds.domain.messages import _


@click.command(
    short_help=_("Write an empty folder or workbook with help."),
    help=_(
        "Write an empty exchange folder with help on every column; or an empty workbook, where DIR ends in .xlsx. "
        "Overwrites nothing."
    ),
)
@click.argument("target", metavar="DIR")
def command(target: str) -> None:
    from beds.services.convert import template

    template(target)
    click.echo(_("Written to %(target)s. Fill it in, then: beds check %(target)s", target=target))
