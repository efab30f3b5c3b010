"""Vacancy chains as drawings: places are boxes, people the arrows between them; and the same in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from beds.domain.messages import _
from beds.domain.steps import status_name
from beds.services.glance import Chain
from beds.web.words import day, is_right_to_left

BOX, ARROW, MARGIN = 130, 150, 4
"""Widths in pixels: of a box, of the arrow to the next, and of the rim."""
HEIGHT = 72


@dataclass(frozen=True)
class Box:
    """A place: a bed, or the waiting list. ``x`` is its left edge."""

    x: int
    text: str


@dataclass(frozen=True)
class Arrow:
    """A move, from ``x1`` to ``x2``; the second is to the left of the first where words run from right to left."""

    x1: int
    x2: int
    person_id: str
    standing: str
    broken: bool

    @property
    def middle(self) -> int:
        return (self.x1 + self.x2) // 2

    @property
    def head(self) -> str:
        """The corners of its head, as SVG writes them."""
        back = self.x2 - (9 if self.x2 > self.x1 else -9)
        return f"{self.x2},36 {back},30 {back},42"


@dataclass(frozen=True)
class ChainDrawing:
    """A chain, ready to be drawn and to be told."""

    chain: Chain
    width: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    moves: tuple[str, ...]
    """A sentence a move, in the order in which they can happen."""
    ending: str
    """Why the last bed is free."""

    @property
    def told(self) -> str:
        return " ".join((*self.moves, self.ending))


def draw(chain: Chain, status: Mapping[str, str]) -> ChainDrawing:
    """``status``: where the row of each person stands in the proposal."""
    rows, steps = chain.rows, len(chain.rows)
    width = 2 * MARGIN + (steps + 1) * BOX + steps * ARROW
    lefts = [MARGIN + place * (BOX + ARROW) for place in range(steps + 1)]
    turned = is_right_to_left()
    if turned:
        lefts = [width - left - BOX for left in lefts]
    texts = [rows[0].from_bed or _("waiting list"), *(row.bed_id for row in rows)]
    arrows = []
    for place, row in enumerate(rows):
        here, there = lefts[place], lefts[place + 1]
        ends = (here - 4, there + BOX + 4) if turned else (here + BOX + 4, there - 4)
        standing = status.get(row.person_id, "proposed")
        arrows.append(Arrow(*ends, row.person_id, _short(standing), standing in ("held", "failed", "refused")))
    moves = tuple(_move(row.person_id, row.from_bed, row.bed_id, day(row.start_on) if row.start_on else "")
                  for row in chain.in_order)  # fmt: skip
    boxes = tuple(Box(left, text) for left, text in zip(lefts, texts, strict=True))
    return ChainDrawing(chain, width, boxes, tuple(arrows), moves, _ending(chain))


def _short(standing: str) -> str:
    # The one name that does not fit over an arrow.
    return _("taken over") if standing == "superseded" else status_name(standing)


def _move(person_id: str, from_bed: str, bed_id: str, start: str) -> str:
    told = {"person": person_id, "was": from_bed, "bed": bed_id, "day": start}
    if from_bed:
        return _("%(person)s moves from %(was)s to %(bed)s on %(day)s.", **told)
    return _("%(person)s comes from the waiting list to %(bed)s on %(day)s.", **told)


def _ending(chain: Chain) -> str:
    last = chain.rows[-1].bed_id
    if chain.is_swap:
        return _("This is a swap: all move on the same day.")
    if chain.leaver is None:
        return _("%(bed)s is vacant.", bed=last)
    told = {"bed": last, "person": chain.leaver.person_id}
    if chain.leaver.leaving_on is None:
        return _("%(person)s leaves %(bed)s.", **told)
    return _("%(person)s leaves %(bed)s on %(day)s.", **told, day=day(chain.leaver.leaving_on))
