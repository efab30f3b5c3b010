"""Questions that several forms ask in the same words."""

from collections.abc import Iterator
from typing import Any

from flask import url_for

from beds.domain.messages import N_
from beds.domain.people import BANDS, Band
from beds.services.deed import Done
from beds.services.offer.make import make
from beds.services.reasons import reasons
from beds.web.tasks.task import Answers, Ask, Asking

NO_NAMES = N_("Write no names.")


def note() -> Ask:
    return Ask("note", N_("More about it (not required)"), "words", NO_NAMES)


def reason_in_words() -> Ask:
    return Ask(
        "reason", N_("Why"), "words", N_("A sentence in your own words. Write no names."),
        N_("Say why: the reason is kept"),
    )  # fmt: skip


def source() -> Ask:
    return Ask(
        "source", N_("Where this comes from"), "words",
        N_("Who said so, and when, such as: her assessment of 20 November. Write no names."),
        N_("Say where this comes from: it is kept with the facts"),
    )  # fmt: skip


def by_hand(asked: Asking[Any]) -> Iterator[Ask]:
    """What an offer outside a run asks beside whom and what: the reason of the list, and until when she may answer."""
    listed = [(one.code, one.text) for one in reasons(asked.store, asked.actor, "decision")]
    yield Ask("reason", N_("Why outside a run"), "one", needed=N_("Choose a reason"), options=listed)
    yield note()
    yield Ask("reply_by", N_("Last day for an answer (not required)"), "day")


def offer_by_hand(told: Answers[Any], person_id: str, bed_id: str) -> Done:
    """Makes the offer that the form tells of."""
    return make(
        told.store, told.actor, person_id, bed_id, told.on, told.text("reason"), note=told.text("note"),
        reply_by=told.day("reply_by"),
    )  # fmt: skip


def its_page(done: Done) -> str:
    """Where an offer goes on: its own page."""
    return url_for("allocation.show_offer", offer=int(done.id))


BY_HAND = N_(
    "The same rules, days and key worker as in a run, for her alone. Whoever is in front of her is kept on the record "
    "as passed over, with the reason."
)


def band_of(told: Answers[Any]) -> Band:
    """The band that was chosen; what is none is left to the use case to refuse."""
    chosen = told.text("band")
    return next((band for band in BANDS if band == chosen), chosen)  # type: ignore[arg-type]
