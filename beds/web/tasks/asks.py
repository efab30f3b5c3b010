"""Questions that several forms ask in the same words."""

from typing import Any

from beds.domain.messages import N_
from beds.domain.people import BANDS, Band
from beds.web.tasks.task import Answers, Ask

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


def band_of(told: Answers[Any]) -> Band:
    """The band that was chosen; what is none is left to the use case to refuse."""
    chosen = told.text("band")
    return next((band for band in BANDS if band == chosen), chosen)  # type: ignore[arg-type]
