"""What a rule is: one judgement over columns, one sentence, and what the catalogue says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places

Refused = npt.NDArray[np.bool_]
"""True where the rule refuses: people down, places across (broadcastable to that shape)."""


@dataclass(frozen=True)
class Source:
    """Where a rule comes from in law or guidance."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule of SPEC section 3.

    ``over`` says how far one judgement reaches: a whole scheme, one bed, a pair of people, or the whole run.
    Rules over schemes and beds have ``refuses`` and ``sentence``; what a pair or run rule means to a whole
    allocation stands in the optimizer and again, independently, in the audit.
    """

    id: str
    title: str
    over: Literal["scheme", "bed", "pair", "run"]
    refuses_when: str
    reads: tuple[str, ...] = ()
    policy_keys: tuple[str, ...] = ()
    waivable: bool = False
    sources: tuple[Source, ...] = ()
    refuses: Callable[[Crowd, Places, Week], Refused] | None = None
    sentence: Callable[[Person, Place, Week], str] | None = None
