"""The stable ids of the rules, as they stand in waivers, policy, explanations and counts (SPEC section 3)."""

ALL_RULES = (
    "in_service", "phase", "route", "recourse", "intentional", "connection", "reserved", "women_only", "age",
    "substance", "step_free", "needs", "household", "area", "scheme", "consent", "shared_room", "programme_limit",
    "forbidden", "keep_apart", "room_gender", "key_worker",
)  # fmt: skip

WAIVABLE = (
    "recourse", "intentional", "connection", "reserved", "age", "substance", "scheme", "programme_limit",
)  # fmt: skip
"""Rules that a named, reasoned, dated decision may lift for one person."""

NEVER_OFF = ("in_service", "keep_apart", "forbidden", "consent")
"""Rules that no policy may switch off."""
