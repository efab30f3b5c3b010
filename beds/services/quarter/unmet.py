"""Unmet need: who sought a bed in the runs of the quarter and was proposed none, why, and by which rule alone."""

from collections import Counter

from beds.domain.answer_words import CAUSES, cause_name
from beds.domain.messages import _, ngettext
from beds.rules.catalogue import CATALOGUE
from beds.services.quarter.facts import Facts, Sought
from beds.services.quarter.figures import Amount, Cell, Column, Ledger, Line, Section, Table, across, down

_WHO = ("waiting", "resident")
_UNKNOWN: tuple[Cell, ...] = (Amount(None, "people"),)


def section(facts: Facts, ledger: Ledger) -> Section:
    """By cause, then by rule. Without a run nothing of it is known."""
    missing = _missing(facts)
    without = [one for one in facts.sought.values() if not one.has_bed]
    return Section(_("Unmet need"), (_causes(facts, ledger, missing), _rules(facts, without, ledger, missing)))


def _missing(facts: Facts) -> str:
    if not facts.runs:
        return _("No weekly run was stored in the time, so nothing of this is known.")
    if facts.unexplained:
        return ngettext(
            "%(count)d run was made without explanations: it tells neither causes nor rules.",
            "%(count)d runs were made without explanations: they tell neither causes nor rules.",
            facts.unexplained,
        )
    return ""


def _causes(facts: Facts, ledger: Ledger, missing: str) -> Table:
    told = Counter((_what(one), one.resident) for one in facts.sought.values())
    names: dict[str, str] = {"bed": _("Proposed a bed")}
    names.update((cause, cause_name(cause)) for cause in CAUSES)
    names["unknown"] = _("None, and the cause is not known")
    counts = {
        what: across(ledger, f"sought.{what}", {who: told[what, who == "resident"] for who in _WHO}) for what in names
    }
    of_all = Counter(one.resident for one in facts.sought.values())
    whole = across(ledger, "sought.all", {who: of_all[who == "resident"] for who in _WHO})
    down(ledger, whole, list(counts.values()))
    # Without a run these are not noughts: nobody looked.
    rows: dict[str, tuple[Cell, ...]] = {what: row if facts.runs else _UNKNOWN * 3 for what, row in counts.items()}
    sums: tuple[Cell, ...] = whole if facts.runs else _UNKNOWN * 3
    return Table(
        "unmet_need",
        _("Who sought a bed, and why some were proposed none"),
        _(
            "Everybody who sought a bed in a weekly run of the time, once, as the last of these runs found her. A "
            "cause is the first that holds, in the order of the rows."
        ),
        _("Outcome"),
        (Column(_("Waiting")), Column(_("Residents who seek to move")), Column(_("All"))),
        (*(Line(name, rows[what]) for what, name in names.items()), Line(_("All"), sums, "sum")),
        missing,
    )


def _what(one: Sought) -> str:
    return "bed" if one.has_bed else one.cause or "unknown"


def _rules(facts: Facts, without: list[Sought], ledger: Ledger, missing: str) -> Table:
    """A row a rule that may be waived. Somebody may stand under several, so each row is tied to its own rest."""
    whole = ledger.count("unmet.all", len(without))
    ledger.tie(whole, [ledger.known(f"sought.{what}.all") for what in (*CAUSES, "unknown")])
    lines = []
    for rule in (one for one in CATALOGUE.values() if one.waivable):
        alone = ledger.count(f"unmet.{rule.id}", sum(rule.id in one.alone for one in without))
        rest = ledger.count(f"unmet.not {rule.id}", whole.value - alone.value)
        ledger.tie(whole, [alone, rest])
        lines.append(Line(_(rule.title), (alone if facts.runs else _UNKNOWN[0], ledger.share(alone, whole))))
    return Table(
        "unmet_by_rule",
        _("Unmet need by the rule that alone refused"),
        _(
            "Of the people who were proposed no bed: those to whom one could have been proposed had this rule alone "
            "not bound her, at no cost to anybody of a more urgent band. Somebody may stand under several rules."
        ),
        _("Rule"),
        (Column(_("People")), Column(_("Share"), "share", _("Of all who were proposed no bed."))),
        (*lines, Line(_("Proposed no bed"), (whole if facts.runs else _UNKNOWN[0], None), "sum")),
        missing,
    )
