"""The scenarios of a folder as a page: what each asks and what it changes."""

from collections.abc import Sequence
from typing import Any

from beds.cli.findings import finding_values, findings_blocks
from beds.cli.page import Block, Drawing, Page, Section
from beds.domain.messages import _, ngettext
from beds.services.scenarios import Listed


def scenarios_page(listed: Sequence[Listed], folder: str) -> Page:
    """Every scenario with its question and its changes; blank ``folder`` for those that come with the program."""
    title = _("The scenarios in %(folder)s", folder=folder) if folder else _("The scenarios that come with the program")
    return Page(title=title, sections=[Section(one.scenario.name, _blocks(one)) for one in listed])


def _blocks(one: Listed) -> list[Block]:
    scenario = one.scenario
    blocks: list[Block] = [scenario.question or _("It says no question.")]
    if one.base is None:
        beds = sum(stock.beds for stock in scenario.stock) or len(scenario.present.beds if scenario.present else ())
        blocks.append(
            _(
                "It stands by itself: %(beds)s, %(weeks)s from %(start)s.",
                beds=ngettext("%(count)d bed", "%(count)d beds", beds),
                weeks=ngettext("%(count)d week", "%(count)d weeks", scenario.weeks),
                start=scenario.start.isoformat(),
            )
        )
    elif one.changes:
        label = _("Changes against %(base)s:", base=one.base.name)
        blocks.append(Drawing(label, [str(change) for change in one.changes]))
    else:
        blocks.append(_("It changes nothing against %(base)s.", base=one.base.name))
    return [*blocks, *findings_blocks(one.warnings)]


def scenario_values(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "name": one.scenario.name,
            "file": one.path.name,
            "question": one.scenario.question,
            "extends": one.base.name if one.base else "",
            "changes": [
                {name: getattr(change, name) for name in ("key", "label", "before", "after", "unit")}
                for change in one.changes
            ],
            "warnings": finding_values(one.warnings),
        }
        for one in listed
    ]
