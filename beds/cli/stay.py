"""``beds stay``: she moves in, stays longer, is away, gives notice, leaves, moves on, steps back."""

from datetime import date

import click

from beds.cli.done import do
from beds.cli.params import DAY, as_option, day_or_today, done_on_option, note_option, reason_option
from beds.domain.messages import _
from beds.domain.people import ABSENCES, BANDS, LEFT, Band

OWN_WORDS = _("Why, in your own words.")


@click.group(
    short_help=_("Record moving in, absences, notice, leaving."),
    help=_("Record what happens during a stay. Days are half-open: the day of leaving is the first she is not there."),
)
def command() -> None:
    """Everything happens in the commands beneath."""


@command.command(
    short_help=_("She moves in."),
    help=_("Begin the stay of an accepted OFFER. The stay she comes from ends the same day."),
)
@click.argument("offer", type=int)
@click.option("--early", default="", metavar=_("TEXT"), help=_("Why she moves in before the bed's turnaround is over."))
@done_on_option
@as_option
def begin(offer: int, early: str, on: date | None, user: str) -> None:
    from beds.services.stay.begin import begin

    do(user, lambda store, actor: begin(store, actor, offer, day_or_today(on), early=early))


@command.command(
    short_help=_("Agree on a later limit."), help=_("Extend the limit of the stay of PERSON to a day, for a reason.")
)
@click.argument("person")
@click.option("--until", type=DAY, required=True, metavar=_("DATE"), help=_("Her new limit."))
@reason_option(_("Why: a code of the list “extension” (beds reasons extension)."))
@note_option
@click.option("--by", default="", metavar=_("NAME"), help=_("Who agreed to it; otherwise you."))
@done_on_option
@as_option
def extend(person: str, until: date, reason: str, note: str, by: str, on: date | None, user: str) -> None:
    from beds.services.stay.extend import extend

    do(
        user,
        lambda store, actor: extend(
            store, actor, person, until, day_or_today(on), reason, note=note, decided_by=by
        ),
    )  # fmt: skip


@command.command(
    short_help=_("She gives notice of leaving, or takes it back."),
    help=_("Record that PERSON leaves on a day, planned or not. Runs give her bed to others from then."),
)
@click.argument("person")
@click.option("--leaving", type=DAY, metavar=_("DATE"), help=_("The first day on which she is not there."))
@click.option("--unplanned", is_flag=True, help=_("She leaves without a plan."))
@click.option("--take-back", is_flag=True, help=_("She stays after all."))
@reason_option(OWN_WORDS, required=False)
@done_on_option
@as_option
def notice(
    person: str, leaving: date | None, unplanned: bool, take_back: bool, reason: str, on: date | None, user: str
) -> None:
    from beds.services.stay.notice import give_notice, withdraw_notice

    if (leaving is None) != take_back:
        raise click.UsageError(_("Either --leaving DATE or --take-back."))
    if leaving is None:
        do(user, lambda store, actor: withdraw_notice(store, actor, person, day_or_today(on), reason=reason))
        return
    do(
        user,
        lambda store, actor: give_notice(
            store, actor, person, leaving, day_or_today(on), kind="unplanned" if unplanned else "planned", reason=reason
        ),
    )


@command.command(
    short_help=_("She has left."),
    help=_("End the stay of PERSON other than by a move. She may be referred again at any time."),
)
@click.argument("person")
@click.option("--outcome", type=click.Choice(LEFT), required=True, help=_("How the stay ended."))
@reason_option(OWN_WORDS, required=False)
@done_on_option
@as_option
def leave(person: str, outcome: str, reason: str, on: date | None, user: str) -> None:
    from beds.services.stay.leave import leave

    do(user, lambda store, actor: leave(store, actor, person, day_or_today(on), outcome, reason=reason))


@command.command(
    "move-on",
    short_help=_("She moves on to a home of her own."),
    help=_("End the stay of PERSON because she moves on. Follow-on begins by itself."),
)
@click.argument("person")
@note_option
@done_on_option
@as_option
def move_on(person: str, note: str, on: date | None, user: str) -> None:
    from beds.services.stay.leave import move_on

    do(user, lambda store, actor: move_on(store, actor, person, day_or_today(on), note=note))


@command.command(
    short_help=_("She is away, and her bed is held until a day."),
    help=_(
        "Record that PERSON is away from --on and her bed is held until a day; or, with --longer, until a later one."
    ),
)
@click.argument("person")
@click.option("--kind", type=click.Choice(ABSENCES), default="other", show_default=True, help=_("Where she is."))
@click.option("--until", type=DAY, required=True, metavar=_("DATE"), help=_("The first day it is not held any more."))
@click.option("--longer", is_flag=True, help=_("She is away already; the bed is held longer."))
@reason_option(OWN_WORDS, required=False)
@done_on_option
@as_option
def absence(person: str, kind: str, until: date, longer: bool, reason: str, on: date | None, user: str) -> None:
    from beds.services.stay.absence import begin_absence, hold_longer

    day = day_or_today(on)
    if longer:
        do(user, lambda store, actor: hold_longer(store, actor, person, until, day, reason=reason))
    else:
        do(user, lambda store, actor: begin_absence(store, actor, person, kind, day, until, reason=reason))


@command.command("return", short_help=_("She is back."), help=_("Record that PERSON is back from her absence."))
@click.argument("person")
@done_on_option
@as_option
def return_(person: str, on: date | None, user: str) -> None:
    from beds.services.stay.absence import end_absence

    do(user, lambda store, actor: end_absence(store, actor, person, day_or_today(on)))


@command.command(
    "step-back",
    short_help=_("She needs an earlier phase again."),
    help=_("Make PERSON a candidate for the phase before hers, or another earlier one, with no referral back."),
)
@click.argument("person")
@click.option("--phase", type=click.IntRange(0, 9), help=_("The phase she needs; otherwise the one before hers."))
@click.option("--band", type=click.Choice(BANDS), default="B", show_default=True, help=_("How urgent it is."))
@reason_option(OWN_WORDS)
@done_on_option
@as_option
def step_back(person: str, phase: int | None, band: Band, reason: str, on: date | None, user: str) -> None:
    from beds.services.stay.step_back import step_back

    do(user, lambda store, actor: step_back(store, actor, person, day_or_today(on), reason, phase=phase, band=band))
