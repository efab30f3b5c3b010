"""Chains drawn as lines: beds stand in the line, people on the arrows between them."""

from beds.cli.days import soon
from beds.cli.page import Drawing
from beds.domain.messages import _, ngettext
from beds.services.glance import Chain


def drawn(chain: Chain) -> Drawing:
    """Two lines: who goes where, and in which order.

    ``waiting list --P031--> H-07 --P014--> F-3`` reads: P031 goes from the waiting list to H-07, which P014 leaves for
    F-3. So F-3 is taken first.
    """
    places = [chain.rows[0].from_bed or _("waiting list"), *(row.bed_id for row in chain.rows)]
    line = places[0]
    for row, place in zip(chain.rows, places[1:], strict=True):
        line += f" --{row.person_id}--> {place}"
    return Drawing(f"{chain.number}.", [line + _ending(chain), _order(chain)])


def _ending(chain: Chain) -> str:
    if chain.is_swap:
        return "  " + _("(a swap)")
    if chain.leaver is None:
        return "  " + _("(vacant)")
    if chain.leaver.leaving_on is None:
        return "  " + _("(%(person)s leaves)", person=chain.leaver.person_id)
    day = soon(chain.leaver.leaving_on)
    return "  " + _("(%(person)s leaves on %(day)s)", person=chain.leaver.person_id, day=day)


def _order(chain: Chain) -> str:
    moves = chain.in_order
    if chain.is_swap:
        return ngettext(
            "%(count)d person moves on %(day)s.",
            "All %(count)d move on %(day)s.",
            len(moves),
            day=soon(moves[0].start_on),
        )
    steps = (_("%(person)s on %(day)s", person=row.person_id, day=soon(row.start_on)) for row in moves)
    return _("In this order: %(steps)s.", steps=", ".join(steps))
