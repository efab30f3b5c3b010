"""Who belongs together: the members of each household, who speaks for it, and how many children come with her."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from beds.data.hmis.enrolments import CHILD, HEAD, Enrolment
from beds.data.hmis.inventory import ONLY_CHILDREN, WITH_CHILDREN, WITHOUT_CHILDREN
from beds.data.hmis.projects import in_order

OF_AGE = 18


@dataclass(frozen=True)
class Household:
    """The people of one household at one project on the run date. ``ages`` holds None where no birth date is known."""

    members: tuple[Enrolment, ...]
    ages: Mapping[str, int | None]

    @property
    def name(self) -> str:
        """The id that the export gives it, the person's own where it gives none."""
        return self.members[0].household_id or self.members[0].person_id

    @cached_property
    def marked_heads(self) -> tuple[Enrolment, ...]:
        return tuple(member for member in self.members if member.relationship == HEAD)

    @cached_property
    def heads(self) -> tuple[Enrolment, ...]:
        """Who seeks a home for the household: everybody marked as its head, else its eldest adult.

        Empty where only children are left, whose head is no longer enrolled with them.
        """
        if self.marked_heads:
            return self.marked_heads
        could_be = [member for member in self.members if not self._is_somebodys_child(member)]
        could_be.sort(key=lambda member: (-(self.ages[member.person_id] or 0), in_order(member.person_id)))
        return tuple(could_be[:1])

    @cached_property
    def children(self) -> int:
        """Members under 18 who are not its head."""
        return sum(self._is_child(member) for member in self.members if member not in self.heads)

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

    def _is_somebodys_child(self, member: Enrolment) -> bool:
        return member.relationship == CHILD and self._is_child(member)


def households_of(enrolments: Iterable[Enrolment], ages: Mapping[str, int | None]) -> dict[tuple[str, str], Household]:
    """The households by project and household id."""
    members: defaultdict[tuple[str, str], list[Enrolment]] = defaultdict(list)
    for enrolment in enrolments:
        members[enrolment.household].append(enrolment)
    return {key: Household(tuple(each), ages) for key, each in members.items()}
