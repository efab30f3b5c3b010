"""``beds pin``: this person into this bed, by decision."""

from beds.cli.person_and_bed import command_of
from beds.domain.messages import _

command = command_of(
    "pin",
    short_help=_("This person into this bed."),
    help=_(
        "Pin PERSON to BED: the next runs place her there, or stop and say what stands against it. Whoever is in front "
        "of her and is passed over by it is kept on the record, with the reason."
    ),
    take_back_help=_("Take the pin back."),
)
