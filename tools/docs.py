"""The pages that are made from the code: commands, rules, measures, figures, scenario keys, each from its own data."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from tools.generated import ROOT, main

COMMANDS = ROOT / "docs" / "commands.md"
RULES = ROOT / "docs" / "rules.md"
MEASURES = ROOT / "docs" / "measures.md"
FIGURES = ROOT / "docs" / "figures.md"
SCENARIOS = ROOT / "docs" / "scenarios.md"
SCHEMA = ROOT / "docs" / "scenario.schema.json"
MADE = "Made from the program itself by `make docs`; not edited by hand."
WIDTH = 100


def walk(command: click.Command, path: str, parent: click.Context | None = None) -> Iterator[tuple[str, click.Context]]:
    """Every command beneath this one, itself first, that is not hidden: what is typed, and its context."""
    name = path.split()[-1]
    context = click.Context(command, parent=parent, info_name=name, terminal_width=WIDTH, **command.context_settings)
    yield path, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from walk(below, f"{path} {name}", context)


def commands() -> str:
    """The text of docs/commands.md: the help of every command."""
    from beds.cli.main import main as beds

    pages = (f"## {path}\n\n```text\n{at.command.get_help(at).rstrip()}\n```\n" for path, at in walk(beds, "beds"))
    return "\n".join(("# Commands\n", f"{MADE}\n", *pages))


def rules() -> str:
    """The text of docs/rules.md: what every rule refuses, what it reads, and where it comes from."""
    from beds.rules.catalogue import CATALOGUE

    reach = {"scheme": "a person and a scheme", "bed": "a person and a bed", "pair": "two people", "run": "the run"}
    pages = []
    for rule in CATALOGUE.values():
        facts = [
            f"Judges {reach[rule.over]}. {'May' if rule.waivable else 'May not'} be waived for a person.",
            f"Reads: {', '.join(f'`{name}`' for name in rule.reads)}." if rule.reads else "",
            f"Policy: {', '.join(f'`{key}`' for key in rule.policy_keys)}." if rule.policy_keys else "",
        ]
        sources = [f"- [{source.text}]({source.url})" if source.url else f"- {source.text}" for source in rule.sources]
        paragraphs = [
            f"## `{rule.id}`: {rule.title}",
            f"Refuses when {rule.refuses_when}.",
            " ".join(filter(None, facts)),
            "\n".join(sources),
        ]
        pages.append("\n\n".join(filter(None, paragraphs)) + "\n")
    introduction = "Whether somebody may be offered a bed, rule by rule, in the order in which they are shown."
    return "\n".join(("# Rules\n", f"{introduction} {MADE}\n", *pages))


def measures() -> str:
    """The text of docs/measures.md: what every measure of a simulation counts."""
    from beds.simulation.measures.catalogue import CATALOGUE
    from beds.simulation.measures.measure import sense_name, unit_name

    introduction = (
        "What a simulation amounts to, as in `measures.csv` and `compare.csv`. The warm-up weeks are left out; a\n"
        "year is 52 weeks; shares stand as parts of 1. The `group_` measures come once for every value of a group\n"
        "fact, such as `group_wait_mean:ethnicity=x`."
    )
    entries = [
        f"## `{one.id}`: {one.title}\n\n{one.definition}\n\n"
        f"Unit: {unit_name(one.unit)}. Better: {sense_name(one.better)}.\n"
        for one in CATALOGUE.values()
    ]
    return "\n".join(("# Measures\n", f"{introduction} {MADE}\n", *entries))


def figures() -> str:
    """The text of docs/figures.md: what every table of a report counts."""
    from datetime import date

    from beds.services.quarter.period import quarter_of
    from beds.services.quarter.report import blank_report

    pages = []
    for section in blank_report(quarter_of(date(2026, 7, 1))).sections:
        pages.append(f"## {section.title}\n" + (f"\n{section.definition}\n" if section.definition else ""))
        for table in section.tables:
            columns = [f"- {one.title}{f': {one.definition}' if one.definition else ''}" for one in table.columns]
            said = f"{table.definition}\n\n" if table.definition else ""
            pages.append(f"### `{table.id}`: {table.title}\n\n{said}" + "\n".join(columns) + "\n")
    introduction = "What each table of a report counts, with its columns; its name in files comes first."
    return "\n".join(("# The figures of a report\n", f"{introduction} {MADE}\n", *pages))


def pages() -> dict[Path, str]:
    """Every generated page and the text that it should hold."""
    os.environ["BEDS_LANGUAGE"] = "en"
    from tools.scenario_docs import page, schema

    return {
        COMMANDS: commands(), RULES: rules(), MEASURES: measures(), FIGURES: figures(), SCENARIOS: page(MADE),
        SCHEMA: schema(),
    }  # fmt: skip


if __name__ == "__main__":
    main(pages(), made_by="make docs")
