"""What can be recorded of a person: her stay, her place on the list, her key worker, facts, and decisions on her."""

from collections.abc import Iterator

from flask import request

from beds.domain.decisions import SCOPES
from beds.domain.messages import N_, _
from beds.domain.rule_ids import WAIVABLE
from beds.domain.words import scope_name
from beds.services.caseloads import spare_points
from beds.services.decision.keep_apart import end_keep_apart, keep_apart
from beds.services.decision.waive import take_back_waiver, waive
from beds.services.deed import Done
from beds.services.offer.open_to import beds_open_to
from beds.services.person_now import PersonNow
from beds.services.reasons import reasons
from beds.services.restricted import RESTRICTED, rule_title
from beds.services.waiting.keep import close, lose_contact, reopen, review
from beds.services.waiting.refer import refer
from beds.services.worker_change import change_worker, hand_over
from beds.web.tasks.asks import BY_HAND, band_of, by_hand, its_page, note, offer_by_hand, reason_in_words
from beds.web.tasks.of_facts import asks_of, changes
from beds.web.tasks.of_stay import OF_STAY
from beds.web.tasks.seeking import NEXT_REVIEW, ask_seeking, phases_of
from beds.web.tasks.task import Answers, Ask, Asking, Task
from beds.web.words import number

Told = Answers[PersonNow]
Asked = Asking[PersonNow]
_HERS = ("gender", "route", "recourse", "connection", "languages", "programme_start")
_NEEDS = ("step_free_needed", "prefers", "children", "pets", "shares_room", "avoid_schemes")


def _version(her: PersonNow) -> int | None:
    return her.version


def _id(her: PersonNow) -> str:
    return her.person.person_id


def _ask_seeking(asked: Asked) -> Iterator[Ask]:
    her = asked.it.recorded
    yield from ask_seeking(asked.it.week, her.seeks, her.band, her.waiting_since or asked.on, her.route)


def _seek(told: Told) -> Done:
    return refer(
        told.store, told.actor, _id(told.it), told.on, phases_of(told), band_of(told), since=told.day("since"),
        route=told.text("route"), review_by=told.day("review_by"), version=told.version,
    )  # fmt: skip


def _ask_review(_asked: Asked) -> Iterator[Ask]:
    yield NEXT_REVIEW
    yield note()


def _review(told: Told) -> Done:
    return review(
        told.store, told.actor, _id(told.it), told.on, review_by=told.day("review_by"), note=told.text("note"),
        version=told.version,
    )  # fmt: skip


def _ask_note(_asked: Asked) -> Iterator[Ask]:
    yield note()


def _lose(told: Told) -> Done:
    return lose_contact(
        told.store, told.actor, _id(told.it), told.on, note=told.text("note"), version=told.version
    )  # fmt: skip


def _ask_closing(asked: Asked) -> Iterator[Ask]:
    listed = [(one.code, one.text) for one in reasons(asked.store, asked.actor, "closing")]
    yield Ask("reason", N_("Why"), "one", needed=N_("Choose a reason"), options=listed)
    yield note()


def _close(told: Told) -> Done:
    return close(
        told.store, told.actor, _id(told.it), told.on, told.text("reason"), note=told.text("note"),
        version=told.version,
    )  # fmt: skip


def _ask_return(asked: Asked) -> Iterator[Ask]:
    yield Ask(
        "since", N_("She waits since"), "day", N_("Her old place, unless you say another day"),
        first=asked.it.recorded.waiting_since,
    )  # fmt: skip
    yield NEXT_REVIEW
    yield note()


def _reopen(told: Told) -> Done:
    since = told.day("since")
    return reopen(
        told.store, told.actor, _id(told.it), told.on, since=since, review_by=told.day("review_by"),
        note=told.text("note"), version=told.version,
    )  # fmt: skip


