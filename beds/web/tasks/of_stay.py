"""What can be recorded of a person's stay: moved limits, absences, leaving, moving on, stepping back."""

from collections.abc import Iterator
from typing import Literal

from beds.domain.messages import N_, _
from beds.domain.people import ABSENCES, BANDS, LEFT
from beds.domain.words import absence_name, stay_outcome_name
from beds.services.deed import Done
from beds.services.person_now import PersonNow
from beds.services.reasons import reasons
from beds.services.stay.absence import begin_absence, end_absence, hold_longer
from beds.services.stay.extend import extend
from beds.services.stay.leave import leave, move_on
from beds.services.stay.notice import give_notice, withdraw_notice
from beds.services.stay.step_back import step_back
from beds.web.tasks.asks import NO_NAMES, band_of, note, reason_in_words
from beds.web.tasks.task import Answers, Ask, Asking, Task

Told = Answers[PersonNow]
Asked = Asking[PersonNow]


def _version(her: PersonNow) -> int | None:
    return her.stay_version


def _is_away(her: PersonNow) -> bool:
    return her.lives_here and her.absence is not None


def _ask_extension(asked: Asked) -> Iterator[Ask]:
    yield Ask("until", N_("Her new limit"), "day", needed=N_("Enter the day of her new limit"))
    listed = [(one.code, one.text) for one in reasons(asked.store, asked.actor, "extension")]
    yield Ask("reason", N_("Why"), "one", needed=N_("Choose a reason"), options=listed)
    yield note()
    yield Ask("by", N_("Who agreed to it (not required)"), hint=N_("Blank: you"))


def _extend(told: Told) -> Done:
    return extend(
        told.store, told.actor, told.it.person.person_id, told.the_day("until"), told.on, told.text("reason"),
        note=told.text("note"), decided_by=told.text("by"), version=told.version,
    )  # fmt: skip


def _ask_notice(_asked: Asked) -> Iterator[Ask]:
    yield Ask(
        "leaving", N_("The day she leaves"), "day", N_("The first day on which she is not there"),
        N_("Enter the day she leaves"),
    )  # fmt: skip
    kinds = [("planned", _("Planned with her")), ("unplanned", _("Without a plan"))]
    yield Ask("kind", N_("How she leaves"), "one", options=kinds)
    yield Ask("reason", N_("Why (not required)"), "words", NO_NAMES)


def _notice(told: Told) -> Done:
    kind: Literal["planned", "unplanned"] = "unplanned" if told.text("kind") == "unplanned" else "planned"
    return give_notice(
        told.store, told.actor, told.it.person.person_id, told.the_day("leaving"), told.on, kind=kind,
        reason=told.text("reason"), version=told.version,
    )  # fmt: skip


def _ask_reason(_asked: Asked) -> Iterator[Ask]:
    yield Ask("reason", N_("Why (not required)"), "words", NO_NAMES)


def _stays(told: Told) -> Done:
    return withdraw_notice(
        told.store, told.actor, told.it.person.person_id, told.on, reason=told.text("reason"), version=told.version
    )


def _ask_absence(asked: Asked) -> Iterator[Ask]:
    yield Ask("kind", N_("Where she is"), "one", options=[(kind, absence_name(kind)) for kind in ABSENCES])
    yield Ask("since", N_("From"), "day", first=asked.on)
    yield Ask(
        "until", N_("Her bed is held until"), "day", N_("The first day on which it is not held any more"),
        N_("Enter the day until which her bed is held"),
    )  # fmt: skip
    yield Ask("reason", N_("More about it (not required)"), "words", NO_NAMES)


def _absence(told: Told) -> Done:
    return begin_absence(
        told.store, told.actor, told.it.person.person_id, told.text("kind"), told.the_day("since"),
        told.the_day("until"), reason=told.text("reason"), version=told.version,
    )  # fmt: skip


def _ask_back(asked: Asked) -> Iterator[Ask]:
    yield Ask("on", N_("The day she came back"), "day", first=asked.on)


def _back(told: Told) -> Done:
    return end_absence(
        told.store, told.actor, told.it.person.person_id, told.the_day("on"), version=told.version
    )  # fmt: skip


def _ask_longer(_asked: Asked) -> Iterator[Ask]:
    yield Ask("until", N_("Her bed is held until"), "day", needed=N_("Enter the day until which her bed is held"))
    yield Ask("reason", N_("Why (not required)"), "words", NO_NAMES)


