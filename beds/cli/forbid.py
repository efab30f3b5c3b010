"""``beds forbid``: this person never into this bed."""

from beds.cli.person_and_bed import command_of
from beds.domain.messages import _

command = command_of(
    "forbid",
    short_help=_("This person never into this bed."),
    help=_("Forbid PERSON the BED: no run places her there."),
    take_back_help=_("Take it back."),
)
