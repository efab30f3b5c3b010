"""The catalogue of rules as a page."""

from typing import Any

from beds.cli.page import Column, Page, Section, Table
from beds.domain.messages import N_, _
from beds.domain.rule_ids import NEVER_OFF
from beds.rules.catalogue import CATALOGUE
from beds.rules.rule import Rule

_JUDGES = {
    "scheme": N_("person and scheme"),
    "bed": N_("person and bed"),
    "pair": N_("two people"),
    "run": N_("the whole run"),
}


def rules_page() -> Page:
    """Every rule in the order of the catalogue, with its sources beneath."""
    columns = [
        Column(_("Rule")),
        Column(_("Title")),
        Column(_("Judges")),
        Column(_("Waivable")),
        Column(_("Can be off")),
    ]
    rules = CATALOGUE.values()
    table = Table(columns, [_row(rule) for rule in rules], [_note(rule) for rule in rules])
    waivers = _("Waivable: a named, reasoned, dated waiver may lift the rule for one person.")
    off = _("Can be off: the policy may switch the rule off for a what-if (rules_off).")
    return Page(title=_("The rules"), opening=[waivers, off], sections=[Section(_("Rules"), [table])])


def _row(rule: Rule) -> list[str]:
    can_be_off = _("no") if rule.id in NEVER_OFF else _("yes")
    return [rule.id, _(rule.title), _(_JUDGES[rule.over]), _("yes") if rule.waivable else _("no"), can_be_off]


def _note(rule: Rule) -> str:
    refuses = _("Refuses when %(when)s.", when=_(rule.refuses_when))
    if not rule.sources:
        return refuses
    return refuses + " " + _("Source: %(sources)s.", sources="; ".join(source.text for source in rule.sources))


def rule_values() -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "id": rule.id,
            "title": _(rule.title),
            "judges": rule.over,
            "refuses_when": _(rule.refuses_when),
            "waivable": rule.waivable,
            "can_be_off": rule.id not in NEVER_OFF,
            "reads": list(rule.reads),
            "policy_keys": list(rule.policy_keys),
            "sources": [{"text": source.text, "url": source.url} for source in rule.sources],
        }
        for rule in CATALOGUE.values()
    ]
