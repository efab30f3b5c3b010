"""What was done is told once, on the page that comes next; what could not be done too, with why."""

from collections.abc import Iterable

from flask import flash
from wtforms import Field

from beds.domain.errors import BadInput
from beds.services.deed import Done
from beds.web.forms.base import Form
from beds.web.words import days_told

MOST = 1200
"""Letters that are told: they travel in the cookie, which holds no more than 4 KB."""


def tell(done: Done, *, follows: bool = True) -> None:
    """``follows``: whether the next step is told too; pages that show it as a button leave it out."""
    flash(_shortened((*done.said, *(done.follows if follows else ()))), "success")


def tell_last(done: Done) -> None:
    """Only the sentence that sums up what was done: the rest stands on the page, row by row."""
    flash(_shortened(done.said[-1:]), "success")


def tell_refused(error: Exception) -> None:
    flash(_shortened([why(error)]))


def why(error: Exception) -> str:
    """Why something was refused; of a fault in a form its sentence alone, without a file and a row."""
    if not isinstance(error, BadInput):
        return days_told(str(error))
    sentences = (f"{fault.message} ({fault.accepted})" if fault.accepted else fault.message for fault in error.faults)
    return days_told(" ".join(sentence[:1].upper() + sentence[1:] + "." for sentence in sentences))


def refuse(form: Form, refused: Exception) -> None:
    """Each fault beside the field of the form that it speaks of, where it speaks of one."""
    faults = refused.faults if isinstance(refused, BadInput) else ()
    for fault in faults:
        field: Field | None = form[fault.column] if fault.column in form.data else None
        form.refuse(why(BadInput([fault])), field)
    if not faults:
        form.refuse(why(refused))


def _shortened(sentences: Iterable[str]) -> str:
    text = days_told(" ".join(sentences))
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
