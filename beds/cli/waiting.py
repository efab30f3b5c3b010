"""``beds waiting``: a waiting list that is true."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import DAY, as_option, day_or_today, done_on_option, json_option, note_option, reason_option
from beds.domain.messages import _
from beds.domain.people import BANDS, ROUTES, Band, Gender

GENDERS = ("woman", "man", "non_binary", "unknown")


@click.group(
    short_help=_("Refer, review, close and reopen people on the waiting list."),
    help=_("Keep the waiting list true: referrals, reviews, lost contact, closing and coming back."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("List what is due."),
    help=_("List reviews, lost contacts, offers without an answer, absences and handovers that somebody must see to."),
)
@json_option(_("Print the list for programs."))
@done_on_option
@as_option
def due(as_json: bool, on: date | None, user: str) -> None:
    from dataclasses import asdict

    from beds.cli.database import opened
    from beds.cli.errors import told_as_json
    from beds.cli.page import Column, Page, Section, Table
    from beds.cli.show import show, show_json
    from beds.data.store.changes import plain
    from beds.domain.messages import ngettext
    from beds.services.waiting.due import due as find_due

    with told_as_json(as_json), opened(user) as (store, actor):
        found = find_due(store, actor, day_or_today(on))
    if as_json:
        show_json([plain(asdict(one)) for one in found])
        return
    title = ngettext("%(count)d thing to see to", "%(count)d things to see to", len(found))
    rows = [[one.since.isoformat(), one.person_id, one.sentence] for one in found]
    columns = [Column(_("Since")), Column(_("Person")), Column(_("What"), prose=True)]
    show(Page(sections=[Section(title, [Table(columns, rows)])]) if rows else Page(title=title))


@command.command(
    short_help=_("Put somebody on the list."),
    help=_(
        "Put PERSON on the list: the phases she seeks, first choice first, and her band. Whoever was here before comes "
        "back like this too, however her last stay ended."
    ),
)
@click.argument("person")
@click.option("--seeks", required=True, metavar="0;1", help=_("The phases she seeks, first choice first."))
@click.option("--band", type=click.Choice(BANDS), required=True, help=_("How urgent it is, A most."))
@click.option("--since", type=DAY, metavar=_("DATE"), help=_("The day from which she waits; otherwise --on."))
@click.option("--route", type=click.Choice(ROUTES), default=None, help=_("How the referral came."))
@click.option("--new", is_flag=True, help=_("She is not in the database yet."))
@click.option("--gender", type=click.Choice(GENDERS), default="unknown", help=_("With --new."))
@click.option("--review-by", type=DAY, metavar=_("DATE"), help=_("Her next review; otherwise after four weeks."))
@done_on_option
@as_option
def refer(
    person: str,
    seeks: str,
    band: Band,
    since: date | None,
    route: str | None,
    new: bool,
    gender: Gender,
    review_by: date | None,
    on: date | None,
    user: str,
) -> None:
    from beds.services.waiting.refer import refer

    phases = [part.strip() for part in seeks.replace(",", ";").split(";") if part.strip()]
    if not all(part.isdecimal() for part in phases):
        raise click.BadParameter(_("phases are numbers, as 0;1"), param_hint="--seeks")
    do(
        user,
        lambda store, actor: refer(
            store, actor, person, day_or_today(on), [int(part) for part in phases], band, since=since,
            route=route or "", new=new, gender=gender, review_by=review_by,
        ),
    )  # fmt: skip


@command.command(
    short_help=_("Her case was looked at."), help=_("Record that PERSON was reviewed, and by when she is again.")
)
@click.argument("person")
@click.option("--review-by", type=DAY, metavar=_("DATE"), help=_("Her next review; otherwise after four weeks."))
@note_option
@done_on_option
@as_option
def review(person: str, review_by: date | None, note: str, on: date | None, user: str) -> None:
    from beds.services.waiting.keep import review

    do(user, lambda store, actor: review(store, actor, person, day_or_today(on), review_by=review_by, note=note))


@command.command(
    "lost-contact",
    short_help=_("She cannot be reached."),
    help=_("Record that PERSON cannot be reached. She stays on the list until somebody closes her."),
)
@click.argument("person")
@note_option
@done_on_option
@as_option
def lost_contact(person: str, note: str, on: date | None, user: str) -> None:
    from beds.services.waiting.keep import lose_contact

    do(user, lambda store, actor: lose_contact(store, actor, person, day_or_today(on), note=note))


@command.command(short_help=_("Take somebody off the list."), help=_("Close PERSON, for a reason that is kept."))
@click.argument("person")
@reason_option(_("Why: a code of the list “closing” (beds reasons closing)."))
@note_option
@done_on_option
@as_option
def close(person: str, reason: str, note: str, on: date | None, user: str) -> None:
    from beds.services.waiting.keep import close

    do(user, lambda store, actor: close(store, actor, person, day_or_today(on), reason, note=note))


@command.command(
    short_help=_("Put somebody back in her old place."),
    help=_("Reopen PERSON, who was closed or is paused. She waits since the day she did before, unless --since."),
)
@click.argument("person")
@click.option("--since", type=DAY, metavar=_("DATE"), help=_("Another day from which she waits."))
@click.option("--review-by", type=DAY, metavar=_("DATE"), help=_("Her next review; otherwise after four weeks."))
@note_option
@done_on_option
@as_option
def reopen(
    person: str, since: date | None, review_by: date | None, note: str, on: date | None, user: str
) -> None:  # fmt: skip
    from beds.services.waiting.keep import reopen

    do(
        user,
        lambda store, actor: reopen(
            store, actor, person, day_or_today(on), since=since, review_by=review_by, note=note
        ),
    )  # fmt: skip
