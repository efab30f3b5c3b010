"""The kinds of values that only scenarios have: ages in a profile, the next step, the start of a run."""

import re
from dataclasses import dataclass
from typing import Any

from beds.data.cells import Kind, NotUnderstood
from beds.data.kinds import Number
from beds.data.likely import likely, probably
from beds.domain.messages import _
from beds.simulation.scenario import MOVE_ON

CHANCE = Number(high=1)
RATE = Number(high=1000)
"""A week; no service is asked for more, and a slip of the keyboard would fill the memory."""

_AGES = re.compile(r"([0-9]{1,3})(?: ?[-–] ?([0-9]{1,3}))?")
OLDEST = 120


@dataclass(frozen=True)
class Ages(Kind):
    """An age in completed years, or the youngest and oldest of a range, every age of it as likely: ``18-24``."""

    blank: Any = ""

    def read(self, text: str) -> str:
        spelled = _AGES.fullmatch(text)
        if not spelled:
            raise NotUnderstood(_("not an age"))
        low, high = int(spelled[1]), int(spelled[2] or spelled[1])
        if not low <= high <= OLDEST:
            raise NotUnderstood(_("no such ages"))
        return str(low) if low == high else f"{low}-{high}"

    def accepted(self) -> str:
        return _("an age as 25, or ages as 18-24")


@dataclass(frozen=True)
class NextStep(Kind):
    """A phase, or a home of her own."""

    def read(self, text: str) -> int | str:
        if text.casefold() == MOVE_ON:
            return MOVE_ON
        if not re.fullmatch("[0-9]", text):
            raise NotUnderstood(_("no phase") + probably(likely(text, [MOVE_ON])))
        return int(text)

    def accepted(self) -> str:
        return _("a phase from 0 to 9, or %(word)s", word=MOVE_ON)
