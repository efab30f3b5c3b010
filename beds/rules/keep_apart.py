"""Keep apart (pair): two people who must not live in the same room, scheme or area."""

from beds.domain.messages import N_
from beds.rules.rule import Rule

RULE = Rule(
    id="keep_apart",
    title=N_("People kept apart"),
    over="pair",
    refuses_when=N_(
        "both would live in the same room, scheme or area after the run, and at least one of them is placed by it"
    ),
    reads=("keep_apart", "room_id", "area"),
)
