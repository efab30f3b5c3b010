"""``beds policy``: the versions of the policy, and what another one would do to this week before it is saved."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from beds.cli.params import DAY, as_option, day_or_today, today_option
from beds.domain.messages import _

if TYPE_CHECKING:
    from beds.services.policy_trial import Trial

WEEK_HELP = _("The first day of the week that is tried.")


@click.group(
    short_help=_("List, show, try and add versions of the policy."),
    help=_(
        "The policy as dated versions: a new one never changes an old one, and each run names the version that it was "
        "made under."
    ),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    "list", short_help=_("List the versions."), help=_("List every version with the day from which it holds.")
)
@as_option
def list_(user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.days import with_year
    from beds.cli.page import Column, Page, Section, Table
    from beds.cli.show import show
    from beds.services.policy_history import policy_versions

    with opened(user) as (store, actor):
        versions = policy_versions(store, actor)
    columns = [Column(_("Version"), right=True), Column(_("Holds from")), Column(_("Name")), Column(_("Saved by")),
               Column(_("Source"), prose=True)]  # fmt: skip
    rows = [
        [str(one.policy_version), with_year(one.valid_from), one.policy.name, one.saved_by, one.source]
        for one in versions
    ]  # fmt: skip
    show(Page(sections=[Section(_("Versions of the policy"), [Table(columns, rows)])]))


@command.command(
    short_help=_("Print a version as policy.yaml."),
    help=_("Print the version VERSION as policy.yaml with every key; without VERSION the one that holds on the day."),
)
@click.argument("version", type=click.IntRange(min=1), required=False)
@today_option(_("The day, where no VERSION is given."))
@as_option
def show(version: int | None, on: date | None, user: str) -> None:
    from beds.cli.database import opened
    from beds.data.policy_file import policy_to_yaml
    from beds.services.policy_history import policy_in_force, policy_version

    with opened(user) as (store, actor):
        if version is None:
            found = policy_in_force(store, actor, day_or_today(on))
        else:
            found = policy_version(store, actor, version)
    click.echo(policy_to_yaml(found.policy), nl=False)


@command.command(
    "try",
    short_help=_("Show what a policy would do to this week."),
    help=_(
        "Allocate this week under the policy that holds and under the policy.yaml FILE, from the same facts, and say "
        "who would be given a bed, another one or none, and what becomes of the aims. Nothing is stored."
    ),
)
@click.argument("file")
@today_option(WEEK_HELP)
@as_option
def try_(file: str, on: date | None, user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.progress import progress_shown
    from beds.services.policy_trial import read_policy_file, try_policy

    policy = read_policy_file(file)
    with opened(user) as (store, actor), progress_shown(quiet=False) as progress:
        trial = try_policy(store, actor, policy, day_or_today(on), progress=progress)
    _show_trial(trial)


@command.command(
    short_help=_("Save a policy as a new version."),
    help=_(
        "Save the policy.yaml FILE as a new version that holds from a day on. What it would do to this week is shown "
        "first, as beds policy try does. Earlier versions stay as they are."
    ),
)
@click.argument("file")
@click.option(
    "--from", "valid_from", type=DAY, required=True, metavar=_("DATE"), help=_("The day from which it holds.")
)
@today_option(WEEK_HELP)
@click.option("--source", default="", help=_("Who decided it where: the paper, the meeting."))
@click.option("--reason", default="", help=_("Why, in a sentence for the record."))
@click.option("--yes", is_flag=True, help=_("Go on without asking."))
@as_option
def add(
    file: str, valid_from: date, on: date | None, source: str, reason: str, yes: bool, user: str
) -> None:  # fmt: skip
    from beds.cli.database import opened
    from beds.cli.progress import progress_shown
    from beds.services.policies import save_policy
    from beds.services.policy_trial import read_policy_file, try_policy

    policy = read_policy_file(file)
    with opened(user) as (store, actor):
        with progress_shown(quiet=False) as progress:
            trial = try_policy(store, actor, policy, day_or_today(on), progress=progress)
        _show_trial(trial)
        if not yes:
            if not sys.stdin.isatty():
                click.echo(_("Nothing was stored. Go on with: --yes"), err=True)
                raise click.exceptions.Exit(1)
            if not click.confirm(_("Save this policy?")):
                click.echo(_("Nothing was stored."))
                return
        number = save_policy(store, actor, policy, valid_from, source=source, reason=reason)
    click.echo(_("Saved as version %(version)d, which holds from %(day)s.", version=number, day=valid_from.isoformat()))


def _show_trial(trial: "Trial") -> None:
    from beds.cli.comparison_page import comparison_page
    from beds.cli.days import in_full
    from beds.cli.show import show as show_page

    title = _("The week of %(day)s under another policy", day=in_full(trial.on))
    nothing = _("This policy is the same as version %(version)d.", version=trial.present.policy_version)
    show_page(comparison_page(trial.comparison, title, nothing))
