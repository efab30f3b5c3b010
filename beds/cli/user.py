"""``beds user``: who uses the service, in which roles."""

import click

from beds.cli.params import as_option
from beds.domain.access import ROLES
from beds.domain.messages import _


@click.group(
    short_help=_("Add and list the users of the database."),
    help=_("Add and list the users of the database. Until there is one, whoever can open it may do everything."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("Add a user with her roles."),
    help=_(
        "Add the user USER. Roles: coordinator (facts, runs, decisions, stays), planner (sees people, tries policies, "
        "keeps scenarios), commissioner (figures only, no person), administrator (users, operation). The first user "
        "must be an administrator."
    ),
)
@click.argument("new", metavar="USER")
@click.option(
    "--role", "roles", type=click.Choice(ROLES), multiple=True, required=True, help=_("May be given more than once.")
)
@click.option("--name", default="", help=_("Her name, as others see it."))
@click.option("--password", is_flag=True, help=_("Ask for a password; the web pages need one."))
@as_option
def add(new: str, roles: tuple[str, ...], name: str, password: bool, user: str) -> None:
    from beds.cli.database import opened
    from beds.services.users import add_user

    secret = click.prompt(_("Password"), hide_input=True, confirmation_prompt=True) if password else ""
    with opened(user, create=True) as (store, actor):
        chosen = tuple(role for role in ROLES if role in roles)
        add_user(store, actor, new, chosen, name=name, password=secret)
    click.echo(_("Added: %(user)s (%(roles)s).", user=new, roles=", ".join(chosen)))


@command.command("list", short_help=_("List the users."), help=_("List every user with her roles, the retired too."))
@as_option
def list_(user: str) -> None:
    from beds.cli.database import opened
    from beds.cli.page import Column, Page, Section, Table
    from beds.cli.show import show
    from beds.services.users import all_users

    with opened(user) as (store, actor):
        users = all_users(store, actor)
    rows = [[one.user_id, one.name, ", ".join(one.roles), _("retired") if one.retired else ""] for one in users]
    columns = [Column(_("User")), Column(_("Name")), Column(_("Roles")), Column("")]
    show(Page(sections=[Section(_("Users"), [Table(columns, rows)])]))
