"""Who belongs together: the members of each household, and what kind of household they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from beds.data.hmis.enrolments import CHILD, Enrolment
from beds.data.hmis.inventory import ONLY_CHILDREN, WITH_CHILDREN, WITHOUT_CHILDREN

OF_AGE = 18


@dataclass(frozen=True)
class Household:
    """The people of one household at one project on the run date. ``ages`` holds None where no birth date is known."""

    members: tuple[Enrolment, ...]
    ages: Mapping[str, int | None]

    @cached_property
    def type(self) -> str:
        """The standard's household type."""
        young = [self._is_child(member) for member in self.members]
        if all(young):
            return ONLY_CHILDREN
        return WITH_CHILDREN if any(young) else WITHOUT_CHILDREN

    def all_under(self, years: int) -> bool:
        """Whether everybody in it is known to be younger than this."""
        ages = [self.ages[member.person_id] for member in self.members]
        return all(age is not None and age < years for age in ages)

    def _is_child(self, member: Enrolment) -> bool:
        age = self.ages[member.person_id]
        return member.relationship == CHILD if age is None else age < OF_AGE


def households_of(enrolments: Iterable[Enrolment], ages: Mapping[str, int | None]) -> dict[tuple[str, str], Household]:
    """The households by project and household id."""
    members: defaultdict[tuple[str, str], list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        members[enrolment.household].append(enrolment)
    return {key: Household(tuple(each), ages) for key, each in members.items()}