def _ask_worker(asked: Asked) -> Iterator[Ask]:
    options = [
        (worker, _("%(worker)s, points to spare: %(points)s", worker=worker, points=number(float(points))))
        for worker, points in spare_points(asked.it.week)
        if worker != asked.it.person.worker_id
    ]
    yield Ask("worker", N_("Who takes her"), "one", needed=N_("Choose a key worker"), options=options)
    yield Ask(
        "handover", N_("The day of the handover"), "day",
        N_("Until then, and until it is recorded as done, the present key worker stays hers. Today: at once."),
        first=asked.on,
    )  # fmt: skip
    yield reason_in_words()
    yield Ask("by", N_("Who decided it (not required)"), hint=N_("Blank: you"))


def _worker(told: Told) -> Done:
    return change_worker(
        told.store, told.actor, _id(told.it), told.text("worker"), told.on, told.text("reason"),
        handover_on=told.day("handover"), decided_by=told.text("by"), version=told.version,
    )  # fmt: skip


def _ask_handover(asked: Asked) -> Iterator[Ask]:
    yield Ask("on", N_("The day it was done"), "day", first=asked.on)


def _hand_over(told: Told) -> Done:
    return hand_over(told.store, told.actor, _id(told.it), told.the_day("on"), version=told.version)


def _ask_waiver(asked: Asked) -> Iterator[Ask]:
    rules = [(rule, rule_title(rule)) for rule in WAIVABLE if rule not in asked.it.waived]
    yield Ask(
        "rule", N_("The rule that does not bind her"), "one", needed=N_("Choose the rule"), options=rules,
        first=request.args.get("rule"),
    )  # fmt: skip
    yield Ask("until", N_("Until (not required)"), "day", N_("The last day. Blank: until it is taken back."))
    yield reason_in_words()
    yield Ask("by", N_("Who decided it (not required)"), hint=N_("Blank: you"))


def _waive(told: Told) -> Done:
    return waive(
        told.store, told.actor, _id(told.it), told.text("rule"), told.on, told.text("reason"),
        expires_on=told.day("until"), decided_by=told.text("by"),
    )  # fmt: skip


def _ask_taking_back(asked: Asked) -> Iterator[Ask]:
    rules = [(rule, rule_title(rule)) for rule in asked.it.waived]
    yield Ask("rule", N_("Which waiver"), "one", options=rules)
    yield reason_in_words()


def _take_back(told: Told) -> Done:
    return take_back_waiver(
        told.store, told.actor, _id(told.it), told.text("rule"), told.on, reason=told.text("reason")
    )  # fmt: skip


def _ask_offer(asked: Asked) -> Iterator[Ask]:
    week = asked.it.week
    beds = [
        (bed_id, f"{bed_id} ({week.scheme_of(bed_id).title})")
        for bed_id in beds_open_to(asked.store, asked.actor, week, _id(asked.it))
    ]
    hint = N_("Those that come free this week and that no rule refuses her.") if beds else N_(
        "None: no bed comes free this week that the rules would let her have. Her way to a bed says why."
    )  # fmt: skip
    yield Ask("bed", N_("Bed"), "one", hint, N_("Choose a bed"), beds)
    yield from by_hand(asked)


def _offer(told: Told) -> Done:
    return offer_by_hand(told, _id(told.it), told.text("bed"))


def _ask_apart(_asked: Asked) -> Iterator[Ask]:
    yield Ask("other", N_("The other person"), "text", N_("Her id"), N_("Enter the id of the other person"))
    scopes = [(scope, scope_name(scope)) for scope in SCOPES]
    yield Ask("scope", N_("How far apart"), "one", N_("An area holds its schemes, and a scheme its rooms."),
              N_("Choose how far apart"), scopes)  # fmt: skip
    yield reason_in_words()
    yield Ask("by", N_("Who decided it (not required)"), hint=N_("Blank: you"))


def _keep_apart(told: Told) -> Done:
    scope = next((one for one in SCOPES if one == told.text("scope")), SCOPES[0])
    return keep_apart(
        told.store, told.actor, _id(told.it), told.text("other"), scope, told.on, told.text("reason"),
        decided_by=told.text("by"),
    )  # fmt: skip


def _ask_end_of_apart(asked: Asked) -> Iterator[Ask]:
    others = [(other, other) for other in asked.it.kept_apart]
    yield Ask("other", N_("From whom"), "one", needed=N_("Choose the other person"), options=others)
    yield reason_in_words()