def _longer(told: Told) -> Done:
    return hold_longer(
        told.store, told.actor, told.it.person.person_id, told.the_day("until"), told.on,
        reason=told.text("reason"), version=told.version,
    )  # fmt: skip


def _ask_leaving(asked: Asked) -> Iterator[Ask]:
    yield Ask("on", N_("The day she left"), "day", N_("The first day on which she was not there"), first=asked.on)
    ways = [(outcome, stay_outcome_name(outcome)) for outcome in LEFT]
    yield Ask("outcome", N_("How the stay ended"), "one", needed=N_("Choose how the stay ended"), options=ways)
    yield Ask("reason", N_("More about it (not required)"), "words", NO_NAMES)


def _leave(told: Told) -> Done:
    return leave(
        told.store, told.actor, told.it.person.person_id, told.the_day("on"), told.text("outcome"),
        reason=told.text("reason"), version=told.version,
    )  # fmt: skip


def _ask_moving_on(asked: Asked) -> Iterator[Ask]:
    yield Ask("on", N_("The day she moved on"), "day", first=asked.on)
    yield note()


def _move_on(told: Told) -> Done:
    return move_on(
        told.store, told.actor, told.it.person.person_id, told.the_day("on"), note=told.text("note"),
        version=told.version,
    )  # fmt: skip


def _ask_step(asked: Asked) -> Iterator[Ask]:
    scheme = asked.it.scheme
    phases = range((scheme.phase if scheme else 0) - 1, -1, -1)
    words = [(str(phase), asked.it.week.policy.phase_name(phase)) for phase in phases]
    yield Ask("phase", N_("The phase she needs"), "one", needed=N_("Choose the phase she needs"), options=words)
    yield Ask("band", N_("How urgent it is"), "one", options=[(band, band) for band in BANDS], first="B")
    yield reason_in_words()


def _step(told: Told) -> Done:
    return step_back(
        told.store, told.actor, told.it.person.person_id, told.on, told.text("reason"), phase=int(told.text("phase")),
        band=band_of(told), version=told.version,
    )  # fmt: skip


OF_STAY: tuple[Task[PersonNow], ...] = (
    Task(
        "extend", N_("Extend her stay"), N_("Extend"), "change_stays", _ask_extension, _extend,
        lambda her: her.lives_here, _version,
        N_("A later limit, agreed for a reason. Nobody is made to leave by a limit."),
    ),
    Task(
        "notice", N_("Notice of leaving"), N_("Record the notice"), "change_stays", _ask_notice, _notice,
        lambda her: her.lives_here, _version,
        N_("Runs give her bed to others from then on. A later notice takes the place of an earlier one."),
    ),
    Task(
        "stays", N_("She stays after all"), N_("Take the notice back"), "change_stays", _ask_reason, _stays,
        lambda her: her.lives_here and her.home is not None and her.home.leaving_on is not None, _version,
    ),
    Task(
        "away", N_("She is away"), N_("Hold her bed"), "change_stays", _ask_absence, _absence,
        lambda her: her.lives_here and her.absence is None, _version,
        N_("Her bed is held for her until a day. No run gives it to anybody."),
    ),
    Task("back", N_("She is back"), N_("She is back"), "change_stays", _ask_back, _back, _is_away, _version),
    Task(
        "hold-longer", N_("Hold her bed longer"), N_("Hold it longer"), "change_stays", _ask_longer, _longer, _is_away,
        _version,
    ),
    Task(
        "leave", N_("She has left"), N_("End her stay"), "change_stays", _ask_leaving, _leave,
        lambda her: her.lives_here, _version,
        N_("Other than by a move or to a home of her own. She may be referred again at any time."),
    ),
    Task(
        "move-on", N_("She moved on to a home of her own"), N_("She has moved on"), "change_stays", _ask_moving_on,
        _move_on, lambda her: her.lives_here, _version, N_("Her stay ends, and follow-on begins by itself."),
    ),
    Task(
        "step-back", N_("She needs an earlier phase again"), N_("Look for a bed for her"), "change_stays", _ask_step,
        _step, lambda her: her.lives_here and her.scheme is not None and her.scheme.phase > 0, _version,
        N_("With no referral back to the register. She keeps her bed until she is placed."),
    ),
)  # fmt: skip
