"""Where a page goes: to a terminal with headings and tables that fit, to a pipe as plain text."""

import json
import os
import sys
from typing import Any, TextIO

import click

from beds.cli.page import Page


def show(page: Page, *, error: bool = False) -> None:
    """Prints the page on standard output, or on standard error."""
    file = sys.stderr if error else sys.stdout
    if is_terminal(file):
        from beds.cli.terminal import print_page

        print_page(page, file)
    else:
        from beds.cli.plain import plain_text

        click.echo(plain_text(page), nl=False, err=error)


def show_json(value: Any) -> None:
    """Prints the value on standard output, for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def is_terminal(file: TextIO) -> bool:
    """Whether somebody reads along, on a console that can draw."""
    return file.isatty() and os.environ.get("TERM") != "dumb"
