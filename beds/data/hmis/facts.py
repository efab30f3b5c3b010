"""What an export says of a person, in the words of the exchange format."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from beds.data.hmis.enrolments import Enrolment
from beds.data.hmis.export import Export
from beds.data.hmis.households import Household
from beds.data.hmis.layout import CHRONIC, DEDICATED, RACES, VETERAN, YOUTH
from beds.data.hmis.projects import in_order
from beds.domain.people import Exemption, Gender

YES, NO = "1", "0"
GENDERS: Mapping[str, Gender] = {"0": "woman", "1": "man"}
"""The standard records sex: 0 female, 1 male. No answer, or none collected, is not known."""

KNOWN_BIRTH_DATE = frozenset({"1", "2", ""})
"""Birth dates recorded in full or approximately; the other codes say that there is none."""

YOUTH_ENDS = 25
"""Youth beds are for households in which nobody is 25 or older."""

CHRONIC_TIMES = "4"
CHRONIC_MONTHS = frozenset({"112", "113"})
"""Four or more times and twelve or more months without a home in three years."""

SEVERAL = "several"


@dataclass(frozen=True)
class Violence:
    """What was last answered, up to the run date, about domestic violence."""

    survivors: frozenset[str]
    """People who said that they survived it."""
    fleeing: frozenset[str]
    """People who said, at a place where they are enrolled now, that they are fleeing it."""


class Clients:
    """The facts that stand in ``Client.csv``, by person."""

    def __init__(self, export: Export, on: date) -> None:
        self._client = export.client
        self._on = on

    def birth_date(self, person_id: str) -> date | None:
        """None where no date is recorded, or one after the run date."""
        recorded = self.recorded_birth_date(person_id)
        return None if recorded is None or recorded > self._on else recorded

    def recorded_birth_date(self, person_id: str) -> date | None:
        cell = self._client.cell("DOB", person_id)
        known = self._client.cell("DOBDataQuality", person_id) in KNOWN_BIRTH_DATE
        return date.fromisoformat(cell) if cell and known else None

    def gender(self, person_id: str) -> Gender:
        return GENDERS.get(self._client.cell("Sex", person_id), "unknown")

    def is_veteran(self, person_id: str) -> bool:
        return self._client.cell("VeteranStatus", person_id) == YES

    def ethnicity(self, person_id: str) -> str:
        """The one answer given, ``several`` for more than one, blank for none."""
        named = [word for column, word in RACES.items() if self._client.cell(column, person_id) == YES]
        return SEVERAL if len(named) > 1 else "".join(named)


def violence_of(export: Export, people: Collection[str], open_enrolments: Collection[str], on: date) -> Violence:
    """Reads the answers of ``people`` dated up to ``on``; who is fleeing, from their ``open_enrolments`` alone."""
    person_of = dict(zip(export.enrollment["EnrollmentID"], export.enrollment["PersonalID"], strict=True))
    table = export.health_and_dv
    day = on.isoformat()
    survived: dict[str, tuple[tuple[str, tuple[int, str]], str]] = {}
    flees: dict[str, tuple[tuple[str, tuple[int, str]], str]] = {}
    for record, enrolment_id, dated, survivor, fleeing in zip(
        table["HealthAndDVID"],
        table["EnrollmentID"],
        table["InformationDate"],
        table["DomesticViolenceSurvivor"],
        table["CurrentlyFleeing"],
        strict=True,
    ):
        person_id = person_of.get(enrolment_id, "")
        if person_id not in people or dated > day:
            continue
        answered = (dated, in_order(record))
        if survivor in (YES, NO):
            survived[person_id] = max(survived.get(person_id, (answered, survivor)), (answered, survivor))
        if enrolment_id in open_enrolments and (survivor or fleeing):
            flees[person_id] = max(flees.get(person_id, (answered, fleeing)), (answered, fleeing))
    return Violence(
        frozenset(person_id for person_id, (_at, answer) in survived.items() if answer == YES),
        frozenset(person_id for person_id, (_at, answer) in flees.items() if answer == YES),
    )


def exemption(enrolment: Enrolment, clients: Clients, violence: Violence) -> Exemption:
    """Why a local connection may not be asked of her: the first that is recorded of violence, care, armed forces."""
    if enrolment.person_id in violence.survivors or enrolment.person_id in violence.fleeing:
        return "violence"
    if enrolment.was_in_care == YES:
        return "care_leaver"
    return "armed_forces" if clients.is_veteran(enrolment.person_id) else ""


def groups(enrolment: Enrolment, household: Household, clients: Clients, wanted: Collection[str]) -> tuple[str, ...]:
    """The groups with dedicated beds that her own answers put her in: veterans always, others where they are wanted.

    What makes somebody chronically homeless is partly her health; nobody carries that about to no purpose.
    """
    is_in = {
        VETERAN: clients.is_veteran(enrolment.person_id),
        YOUTH: household.all_under(YOUTH_ENDS),
        CHRONIC: is_chronically_homeless(enrolment),
    }
    told = {VETERAN, *wanted}
    return tuple(
        sorted(group for group, parts in DEDICATED.values() if group in told and all(is_in[part] for part in parts))
    )


def is_chronically_homeless(enrolment: Enrolment) -> bool:
    """A disabling condition, and a year without a home before her entry: at a stretch, or in four times or more."""
    a_year = (
        enrolment.on_the_street_since is not None and _a_year_after(enrolment.on_the_street_since) <= enrolment.entry
    )
    four_times = enrolment.times_homeless == CHRONIC_TIMES and enrolment.months_homeless in CHRONIC_MONTHS
    return enrolment.disabling_condition == YES and (a_year or four_times)


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)


def disability(enrolment: Enrolment) -> str:
    """``yes`` or ``no`` where a disabling condition was answered, for equality monitoring only."""
    return {YES: "yes", NO: "no"}.get(enrolment.disabling_condition, "")
