"""The sentences of the record: what each kind of event says, in the reader's language."""

from beds.domain.messages import N_, _, spoken
from beds.domain.record import Event

SENTENCES = {
    "imported": N_("%(actor)s imported %(source)s: %(added)s added, %(changed)s changed, %(ended)s ended."),
    "scheme_added": N_("%(actor)s added the scheme %(subject)s."),
    "scheme_changed": N_("%(actor)s changed the scheme %(subject)s."),
    "bed_added": N_("%(actor)s added the bed %(subject)s."),
    "bed_changed": N_("%(actor)s changed the bed %(subject)s."),
    "worker_added": N_("%(actor)s added the key worker %(subject)s."),
    "worker_changed": N_("%(actor)s changed the facts of the key worker %(subject)s."),
    "person_added": N_("%(actor)s added the person %(subject)s."),
    "person_changed": N_("%(actor)s changed the facts of the person %(subject)s."),
    "stay_added": N_("%(actor)s recorded the stay %(subject)s."),
    "stay_changed": N_("%(actor)s changed the stay %(subject)s."),
    "stay_ended": N_("%(actor)s ended the stay %(subject)s."),
    "keep_apart_added": N_("%(actor)s recorded that two people are kept apart."),
    "keep_apart_changed": N_("%(actor)s changed how two people are kept apart."),
    "keep_apart_withdrawn": N_("%(actor)s took back that two people are kept apart."),
    "waiver_added": N_("%(actor)s recorded a waiver."),
    "waiver_changed": N_("%(actor)s changed a waiver."),
    "waiver_withdrawn": N_("%(actor)s took back a waiver."),
    "pin_added": N_("%(actor)s recorded a pin."),
    "pin_changed": N_("%(actor)s changed a pin."),
    "pin_withdrawn": N_("%(actor)s took back a pin."),
    "policy_saved": N_("%(actor)s saved version %(version)s of the policy, which holds from %(valid_from)s."),
    "user_added": N_("%(actor)s added the user %(subject)s as %(roles)s."),
    "user_changed": N_("%(actor)s changed the user %(subject)s, who now is %(roles)s."),
    "user_retired": N_("%(actor)s retired the user %(subject)s."),
    "user_returned": N_("%(actor)s took the retired user %(subject)s back."),
    "user_signed_out": N_("%(actor)s signed the user %(subject)s out everywhere."),
    "password_set": N_("%(actor)s gave the user %(subject)s a new password."),
    "own_password_set": N_("%(actor)s changed her own password."),
    "language_chosen": N_("%(actor)s chose the language of her pages."),
    "text_erased": N_("%(actor)s erased what the record said of one person."),
}
"""By kind. A kind that is told and stands not here is a defect; a test looks for it."""


def sentence(event: Event) -> str:
    """What happened, in a sentence; of an event whose text was erased, that it was."""
    if event.erased:
        return _("The text of this event was erased (%(kind)s).", kind=event.kind)
    text = SENTENCES.get(event.kind)
    if text is None:
        return f"{event.actor}: {event.kind}"
    told = _(text, **{"actor": event.actor, "subject": event.subject, **event.words})
    return told + (" " + _("Why: %(why)s", why=event.why) if event.why else "")


def kind_name(kind: str) -> str:
    """What a kind of event says of any of them: its sentence with dots in place of who and what."""
    text = SENTENCES.get(kind)
    return spoken().gettext(text) % _Dots() if text else kind


class _Dots(dict[str, str]):
    """Dots for whatever blank."""

    def __missing__(self, _name: str) -> str:
        return "…"


def details(event: Event) -> list[str]:
    """What changed, a line a column: before and after."""
    lines = []
    for change in event.changes:
        for name in sorted({**change.before, **change.after}):
            before, after = change.before.get(name), change.after.get(name)
            if isinstance(before or after, dict):
                inner_before, inner_after = before or {}, after or {}
                lines += [
                    _line(inner, inner_before.get(inner), inner_after.get(inner))
                    for inner in sorted({**inner_before, **inner_after})
                    if inner_before.get(inner) != inner_after.get(inner)
                ]
            elif before != after:
                lines.append(_line(name, before, after))
    return lines


def _line(name: str, before: object, after: object) -> str:
    return _("%(name)s: %(before)s → %(after)s", name=name, before=_shown(before), after=_shown(after))


def _shown(value: object) -> str:
    if value in (None, "", []):
        return _("blank")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
