"""``beds scenarios``: what there is to ask, and what each scenario changes."""

import click

from beds.cli.params import json_option
from beds.domain.messages import _


@click.command(
    short_help=_("List scenarios and what each changes, in words."),
    help=_(
        "List the scenarios of a folder, or those that come with the program: what each asks, and what it changes "
        "against the scenario that it extends. Exit code 2 where one has faults."
    ),
)
@click.argument("folder", required=False)
@json_option(_("Print the list for programs."))
def command(folder: str | None, as_json: bool) -> None:
    from beds.cli.errors import told_as_json
    from beds.cli.scenarios_page import scenario_values, scenarios_page
    from beds.cli.show import show, show_json
    from beds.services.scenarios import list_scenarios

    with told_as_json(as_json):
        listed = list_scenarios(folder)
    if as_json:
        show_json(scenario_values(listed))
    else:
        show(scenarios_page(listed, folder or ""))
