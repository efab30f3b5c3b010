"""``beds convert``: the same facts as a folder or as a workbook."""

import click

from beds.domain.messages import _


@click.command(
    short_help=_("Turn a folder into a workbook, or back."),
    help=_(
        "Convert between folder and workbook: read the facts at SOURCE and write them to TARGET, as a workbook where "
        "TARGET ends in .xlsx, else as a folder. An exchange folder or workbook that stands at TARGET is replaced. "
        "What is odd about the facts, beds check tells."
    ),
)
@click.argument("source")
@click.argument("target")
def command(source: str, target: str) -> None:
    from beds.services.convert import convert

    snapshot = convert(source, target)
    click.echo(
        _(
            "Written to %(target)s: %(schemes)d schemes, %(beds)d beds, %(people)d people, %(stays)d stays.",
            target=target,
            schemes=len(snapshot.schemes),
            beds=len(snapshot.beds),
            people=len(snapshot.people),
            stays=len(snapshot.stays),
        )
    )
