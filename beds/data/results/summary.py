"""The run in numbers: what ``summary.json`` holds and ``--json`` prints."""

import json
from typing import Any

from beds.domain.allocation import Allocation, Kept
from beds.domain.answer_words import OUTCOMES

FILE = "summary.json"


def summary(allocation: Allocation, warnings: int | None = None) -> dict[str, Any]:
    """The summary as plain values; ``warnings`` is how many there were about the files, where that is known."""
    return {
        "on": allocation.on.isoformat(),
        "policy": allocation.policy,
        "inputs_sha256": allocation.inputs_sha256,
        "candidates": len(allocation.rows),
        **{outcome: allocation.count(outcome) for outcome in OUTCOMES},
        "seconds": round(allocation.seconds, 3),
        "engine": allocation.engine,
        "tiers": [
            {"name": tier.name, "sense": tier.sense, "value": tier.value, "bound": tier.bound, "proven": tier.proven}
            for tier in allocation.tiers
        ],
        "lottery": {"seed": allocation.lottery.seed, "decided": list(allocation.lottery.decided)},
        **({} if allocation.kept is None else {"kept": _kept(allocation.kept)}),
        **({} if warnings is None else {"warnings": warnings}),
    }


def _kept(kept: Kept) -> dict[str, Any]:
    return {"wanted": len(kept.wanted), "value": kept.value, "bound": kept.bound, "proven": kept.proven}


def summary_text(allocation: Allocation, warnings: int | None = None) -> str:
    """The content of ``summary.json``."""
    return json.dumps(summary(allocation, warnings), ensure_ascii=False, indent=2) + "\n"
