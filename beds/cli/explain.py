"""``beds explain``: one person before every scheme and every rule."""

from datetime import date

import click

from beds.cli.params import json_option, on_option, source_argument
from beds.domain.messages import _


@click.command(
    short_help=_("Explain one person's week, rule by rule."),
    help=_(
        "Explain one person's week: what this run does for her and why, and for every scheme which rules let her in, "
        "which refuse and on which facts. PERSON is her person_id. Nothing is written. Ids of others are not shown."
    ),
)
@source_argument
@click.argument("person")
@on_option
@click.option(
    "--scheme",
    "schemes",
    multiple=True,
    metavar=_("SCHEME_ID"),
    help=_("Show the rules of this scheme only; may be given more than once."),
)
@json_option(_("Print the same for programs."))
def command(folder: str, person: str, on: date, schemes: tuple[str, ...], as_json: bool) -> None:
    from beds.cli.errors import told_as_json
    from beds.cli.progress import progress_shown
    from beds.services.explain import explain_person
    from beds.services.read import read_facts

    with told_as_json(as_json), progress_shown() as progress:
        facts = read_facts(folder, on)
        unknown = [scheme for scheme in schemes if scheme not in facts.week.schemes]
        if unknown:
            listed = ", ".join(unknown)
            raise click.BadParameter(_("no such scheme: %(schemes)s", schemes=listed), param_hint="--scheme")
        explained = explain_person(facts.week.snapshot, on, person, progress=progress)
    if as_json:
        from beds.cli.explain_page import explained_values
        from beds.cli.show import show_json

        show_json(explained_values(explained))
    else:
        from beds.cli.explain_page import explain_page
        from beds.cli.show import show

        show(explain_page(explained, schemes))
