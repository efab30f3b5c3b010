"""One person's week as a page: what is decided, what would place her, and every scheme rule by rule."""

from collections.abc import Iterator, Sequence
from typing import Any

from beds.cli.days import in_full, with_year
from beds.cli.page import Column, Page, Section, Table, without_blank_columns
from beds.domain.answer_words import cause_meaning, outcome_name
from beds.domain.messages import N_, _, ngettext
from beds.rules.rule import Rule
from beds.services.explain import Judgement, PersonExplained, SchemeJudged
from beds.services.facts import Fact, Whose, shown
from beds.services.verdicts import Verdict

MOST_SCHEMES = 20
MOST_VALUES = 3
_VERDICTS: dict[Verdict, str] = {
    "passes": N_("lets her in"),
    "refuses": N_("refuses"),
    "not_known": N_("lets her in; a fact is not known"),
    "waived": N_("waived for her"),
    "off": N_("switched off by the policy"),
}


def explain_page(explained: PersonExplained, schemes: Sequence[str] = ()) -> Page:
    """The page; with ``schemes`` only these are shown rule by rule."""
    detailed = [one for one in explained.schemes if _wanted(one, schemes, explained)]
    return Page(
        title=_("%(person)s in the week of %(day)s", person=explained.person.person_id, day=in_full(explained.week.on)),
        opening=_answer(explained),
        sections=[
            _overview(explained),
            *(_scheme(one, explained) for one in detailed),
            *_rest(len(explained.schemes) - len(detailed)),
            _whole_run(explained),
            *_sources(detailed, explained),
        ],
    )


def _wanted(one: SchemeJudged, schemes: Sequence[str], explained: PersonExplained) -> bool:
    """Every scheme where there are few; in a city those of the phases she seeks."""
    if schemes:
        return one.scheme.scheme_id in schemes
    return len(explained.schemes) <= MOST_SCHEMES or one.scheme.phase in explained.person.seeks


def _rest(left_out: int) -> list[Section]:
    if not left_out:
        return []
    told = ngettext(
        "%(count)d scheme is left out here; name it with --scheme.",
        "%(count)d schemes are left out here; name one with --scheme.",
        left_out,
    )
    return [Section(_("Other schemes"), [told])]


def _answer(explained: PersonExplained) -> list[str]:
    return [*_where_she_is(explained), *_decided(explained), *_what_would_place_her(explained)]


def _where_she_is(explained: PersonExplained) -> Iterator[str]:
    week, stay = explained.week, explained.home
    if stay:
        scheme = week.scheme_of(stay.bed_id).title
        yield _(
            "Lives in %(bed)s, %(scheme)s, since %(day)s.",
            bed=stay.bed_id,
            scheme=scheme,
            day=with_year(stay.started_on),
        )
        limit, over = week.limit_date(stay), week.overdue_weeks(stay.person_id)
        if limit and over:
            yield ngettext(
                "The stay limit was %(day)s, %(count)d week ago. Nobody is made to leave by a limit.",
                "The stay limit was %(day)s, %(count)d weeks ago. Nobody is made to leave by a limit.",
                over, day=with_year(limit),
            )  # fmt: skip
        elif limit:
            yield _("The stay limit is %(day)s.", day=with_year(limit))
    elif week.in_follow_on(explained.person.person_id):
        yield _("Has moved on to a home of her own, and is in follow-on.")
    seeks = ", ".join(week.policy.phase_name(phase) for phase in explained.person.seeks)
    yield _("Seeks: %(phases)s.", phases=seeks) if seeks else _("Seeks no bed, and so is no candidate of this run.")


def _decided(explained: PersonExplained) -> Iterator[str]:
    row = explained.row
    if row is None:
        return
    yield _("This run: %(outcome)s. %(reason)s", outcome=outcome_name(row.outcome), reason=row.reason)
    if row.has_bed:
        scheme = explained.week.schemes[row.scheme_id].title
        yield _(
            "Bed %(bed)s, %(scheme)s, from %(start)s to %(end)s (planned).",
            bed=row.bed_id, scheme=scheme, start=with_year(row.start_on), end=with_year(row.planned_end) or _("open"),
        )  # fmt: skip


