"""``beds``: the way in. Commands are loaded when they are named; users' errors end here with a sentence and a code."""

import sys
from errno import EPIPE
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from beds import __version__
from beds.domain.messages import _

COMMANDS = {
    "allocate": "allocate",
    "check": "check",
    "explain": "explain",
    "forecast": "forecast",
    "rules": "rules",
    "template": "template",
    "convert": "convert",
    "scenarios": "scenarios",
    "simulate": "simulate",
    "sensitivity": "sensitivity",
    "marginal": "marginal",
    "fit": "fit",
    "sample": "sample",
    "from-hmis": "from_hmis",
    "import": "import_facts",
    "export": "export_facts",
    "run": "run_week",
    "runs": "runs",
    "show-run": "show_run",
    "replay": "replay",
    "diff": "diff",
    "policy": "policy",
    "proposal": "proposal",
    "offer": "offer",
    "stay": "stay",
    "waiting": "waiting",
    "pin": "pin",
    "forbid": "forbid",
    "waive": "waive",
    "keep-apart": "keep_apart",
    "worker": "worker",
    "void": "void",
    "reasons": "reasons",
    "report": "report",
    "audit": "audit",
    "person": "person",
    "user": "user",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "rekey": "rekey",
    "upgrade": "upgrade",
    "serve": "serve",
    "work": "work",
}
"""Each command and its module in this package, in the order in which they are listed."""


class Commands(click.Group):
    """The commands by name, each loaded when it is first asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"beds.cli.{COMMANDS[cmd_name]}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        from beds.domain.errors import AuditFailure, BedsError

        try:
            return super().invoke(ctx)
        except AuditFailure as fault:
            # A defect of the program, not of the facts: whoever reports it needs to see where.
            sys.excepthook(type(fault), fault, fault.__traceback__)
            ctx.exit(fault.exit_code)
        except BedsError as error:
            from beds.cli.errors import show_error

            show_error(error)
            ctx.exit(error.exit_code)
        except OSError as error:
            # A file that cannot be read or written is for the user to mend; a closed pipe is for click.
            if error.filename is None or error.errno == EPIPE:
                raise
            click.echo(_("Error: %(file)s: %(reason)s.", file=error.filename, reason=error.strerror), err=True)
            ctx.exit(BedsError.exit_code)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_(
        "Decides, provably best and fully explained, who is offered which supported-housing bed this week. "
        "It proposes; a named officer decides."
    ),
    epilog=_("Start with: beds allocate scenarios/chrysalis --on 2026-11-23 --out out"),
)
@click.version_option(
    __version__, package_name="beds", message="beds %(version)s", help=_("Show the version and exit.")
)
def main() -> None:
    """Everything happens in the commands."""
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a letter shows another sign for it, rather than nothing at all.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
