"""The sentences of the record: what each kind of event says, in the reader's language."""

from collections.abc import Callable
from typing import Any

from beds.domain.messages import N_, _, spoken
from beds.domain.record import Event
from beds.domain.words import absence_name, stay_outcome_name
from beds.services.restricted import rule_title

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
    "kept_apart_room": N_("%(actor)s decided that %(person)s and %(other)s must not share a room."),
    "kept_apart_scheme": N_("%(actor)s decided that %(person)s and %(other)s must not live in one scheme."),
    "kept_apart_area": N_("%(actor)s decided that %(person)s and %(other)s must not live in one area."),
    "kept_apart_ended": N_("%(actor)s ended that %(person)s and %(other)s are kept apart."),
    "waiver_added": N_("%(actor)s recorded a waiver."),
    "waiver_changed": N_("%(actor)s changed a waiver."),
    "waiver_withdrawn": N_("%(actor)s took back a waiver."),
    "pin_added": N_("%(actor)s recorded a pin."),
    "pin_changed": N_("%(actor)s changed a pin."),
    "pin_withdrawn": N_("%(actor)s took back a pin."),
    "policy_saved": N_("%(actor)s saved version %(version)s of the policy, which holds from %(valid_from)s."),
    "reason_added": N_("%(actor)s added the reason “%(text)s” (%(subject)s) to the list “%(list)s”."),
    "reason_renamed": N_("%(actor)s gave the reason “%(before)s” (%(subject)s) another wording: “%(text)s”."),
    "reason_retired": N_("%(actor)s took the reason “%(text)s” (%(subject)s) out of use."),
    "reason_returned": N_("%(actor)s took the reason “%(text)s” (%(subject)s) into use again."),
    "proposal_decided": N_(
        "%(actor)s decided on run %(run)s. Beds on offer or accepted: %(offered)s; refused: %(refused)s; held: "
        "%(held)s; left open: %(left)s."
    ),
    "proposal_refused": N_("%(actor)s refused %(refused)s of the beds that run %(run)s proposes."),
    "row_refused": N_("%(actor)s refused what run %(run)s proposes for %(person)s: bed %(bed)s."),
    "link_held": N_("What run %(run)s proposes for %(person)s is held: bed %(bed)s does not become free."),
    "offer_made": N_("%(actor)s offered %(person)s bed %(bed)s from %(start)s (offer %(offer)s, run %(run)s)."),
    "offer_made_by_hand": N_(
        "%(actor)s offered %(person)s bed %(bed)s from %(start)s, outside a run (offer %(offer)s)."
    ),
    "offer_carried": N_("Offer %(offer)s of bed %(bed)s to %(person)s goes on under run %(run)s, from %(start)s."),
    "offer_carried_with_another_worker": N_(
        "Offer %(offer)s of bed %(bed)s to %(person)s goes on under run %(run)s, from %(start)s, with key worker "
        "%(worker)s instead of %(before)s."
    ),
    "offer_accepted": N_("%(person)s accepted bed %(bed)s on %(on)s (offer %(offer)s)."),
    "offer_declined": N_("%(person)s declined bed %(bed)s on %(on)s (offer %(offer)s)."),
    "offer_declined_by_provider": N_("The provider declined %(person)s for bed %(bed)s on %(on)s (offer %(offer)s)."),
    "offer_withdrawn": N_("%(actor)s withdrew the offer of bed %(bed)s to %(person)s on %(on)s (offer %(offer)s)."),
    "offer_expired": N_("No answer came from %(person)s about bed %(bed)s; offer %(offer)s ended on %(on)s."),
    "offer_no_arrival": N_("%(person)s did not arrive in bed %(bed)s; offer %(offer)s ended on %(on)s."),
    "decision_passed_over": N_(
        "%(actor)s passed over %(passed)s (band %(band)s, %(days)s days) with a decision about bed %(bed)s."
    ),
    "stay_begun": N_("%(person)s moved into bed %(bed)s on %(on)s (offer %(offer)s, stay %(stay)s)."),
    "stay_extended": N_(
        "The limit of the stay of %(person)s in bed %(bed)s is now %(until)s, agreed by %(decided_by)s."
    ),
    "notice_given": N_("%(person)s leaves bed %(bed)s on %(leaving)s: notice was given."),
    "notice_withdrawn": N_("%(person)s stays in bed %(bed)s after all: the notice was taken back."),
    "stay_left": N_("%(person)s left bed %(bed)s on %(on)s (%(outcome)s)."),
    "moved_on": N_("%(person)s moved on from bed %(bed)s on %(on)s; follow-on has begun and runs until %(until)s."),
    "absence_begun": N_("%(person)s is away from %(away)s (%(absence)s); bed %(bed)s is held until %(until)s."),
    "absence_longer": N_("Bed %(bed)s is held for %(person)s until %(until)s."),
    "absence_ended": N_("%(person)s was back in bed %(bed)s on %(on)s (%(absence)s)."),
    "stepped_back": N_("%(person)s in bed %(bed)s seeks phase %(phase)s again, in band %(band)s."),
    "referred": N_("%(person)s was referred: band %(band)s, phases sought: %(phases)s, waiting since %(since)s."),
    "reviewed": N_("%(actor)s reviewed %(person)s on %(on)s; the next review is due by %(next)s."),
    "contact_lost": N_("Contact with %(person)s was lost on %(on)s."),
    "waiting_closed": N_("%(actor)s closed the place of %(person)s on the waiting list on %(on)s."),
    "waiting_reopened": N_("%(actor)s put %(person)s back on the waiting list on %(on)s."),
    "pinned": N_("%(actor)s pinned %(person)s to bed %(bed)s until %(until)s."),
    "forbidden": N_("%(actor)s forbade %(person)s bed %(bed)s until %(until)s."),
    "waived": N_("%(actor)s waived the rule “%(rule)s” for %(person)s until %(until)s."),
    "worker_change_agreed": N_(
        "%(person)s passes from key worker %(before)s to %(worker)s; the handover is planned for %(handover)s."
    ),
    "worker_handed_over": N_("%(person)s passed from key worker %(before)s to %(worker)s on %(on)s."),
    "void_begun": N_("Bed %(bed)s is out of use from %(since)s until %(until)s."),
    "void_ended": N_("Bed %(bed)s is in use again from %(on)s."),
    "void_cancelled": N_("%(actor)s cancelled a void of bed %(bed)s, which counts no more."),
    "user_added": N_("%(actor)s added the user %(subject)s as %(roles)s."),
    "user_changed": N_("%(actor)s changed the user %(subject)s, who now is %(roles)s."),
    "user_retired": N_("%(actor)s retired the user %(subject)s."),
    "user_returned": N_("%(actor)s took the retired user %(subject)s back."),
    "user_signed_out": N_("%(actor)s signed the user %(subject)s out everywhere."),
    "password_set": N_("%(actor)s gave the user %(subject)s a new password."),
    "own_password_set": N_("%(actor)s changed her own password."),
    "language_chosen": N_("%(actor)s chose the language of her pages."),
    "text_erased": N_("%(actor)s erased what the record said of one person."),
    "run_stored": N_(
        "%(actor)s ran the week of %(on)s (run %(run)s, policy version %(policy_version)s): %(placed)s placed, "
        "%(moved)s moved, %(without)s without a bed."
    ),
    "simulation_asked": N_("%(actor)s asked for a simulation of %(scenarios)s (run %(run)s)."),
    "week_asked": N_("%(actor)s asked for the week of %(on)s (run %(run)s)."),
    "simulated": N_("Run %(run)s simulated %(scenarios)s: %(replications)s replications."),
    "run_cancelled": N_("%(actor)s cancelled run %(run)s."),
    "run_failed": N_("Run %(run)s failed."),
    "proposal_superseded": N_("Run %(by)s took the place of the proposal of run %(run)s."),
    "row_superseded": N_("Run %(by)s took the place of the proposal of run %(run)s: %(bed)s for %(subject)s."),
    "row_proposed": N_("Run %(run)s proposed the bed %(bed)s for %(subject)s."),
    "row_without_bed": N_("Run %(run)s proposed no bed for %(subject)s."),
    "passed_over": N_("Run %(run)s passed over %(subject)s for the bed %(bed)s."),
    "restated": N_("What was told in erased events and concerns others, or still counts, was told anew."),
    "backed_up": N_("%(actor)s made a backup (%(file)s)."),
    "restored": N_("%(actor)s put the backup %(file)s in the place of the database."),
    "decided": N_("%(actor)s decided about %(subject)s."),
    "assumptions_varied": N_(
        "%(actor)s asked for run %(run)s: whether “%(scenario)s” of run %(after)s depends on its assumptions."
    ),
    "scenario_kept": N_("%(actor)s kept the scenario “%(name)s” (%(subject)s)."),
    "scenario_copied": N_("%(actor)s copied “%(source)s” to the scenario “%(name)s” (%(subject)s)."),
    "scenario_changed": N_("%(actor)s changed the scenario “%(name)s” (%(subject)s)."),
    "scenario_shared": N_("%(actor)s shared the scenario “%(name)s” (%(subject)s) by a link."),
    "scenario_unshared": N_("%(actor)s took back the link to the scenario “%(name)s” (%(subject)s)."),
    "scenario_retired": N_("%(actor)s retired the scenario “%(name)s” (%(subject)s)."),
    "rekeyed": N_("%(actor)s changed the key; %(texts)s texts were sealed again."),
    "past_invented": N_("A part of the demo’s past was invented."),
}
"""By kind. A kind that is told and stands not here is a defect; a test looks for it."""
_ENDS = (".", "!", "?")
_NAMED: dict[str, Callable[[str], str]] = {
    "rule": rule_title, "outcome": stay_outcome_name, "absence": absence_name,
}  # fmt: skip
"""Words of the program in an event, which have a name for readers."""


def sentence(event: Event) -> str:
    """What happened, in a sentence; of an event whose text was erased, that it was."""
    if event.erased:
        return _("The text of this event was erased (%(kind)s).", kind=event.kind)
    text = SENTENCES.get(event.kind)
    if text is None:
        return f"{event.actor}: {event.kind}"
    words = {name: _named(name, value) for name, value in event.words.items()}
    told = _(text, **{"actor": event.actor, "subject": event.subject, **words})
    if not event.why:
        return told
    why = _("Why: %(why)s", why=event.why)
    return f"{told} {why}" if why.endswith(_ENDS) else f"{told} {why}."


def _named(name: str, value: Any) -> Any:
    name_of = _NAMED.get(name)
    return name_of(value) if name_of else value


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
