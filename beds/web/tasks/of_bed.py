"""What can be recorded of a bed: out of use for a time, in use again, its days and its features."""

from collections.abc import Iterator

from beds.domain.messages import N_
from beds.services.bed_now import BedNow
from beds.services.deed import Done
from beds.services.reasons import reasons
from beds.services.void_bed import begin_void, cancel_void, end_void
from beds.web.tasks.asks import BY_HAND, by_hand, its_page, note, offer_by_hand
from beds.web.tasks.of_facts import asks_of, changes
from beds.web.tasks.task import Answers, Ask, Asking, Task

_COLUMNS = ("open_from", "open_to", "room_id", "step_free", "features")


def _id(it: BedNow) -> str:
    return it.bed.bed_id


def _ask_void(asked: Asking[BedNow]) -> Iterator[Ask]:
    yield Ask("since", N_("From"), "day", first=asked.on)
    yield Ask("until", N_("Back in use on (not required)"), "day", N_("Blank: until further notice"))
    listed = [(one.code, one.text) for one in reasons(asked.store, asked.actor, "void")]
    yield Ask("reason", N_("Why"), "one", needed=N_("Choose a reason"), options=listed)
    yield note()


def _begin(told: Answers[BedNow]) -> Done:
    return begin_void(
        told.store, told.actor, _id(told.it), told.the_day("since"), told.text("reason"), ended_on=told.day("until"),
        note=told.text("note"),
    )  # fmt: skip


def _ask_end(asked: Asking[BedNow]) -> Iterator[Ask]:
    yield Ask("on", N_("In use again from"), "day", first=asked.on)


def _end(told: Answers[BedNow]) -> Done:
    return end_void(told.store, told.actor, _id(told.it), told.the_day("on"))


def _ask_note(_asked: Asking[BedNow]) -> Iterator[Ask]:
    yield note()


def _cancel(told: Answers[BedNow]) -> Done:
    return cancel_void(told.store, told.actor, _id(told.it), told.on, note=told.text("note"))


def _ask_offer(asked: Asking[BedNow]) -> Iterator[Ask]:
    yield Ask("person", N_("To whom"), "text", N_("Her id. She is on the waiting list, or seeks to move."),
              N_("Enter the id of the person"))  # fmt: skip
    yield from by_hand(asked)


def _offer(told: Answers[BedNow]) -> Done:
    return offer_by_hand(told, told.text("person"), _id(told.it))


OF_BED: tuple[Task[BedNow], ...] = (
    Task(
        "void", N_("Take the bed out of use"), N_("Take it out of use"), "change_places", _ask_void, _begin,
        about=N_("For a time, or until further notice. No run gives it to anybody meanwhile."),
    ),
    Task(
        "end-void", N_("The bed can be used again"), N_("It is in use again"), "change_places", _ask_end, _end,
        lambda it: it.void is not None, about=N_("Its turnaround is part of the time it was out of use."),
    ),
    Task(
        "cancel-void", N_("It was never out of use"), N_("It was a mistake"), "change_places", _ask_note, _cancel,
        lambda it: it.void is not None, about=N_("What was recorded by mistake counts no more; the record keeps it."),
    ),
    Task(
        "offer", N_("Offer the bed outside a run"), N_("Make the offer"), "decide", _ask_offer, _offer, about=BY_HAND,
        leads=its_page,
    ),
    Task(
        "facts", N_("Opening, closing and features"), N_("Keep the facts"), "change_places",
        asks_of("beds", _COLUMNS, lambda it: it.bed), changes("beds", _COLUMNS, _id),
        version=lambda it: it.version, about=N_("Only what you change is written."),
    ),
)  # fmt: skip
