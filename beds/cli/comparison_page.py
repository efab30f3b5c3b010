"""Two weeks side by side, as a page: what differs to begin with, then who fares otherwise and why, then the aims."""

from collections.abc import Sequence

from beds.cli.page import MOST_ROWS, Block, Column, Page, Section, Table
from beds.domain.answer_words import tier_name
from beds.domain.messages import _
from beds.services.week_comparison import Comparison, Kind, PersonChange


def comparison_page(found: Comparison, title: str, if_nothing: str, closing: Sequence[str] = ()) -> Page:
    """The comparison under a title; ``if_nothing`` is said where nothing differs."""
    if found.nothing:
        return Page(title=title, opening=[if_nothing], closing=closing)
    sections = [
        *_lines(_("Policy"), found.policy),
        *_lines(_("Facts"), [fact.sentence for fact in found.facts]),
        *_people(found),
        *_aims(found),
    ]
    opening = [] if found.people else [_("Everybody is given the same as before.")]
    return Page(title=title, opening=opening, sections=sections, closing=closing)


def _lines(title: str, lines: Sequence[str]) -> list[Section]:
    if not lines:
        return []
    blocks: list[Block] = list(lines[:MOST_ROWS])
    if len(lines) > MOST_ROWS:
        blocks.append(_("%(count)d in all.", count=len(lines)))
    return [Section(title, blocks)]


def _people(found: Comparison) -> list[Section]:
    titles: dict[Kind, str] = {
        "given": _("Now given a bed"),
        "elsewhere": _("Given another bed"),
        "without": _("No longer given a bed"),
        "otherwise": _("Given the same bed otherwise"),
    }
    return [section for kind, title in titles.items() for section in _lines(title, _told(found.of(kind)))]


def _told(changes: Sequence[PersonChange]) -> list[str]:
    return [" ".join([change.sentence, *change.why]) for change in changes]


def _aims(found: Comparison) -> list[Section]:
    columns = [Column(_("Aim")), Column(_("Before"), right=True), Column(_("After"), right=True)]
    rows = [
        [tier_name(tier.name), *("-" if value is None else str(value) for value in (tier.before, tier.after))]
        for tier in found.tiers
    ]
    return [Section(_("Aims of the policy, in its order"), [Table(columns, rows)])]