def _what_would_place_her(explained: PersonExplained) -> Iterator[str]:
    unplaced = explained.unplaced
    if unplaced is None:
        return
    if unplaced.cause:
        yield _("Cause: %(cause)s. %(meaning)s", cause=unplaced.cause, meaning=cause_meaning(unplaced.cause))
    rules = {judgement.rule.id: judgement.rule for one in explained.schemes for judgement in one.judgements}
    alone = [_(rules[rule].title) if rule in rules else rule for rule in unplaced.alone_rules or ()]
    if alone:
        yield _(
            "A waiver of one of these, for her alone, would place her at no cost to anybody more urgent: %(rules)s.",
            rules=", ".join(alone),
        )
    elif unplaced.alone_rules is not None:
        yield _("No waiver of a single rule would place her.")


def _overview(explained: PersonExplained) -> Section:
    columns = [
        Column(_("Scheme")),
        Column(_("Phase")),
        Column(_("Beds"), right=True),
        Column(_("Beds allowed"), right=True),
        Column(_("Refused by (beds)"), prose=True),
    ]
    rows = [
        [
            one.scheme.title,
            explained.week.policy.phase_name(one.scheme.phase),
            str(len(one.beds)),
            str(len(one.eligible)),
            "; ".join(f"{rule}={count}" for rule, count in one.refused_by().items()),
        ]
        for one in explained.schemes
    ]
    told = _("Her own bed is not counted.") if explained.home else ""
    return Section(_("Schemes"), [Table(columns, rows), *filter(None, [told])])


def _scheme(one: SchemeJudged, explained: PersonExplained) -> Section:
    title = f"{one.scheme.title} ({one.scheme.scheme_id})"
    if not one.beds:
        return Section(
            title, [_("There is no bed here but her own.") if explained.home else _("There is no bed here.")]
        )
    columns = [
        Column(_("Rule")),
        Column(_("Says")),
        Column(_("Beds")),
        Column(_("What is recorded of her"), prose=True),
        Column(_("Of the scheme, the bed, the policy"), prose=True),
    ]
    rows = [
        [
            judgement.rule.id,
            _(_VERDICTS[judgement.verdict]),
            _beds(judgement, one),
            _facts(judgement, "person"),
            ", ".join(filter(None, [_facts(judgement, "place"), _facts(judgement, "policy")])),
        ]
        for judgement in one.judgements
    ]
    notes = [_note(judgement, explained) for judgement in one.judgements]
    return Section(title, [without_blank_columns(Table(columns, rows, notes))])


def _beds(judgement: Judgement, one: SchemeJudged) -> str:
    """Which beds, where it is not all of them."""
    if len(judgement.beds) == len(one.beds):
        return _("all")
    return ", ".join(judgement.beds) if len(judgement.beds) <= 2 else str(len(judgement.beds))


def _facts(judgement: Judgement, whose: Whose) -> str:
    by_name: dict[str, list[tuple[Fact, int]]] = {}
    for fact, count in judgement.facts:
        if fact.whose == whose:
            by_name.setdefault(fact.name, []).append((fact, count))
    return ", ".join(f"{name}: {_values(found)}" for name, found in by_name.items())


def _values(found: Sequence[tuple[Fact, int]]) -> str:
    """The value; where beds differ, each with how many have it."""
    if len(found) == 1:
        return found[0][0].value
    values = [f"{fact.value} ({count})" for fact, count in found[:MOST_VALUES]]
    return " / ".join([*values, *([_("and others")] if len(found) > MOST_VALUES else [])])


def _note(judgement: Judgement, explained: PersonExplained) -> str:
    if judgement.verdict != "waived":
        return judgement.sentence
    week, person_id = explained.week, explained.person.person_id
    waivers = [w for w in week.snapshot.waivers if (w.person_id, w.rule) == (person_id, judgement.rule.id)]
    waiver = next(w for w in waivers if w.in_force(week.on))
    decided = _(
        "Waived by %(by)s on %(day)s: %(reason)s.",
        by=waiver.decided_by or _("somebody not recorded"), day=with_year(waiver.decided_on),
        reason=waiver.reason.rstrip(".") or _("no reason recorded"),
    )  # fmt: skip
    return f"{judgement.sentence} {decided}"


