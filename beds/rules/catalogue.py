"""Every rule, in the order in which they are shown. Adding a rule: one file, one line here, one spec."""

from collections.abc import Mapping

from beds.rules import (
    age,
    area,
    connection,
    consent,
    forbidden,
    household,
    in_service,
    intentional,
    keep_apart,
    key_worker,
    needs,
    phase,
    programme_limit,
    recourse,
    reserved,
    room_gender,
    route,
    scheme,
    shared_room,
    step_free,
    substance,
    women_only,
)
from beds.rules.rule import Rule

_MODULES = (
    in_service, phase, route, recourse, intentional, connection, reserved, women_only, age, substance, step_free,
    needs, household, area, scheme, consent, shared_room, programme_limit, forbidden,
    keep_apart, room_gender, key_worker,
)  # fmt: skip

CATALOGUE: Mapping[str, Rule] = {module.RULE.id: module.RULE for module in _MODULES}
UNARY: tuple[Rule, ...] = tuple(rule for rule in CATALOGUE.values() if rule.refuses is not None)
"""The rules that judge one person and one place; the rest speak of pairs or of the whole run."""
