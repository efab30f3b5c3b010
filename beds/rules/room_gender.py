"""Room gender (pair): people of different gender do not share a room, except in a women-only scheme."""

from beds.domain.messages import N_
from beds.rules.rule import Rule

RULE = Rule(
    id="room_gender",
    title=N_("Gender in shared rooms"),
    over="pair",
    refuses_when=N_(
        "two people of different gender would share a room in a scheme that is not women-only, "
        "and at least one of them is placed by this run"
    ),
    reads=("gender", "room_id", "women_only"),
)