def _whole_run(explained: PersonExplained) -> Section:
    scopes = {
        "room": _("a room"),
        "scheme": _("a scheme"),
        "area": _("an area"),
    }
    apart = [
        ngettext(
            "keep_apart: not in %(scope)s with %(count)d other person.",
            "keep_apart: not in %(scope)s with %(count)d other people.",
            count, scope=scopes[scope],
        )
        for scope, count in explained.kept_apart
    ]  # fmt: skip
    gender = _("room_gender: her gender is recorded as: %(gender)s.", gender=shown(explained.person.gender))
    blocks = [*(apart or [_("keep_apart: nobody is to be kept apart from her.")]), gender, _worker(explained)]
    return Section(_("Rules that look at the whole run"), blocks)


def _worker(explained: PersonExplained) -> str:
    if explained.week.is_off("key_worker"):
        return _("key_worker: switched off by the policy.")
    worker, languages = explained.worker, shown(explained.worker.languages)
    if not worker.worker_id:
        return _("key_worker: nobody holds her yet. Languages: %(languages)s.", languages=languages)
    if worker.is_out:
        return _(
            "key_worker: %(worker)s holds her and is away for long or leaving, so somebody else is needed. "
            "Languages: %(languages)s.",
            worker=worker.worker_id, languages=languages,
        )  # fmt: skip
    return _(
        "key_worker: %(worker)s holds her (continuity: %(continuity)s). Languages: %(languages)s.",
        worker=worker.worker_id, continuity=explained.week.policy.continuity, languages=languages,
    )  # fmt: skip


def _sources(detailed: Sequence[SchemeJudged], explained: PersonExplained) -> list[Section]:
    """Where the rules that refuse her, or were waived, come from: the catalogue's sources and the policy's own."""
    rules = {
        judgement.rule.id: judgement.rule
        for one in detailed
        for judgement in one.judgements
        if judgement.verdict in ("refuses", "waived")
    }
    told = [f"{rule.id}: {source}" for rule in rules.values() for source in _sources_of(rule, explained)]
    return [Section(_("Where these rules come from"), told)] if told else []


def _sources_of(rule: Rule, explained: PersonExplained) -> Iterator[str]:
    for source in rule.sources:
        yield f"{source.text} {source.url}".rstrip()
    for key in rule.policy_keys:
        if key in explained.week.policy.sources:
            yield _("policy, %(key)s: %(source)s", key=key, source=explained.week.policy.sources[key])


def explained_values(explained: PersonExplained) -> dict[str, Any]:
    """The same for programs."""
    row, unplaced = explained.row, explained.unplaced
    return {
        "person_id": explained.person.person_id,
        "on": explained.week.on.isoformat(),
        "outcome": row.outcome if row else None,
        "bed_id": row.bed_id if row else None,
        "reason": row.reason if row else None,
        "cause": unplaced.cause if unplaced else None,
        "alone_rules": list(unplaced.alone_rules or ()) if unplaced else None,
        "schemes": [
            {
                "scheme_id": one.scheme.scheme_id,
                "beds": len(one.beds),
                "eligible_beds": len(one.eligible),
                "refused_by": dict(one.refused_by()),
                "rules": [_judgement_values(judgement) for judgement in one.judgements],
            }
            for one in explained.schemes
        ],
    }


def _judgement_values(judgement: Judgement) -> dict[str, Any]:
    return {
        "rule": judgement.rule.id,
        "verdict": judgement.verdict,
        "beds": len(judgement.beds),
        "sentence": judgement.sentence,
        "facts": [
            {"name": fact.name, "whose": fact.whose, "value": fact.value, "beds": count}
            for fact, count in judgement.facts
        ],
    }