def _end_apart(told: Told) -> Done:
    return end_keep_apart(
        told.store, told.actor, _id(told.it), told.text("other"), told.on, reason=told.text("reason")
    )  # fmt: skip


OF_LIST: tuple[Task[PersonNow], ...] = (
    Task(
        "seek", N_("What she seeks, and how urgent it is"), N_("Put it on the list"), "change_people", _ask_seeking,
        _seek, version=_version,
        about=N_("Whoever was here before comes back without a mark, however her last stay ended."),
    ),
    Task(
        "review", N_("Her place on the list was reviewed"), N_("Record the review"), "change_people", _ask_review,
        _review, lambda her: her.is_listed, _version,
        N_("Her case was looked at with her. Contact that was lost counts as found."),
    ),
    Task(
        "lost-contact", N_("She cannot be reached"), N_("Contact is lost"), "change_people", _ask_note, _lose,
        lambda her: her.is_listed and not (her.standing and her.standing.contact_lost_on), _version,
        N_("She stays on the list, in her place, until somebody closes her."),
    ),
    Task(
        "close", N_("Take her off the list"), N_("Close"), "change_people", _ask_closing, _close,
        lambda her: her.is_listed, _version, N_("What she sought is kept for her return."),
    ),
    Task(
        "reopen", N_("Put her back on the list"), N_("Reopen"), "change_people", _ask_return, _reopen,
        lambda her: her.is_closed or her.is_paused, _version, N_("In her old place."),
    ),
)  # fmt: skip
OF_WORKER: tuple[Task[PersonNow], ...] = (
    Task(
        "worker", N_("Another key worker"), N_("Agree on the change"), "change_people", _ask_worker, _worker,
        lambda her: her.handover is None, _version,
    ),
    Task(
        "handover", N_("The handover is done"), N_("It is done"), "change_people", _ask_handover, _hand_over,
        lambda her: her.handover is not None, _version,
    ),
)  # fmt: skip
OF_FACTS: tuple[Task[PersonNow], ...] = tuple(
    Task(
        name, title, N_("Keep the facts"), "change_people", asks_of("people", columns, lambda her: her.recorded),
        changes("people", columns, _id), version=_version, restricted=name == "restricted",
        about=N_("Only what you change is written, and is as old as today from now on."),
    )
    for name, title, columns in (
        ("facts", N_("Facts that rules read"), _HERS),
        ("needs", N_("Her needs and preferences"), _NEEDS),
        ("restricted", N_("Restricted facts"), RESTRICTED),
    )
)  # fmt: skip
OF_DECISIONS: tuple[Task[PersonNow], ...] = (
    Task(
        "offer", N_("Offer her a bed outside a run"), N_("Make the offer"), "decide", _ask_offer, _offer,
        lambda her: bool(her.person.seeks) and her.offer is None, about=BY_HAND, leads=its_page,
    ),
    Task(
        "waive", N_("Waive a rule for her"), N_("Waive it"), "decide", _ask_waiver, _waive,
        about=N_("A named, reasoned, dated decision. The next run reads it."),
    ),
    Task(
        "unwaive", N_("Take a waiver back"), N_("Take it back"), "decide", _ask_taking_back, _take_back,
        lambda her: bool(her.waived),
    ),
    Task(
        "keep-apart", N_("Keep her apart from somebody"), N_("Keep them apart"), "decide", _ask_apart, _keep_apart,
        about=N_("No run has the two live closer than this. Nobody is moved by it."),
    ),
    Task(
        "end-apart", N_("She need not be kept apart any more"), N_("End it"), "decide", _ask_end_of_apart, _end_apart,
        lambda her: bool(her.kept_apart), restricted=True,
    ),
)  # fmt: skip
GROUPS: tuple[tuple[str, tuple[Task[PersonNow], ...]], ...] = (
    (N_("Her stay"), OF_STAY),
    (N_("Her place on the list"), OF_LIST),
    (N_("Her key worker"), OF_WORKER),
    (N_("Facts"), OF_FACTS),
    (N_("Decisions"), OF_DECISIONS),
)
OF_PERSON = tuple(task for _name, tasks in GROUPS for task in tasks)
