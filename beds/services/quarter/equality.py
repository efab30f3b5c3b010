"""Equality monitoring: who was referred, given a bed and still waits, by what is recorded of her for monitoring."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import completed_years
from beds.domain.words import gender_name
from beds.services.quarter.facts import Facts, Wait
from beds.services.quarter.figures import Column, Ledger, Line, Section, Table, down
from beds.services.quarter.waiting import at

_STEPS = (("referred", N_("Referred")), ("placed", N_("Given a bed")), ("end", N_("Waiting at the end")))
_AGES = ((18, "under 18"), (25, "18 to 24"), (35, "25 to 34"), (45, "35 to 44"), (55, "45 to 54"), (65, "55 to 64"))
_OLDEST = "65 or older"
_AGE_NAMES = {
    "under 18": N_("Under 18"), "18 to 24": N_("18 to 24"), "25 to 34": N_("25 to 34"), "35 to 44": N_("35 to 44"),
    "45 to 54": N_("45 to 54"), "55 to 64": N_("55 to 64"), _OLDEST: N_("65 or older"),
}  # fmt: skip
_CHILDREN_NAMES = {"no": N_("No children with her"), "yes": N_("Children with her")}
UNKNOWN, RARE = "", "\N{WHITE SQUARE}"
"""No recorded value can be the second one's sign."""


def section(facts: Facts, waits: Sequence[Wait], ledger: Ledger, largest: int) -> Section:
    """A table a fact. A value in somebody's own words that so few people have that they could be known is not named."""
    tables = (
        _table(facts, waits, ledger, "age", _("Age"), lambda one: _age(one, facts), _AGE_NAMES),
        _table(
            facts, waits, ledger, "gender", _("Gender"), lambda one: one.gender if one.gender != "unknown" else UNKNOWN,
            {gender: gender_name(gender) for gender in ("woman", "man", "non_binary")},
        ),
        _table(facts, waits, ledger, "ethnicity", _("Ethnicity"), lambda one: one.ethnicity, None, largest),
        _table(facts, waits, ledger, "disability", _("Disability"), lambda one: one.disability, None, largest),
        _table(facts, waits, ledger, "children", _("Children"), _children, _CHILDREN_NAMES),
    )  # fmt: skip
    definition = _(
        "The people of the waiting list above, by what is recorded of them for monitoring. No rule and no aim of the "
        "allocation reads ethnicity or disability. What few people have in common is not named."
    )
    return Section(_("Equality monitoring"), tables, definition)


def _table(
    facts: Facts,
    waits: Sequence[Wait],
    ledger: Ledger,
    fact: str,
    title: str,
    of: Callable[[Person], str],
    names: Mapping[str, str] | None,
    largest: int = 0,
) -> Table:
    steps = {step: [of(facts.person(one.person_id)) for one in waits if at(facts, step)(one)] for step, _name in _STEPS}
    if names is None:
        people = {one.person_id for one in waits if any(at(facts, step)(one) for step, _name in _STEPS)}
        common = Counter(of(facts.person(person_id)) for person_id in people)
        named = sorted(value for value, count in common.items() if value and count > largest)
        steps = {
            step: [value if value in named or not value else RARE for value in values] for step, values in steps.items()
        }
        names = {value: value for value in named}
        if set(common) - {UNKNOWN, *named}:
            names[RARE] = _("Another, of fewer people")
    counts = {step: Counter(values) for step, values in steps.items()}
    labels = {**{value: _(name) for value, name in names.items()}, UNKNOWN: _("Not known")}
    rows = {
        value: tuple(ledger.count(f"{fact}.{n}.{step}", counts[step][value]) for step in steps)
        for n, value in enumerate(labels)
    }
    sums = tuple(ledger.count(f"waiting.{step}.all", len(values)) for step, values in steps.items())
    down(ledger, sums, list(rows.values()))
    return Table(
        f"by_{fact}",
        title,
        "",
        title,
        tuple(Column(_(name)) for _step, name in _STEPS),
        (*(Line(labels[value], row) for value, row in rows.items()), Line(_("All"), sums, "sum")),
    )


def _age(person: Person, facts: Facts) -> str:
    if person.birth_date is None:
        return UNKNOWN
    years = completed_years(person.birth_date, facts.period.last)
    return next((name for limit, name in _AGES if years < limit), _OLDEST)


def _children(person: Person) -> str:
    return UNKNOWN if person.children is None else "yes" if person.children else "no"
