"""What can be changed about the lists of reasons: one more of a list; another wording; out of use, and back."""

from collections.abc import Iterator

from beds.domain.messages import N_, _
from beds.domain.reasons import EFFECTS, SIDES, ReasonList, effect_name, side_name
from beds.services.deed import Done
from beds.services.reason_lists import add_reason, rename_reason, retire_reason
from beds.services.reasons import Reason
from beds.web.tasks.task import Answers, Ask, Asking, Task


def _ask_new(asked: Asking[ReasonList]) -> Iterator[Ask]:
    yield Ask("text", N_("The reason"), "text", N_("As people read it when they choose."), N_("Enter the reason"))
    hint = N_("One word for commands and files that never changes: small letters, digits and _, as in too_far.")
    yield Ask("code", N_("Its code"), "text", hint, N_("Enter a code"))
    if asked.it == "decline":
        sides = [(side, side_name(side)) for side in SIDES]
        effects = [(effect, effect_name(effect)) for effect in EFFECTS]
        yield Ask("side", N_("Whose reason it is"), "one", needed=N_("Choose whose it is"), options=sides)
        yield Ask("effect", N_("What it does"), "one", N_("Whatever the reason, she keeps her place."),
                  N_("Choose what it does"), effects)  # fmt: skip


def _add(told: Answers[ReasonList]) -> Done:
    return add_reason(
        told.store, told.actor, told.it, told.text("code"), told.text("text"), side=told.text("side"),
        effect=told.text("effect"),
    )  # fmt: skip


def _ask_wording(asked: Asking[Reason]) -> Iterator[Ask]:
    yield Ask("text", N_("The reason"), "text", needed=N_("Enter the reason"), first=asked.it.text)


def _rename(told: Answers[Reason]) -> Done:
    return rename_reason(told.store, told.actor, told.it.code, told.text("text"))


def _ask_nothing(_asked: Asking[Reason]) -> Iterator[Ask]:
    yield from ()


def _retire(told: Answers[Reason]) -> Done:
    return retire_reason(told.store, told.actor, told.it.code, told.on)


def _return(told: Answers[Reason]) -> Done:
    return retire_reason(told.store, told.actor, told.it.code, told.on, back=True)


OF_A_LIST: tuple[Task[ReasonList], ...] = (
    Task(
        "add", N_("Add a reason"), N_("Add it"), "change_policy", _ask_new, _add,
        about=N_("It stands at the end of its list, and can be chosen from now on."),
    ),
)  # fmt: skip
OF_REASON: tuple[Task[Reason], ...] = (
    Task(
        "rename", N_("Another wording"), N_("Keep the wording"), "change_policy", _ask_wording, _rename,
        about=N_("What was decided for it keeps the wording it had then."),
    ),
    Task(
        "retire", N_("Take it out of use"), N_("Take it out of use"), "change_policy", _ask_nothing, _retire,
        lambda it: it.retired_on is None, about=N_("It can no longer be chosen. It is never deleted."),
    ),
    Task(
        "use-again", N_("Use it again"), N_("Use it again"), "change_policy", _ask_nothing, _return,
        lambda it: it.retired_on is not None, about=N_("It can be chosen again."),
    ),
)  # fmt: skip


def name_of(reason: Reason) -> str:
    """A reason as its forms name it."""
    return _("%(text)s (%(code)s)", text=reason.text, code=reason.code)
