"""``beds audit``: the record of what happened, and whether it still is what was written."""

import click

from beds.cli.params import as_option, json_option
from beds.domain.messages import _, ngettext


@click.group(
    invoke_without_command=True,
    short_help=_("Show the record of what happened; verify it."),
    help=_(
        "Show what happened, oldest first: who, when, what and why. Each event is a link of a chain, so that a change "
        "afterwards shows: beds audit verify."
    ),
)
@click.option("--person", default="", metavar="PERSON_ID", help=_("Only what concerns this person."))
@click.option("--subject", default="", metavar="ID", help=_("Only what happened to this bed, stay, user or version."))
@click.option("--by", default="", metavar=_("USER"), help=_("Only what this user did."))
@click.option("--kind", default="", help=_("Only events of this kind, such as stay_ended."))
@click.option("--since", default="", metavar=_("DATE"), help=_("Only from this day on (UTC)."))
@click.option("--until", default="", metavar=_("DATE"), help=_("Only before this day (UTC)."))
@click.option("--last", type=click.IntRange(min=1), default=50, show_default=True, help=_("Only the last so many."))
@click.option("--details", is_flag=True, help=_("Show every column before and after."))
@json_option(_("Print the events for programs."))
@as_option
@click.pass_context
def command(
    ctx: click.Context,
    person: str,
    subject: str,
    by: str,
    kind: str,
    since: str,
    until: str,
    last: int,
    details: bool,
    as_json: bool,
    user: str,
) -> None:
    if ctx.invoked_subcommand:
        ctx.obj = user
        return
    from beds.cli.audit_page import audit_page, audit_values
    from beds.cli.database import opened
    from beds.cli.show import show, show_json
    from beds.services.trail import Filter, trail

    with opened(user) as (store, actor):
        events = trail(store, actor, Filter(person, subject, by, kind, since, until), last=last)
    if as_json:
        show_json(audit_values(events))
    else:
        show(audit_page(events, details=details))


@command.command(
    short_help=_("Check that nothing of the record was changed."),
    help=_(
        "Walk the whole chain and name the first link that does not hold. Exit code 1 where one is broken. The head "
        "that is printed, kept elsewhere, also proves that nothing was cut off at the end: give it with --head."
    ),
)
@click.option("--head", "known", default="", metavar="NUMBER:HASH", help=_("A head that was printed before."))
@as_option
@click.pass_obj
def verify(outer: str, known: str, user: str) -> None:
    from beds.cli.database import opened
    from beds.services.trail import holds_head
    from beds.services.trail import verify as verified

    with opened(user or outer or "") as (store, actor):
        verdict = verified(store, actor)
        held = holds_head(store, actor, known) if known else True
    if verdict.broken is not None:
        click.echo(_("Broken at event %(seq)d: %(reason)s.", seq=verdict.broken, reason=verdict.reason))
        raise click.exceptions.Exit(1)
    if not held:
        click.echo(_("The head %(head)s is not in the record: it was cut off or rewritten.", head=known))
        raise click.exceptions.Exit(1)
    click.echo(ngettext("%(count)d event; every link holds.", "%(count)d events; every link holds.", verdict.links))
    if verdict.erased:
        click.echo(_("Texts that were erased: %(count)d; each is named by its erasure.", count=verdict.erased))
    click.echo(_("Head: %(head)s", head=f"{verdict.links}:{verdict.head}"))
