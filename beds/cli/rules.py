"""``beds rules``: the catalogue, printed."""

import click

from beds.cli.params import json_option
from beds.domain.messages import _


@click.command(
    short_help=_("List the rules with their sources."),
    help=_("List every rule: when it refuses, what it reads, whether it may be waived for a person, and its sources."),
)
@json_option(_("Print the catalogue for programs."))
def command(as_json: bool) -> None:
    from beds.cli.rules_page import rule_values, rules_page
    from beds.cli.show import show, show_json

    if as_json:
        show_json(rule_values())
    else:
        show(rules_page())
