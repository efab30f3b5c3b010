"""What the page of a run shows: its proposal joined with the week it read, each list cut to what one page holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from beds.domain.access import Actor
from beds.domain.allocation import Skipped
from beds.domain.answer_words import tier_name
from beds.domain.decisions import Pin, Waiver
from beds.domain.messages import _
from beds.domain.places import Scheme
from beds.domain.week import Week
from beds.rules.catalogue import CATALOGUE
from beds.services.glance import Glance, Without
from beds.services.offer.show import Offer, offers
from beds.services.opening import Store
from beds.services.proposal.show import Proposal, ProposedBed, show_proposal
from beds.services.restricted import HIDDEN, reads_restricted, rules_seen
from beds.services.runs import Listed, Stored, list_runs, show_run
from beds.web.chain_drawing import ChainDrawing, draw

TAGS = {
    "proposed": "", "open": "", "approved": "green", "offered": "yellow", "made": "yellow", "accepted": "green",
    "begun": "green", "refused": "red", "held": "red", "failed": "red", "superseded": "grey",
}  # fmt: skip
"""The colour of the box in which a status stands; the word alone carries the meaning."""


@dataclass(frozen=True)
class RunView:
    """A run as the page shows it."""

    stored: Stored
    proposal: Proposal
    """Only what it gives."""
    latest: bool
    before: Listed | None
    """The run before this one, whatever its day."""
    open_offers: tuple[Offer, ...]
    """Of the last run every one there is, of an earlier one those that came of it."""

    @property
    def run_id(self) -> int:
        return self.proposal.run_id

    @property
    def week(self) -> Week:
        return self.stored.run.week

    @cached_property
    def glance(self) -> Glance:
        return Glance(self.week, self.stored.allocation)

    @cached_property
    def beds(self) -> tuple[ProposedBed, ...]:
        """Every bed given, in the order in which people can move in."""
        return tuple(sorted(self.proposal.beds, key=lambda row: (row.start_on or self.proposal.on, row.bed_id)))

    @cached_property
    def undecided(self) -> tuple[ProposedBed, ...]:
        if self.proposal.status == "superseded":
            return ()
        return tuple(row for row in self.beds if row.status == "proposed")

    @property
    def held(self) -> tuple[ProposedBed, ...]:
        return tuple(row for row in self.beds if row.status == "held")

    @cached_property
    def runner_up(self) -> Mapping[str, Skipped]:
        """For each bed whoever comes first of those passed over for it."""
        found: dict[str, Skipped] = {}
        ordered = sorted(self.stored.allocation.skipped, key=lambda one: (one.passed_band, -one.passed_waiting_days))
        for one in ordered:
            found.setdefault(one.bed_id, one)
        return found

    @cached_property
    def chains(self) -> tuple[ChainDrawing, ...]:
        status = {row.person_id: row.status for row in self.proposal.rows}
        return tuple(draw(chain, status) for chain in self.glance.chains)

    @property
    def pins(self) -> tuple[Pin, ...]:
        """Pins and forbids that somebody has decided; what was accepted stands with its offer."""
        return tuple(pin for pin in self.week.snapshot.pins if pin.decided_by)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Those that were in force on the day of the run."""
        return tuple(one for one in self.week.snapshot.waivers if one.in_force(self.week.on))

    def why_given(self, row: ProposedBed, may_see_restricted: bool) -> str:
        """Why she is given the bed; blank where it would tell this reader of a restricted rule that was waived."""
        told = any(one.person_id == row.person_id and reads_restricted(one.rule) for one in self.waivers)
        return row.reason if may_see_restricted or not told else ""

    def scheme(self, bed_id: str) -> Scheme:
        return self.week.scheme_of(bed_id)


def view_of(store: Store, actor: Actor, run_id: int | None = None) -> RunView | None:
    """A run, or the last one; None where there is none yet. Raises NotFound where there is no such run."""
    last = list_runs(store, actor, last=1)
    if run_id is None:
        if not last:
            return None
        run_id = last[0].run_id
    stored, proposal = show_run(store, actor, run_id), show_proposal(store, actor, run_id, given=True)
    latest, before = last[0].run_id == run_id, list_runs(store, actor, last=1, before=run_id)
    made = tuple(one for one in offers(store, actor) if latest or one.run_id == run_id)
    return RunView(stored, proposal, latest, before[0] if before else None, made)


def why_without(one: Without, may_see_restricted: bool) -> tuple[tuple[str, ...], str]:
    """The rules whose waiver would place her, and why she has no bed, as this reader may know them.

    The sentence is blank where it would tell of a restricted fact.
    """
    rules = rules_seen(tuple(one.why.alone_rules or ()), may_see_restricted)
    tells = not may_see_restricted and (one.why.cause == "no_eligible_bed" or HIDDEN in rules)
    return rules, "" if tells else one.why.reason


def decided_by(name: str) -> str:
    """The rule or the aim of the policy that decided, as a reader knows it."""
    rule = CATALOGUE.get(name)
    return _(rule.title) if rule else tier_name(name)
