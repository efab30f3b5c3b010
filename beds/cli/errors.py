"""How a user's error is shown: every fault with its place and what would be accepted; never a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from beds.cli.findings import finding_values, findings_blocks
from beds.cli.page import Page, Section, safe
from beds.cli.show import show, show_json
from beds.domain.errors import AuditFailure, BadInput, BedsError
from beds.domain.messages import _, ngettext


def show_error(error: BedsError) -> None:
    """On standard error: every fault with its place; other errors as they speak."""
    if not isinstance(error, BadInput):
        click.echo(safe(_("Error: %(error)s", error=error)), err=True)
        return
    title = ngettext(
        "%(count)d fault. Nothing was written.", "%(count)d faults. Nothing was written.", len(error.faults)
    )
    show(Page(sections=[Section(title, findings_blocks(error.faults, error=True))]), error=True)


@contextmanager
def told_as_json(as_json: bool) -> Iterator[None]:
    """With ``as_json`` a user's error is told on standard output, for programs; the exit code is the same."""
    try:
        yield
    except AuditFailure:
        raise
    except BedsError as error:
        if not as_json:
            raise
        told: dict[str, Any] = {"error": str(error)}
        if isinstance(error, BadInput):
            told |= {"faults": finding_values(error.faults), "warnings": finding_values(error.warnings)}
        show_json(told)
        raise click.exceptions.Exit(error.exit_code) from None
