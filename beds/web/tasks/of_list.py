"""What can be recorded on the waiting list itself: somebody who was not here before."""

from collections.abc import Iterator
from typing import get_args

from beds.domain.messages import N_
from beds.domain.people import Gender
from beds.domain.week import Week
from beds.domain.words import gender_name
from beds.services.deed import Done
from beds.services.waiting.refer import refer
from beds.web.tasks.asks import band_of
from beds.web.tasks.seeking import ask_seeking, phases_of
from beds.web.tasks.task import Answers, Ask, Asking, Task


def _ask_referral(asked: Asking[Week]) -> Iterator[Ask]:
    yield Ask("person_id", N_("Her id"), "text", N_("A pseudonym that nobody else has. Never her name."),
              N_("Enter an id for her"))  # fmt: skip
    genders = [(one, gender_name(one)) for one in reversed(get_args(Gender))]
    yield Ask("gender", N_("Gender"), "one", N_("As she says it."), options=genders)
    yield from ask_seeking(asked.it, (), None, asked.on, "")


def _refer(told: Answers[Week]) -> Done:
    gender: Gender = next((one for one in get_args(Gender) if one == told.text("gender")), "unknown")
    return refer(
        told.store, told.actor, told.text("person_id"), told.on, phases_of(told), band_of(told), new=True,
        since=told.day("since"), route=told.text("route"), gender=gender, review_by=told.day("review_by"),
    )  # fmt: skip


OF_LIST: tuple[Task[Week], ...] = (
    Task(
        "refer", N_("Refer somebody new"), N_("Put her on the list"), "change_people", _ask_referral, _refer,
        about=N_("Whoever was here before is found by her id: her page puts her back on the list. The other facts "
                 "follow on her page."),
    ),
)  # fmt: skip
