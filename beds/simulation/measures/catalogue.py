"""The catalogue of measures: every subject in the order in which it is shown."""

from collections.abc import Mapping
from types import MappingProxyType

from beds.domain.messages import _
from beds.simulation.measures import (
    admissions,
    cost,
    departures,
    groups,
    occupancy,
    overdue,
    returns,
    stays,
    waits,
    workers,
)
from beds.simulation.measures.measure import NOT_KNOWN, Measure

SUBJECTS = (admissions, departures, returns, waits, occupancy, stays, overdue, workers, cost, groups)
CATALOGUE: Mapping[str, Measure] = MappingProxyType(
    {measure.id: measure for subject in SUBJECTS for measure in subject.MEASURES}
)


def described(measure: str) -> Measure:
    """What the catalogue says of a measure, one of a group (``group_wait_mean:ethnicity=x``) included."""
    return CATALOGUE[measure.partition(":")[0]]


def group_of(measure: str) -> tuple[str, str]:
    """The group fact and its value that a measure is about; two blanks where it is about everybody."""
    fact, _equals, value = measure.partition(":")[2].partition("=")
    return fact, value


def group_name(value: str) -> str:
    """The group for readers."""
    return _("not known") if value == NOT_KNOWN else value


def title_of(measure: str) -> str:
    """The title for readers, with the group where there is one."""
    title, (fact, value) = _(described(measure).title), group_of(measure)
    if not fact:
        return title
    return _("%(title)s, %(fact)s: %(value)s", title=title, fact=fact, value=group_name(value))
