"""The service's own lists of reasons: added to, renamed, retired; what was decided keeps the wording it had."""

from typing import Any

import pytest

from beds.data.store.store import Store
from beds.domain.errors import BadInput, NotPermitted
from beds.domain.steps import NotNow
from beds.services.offer.decline import decline
from beds.services.proposal.approve import approve
from beds.services.reason_lists import add_reason, rename_reason, retire_reason
from beds.services.reasons import reasons
from tests.builders import MONDAY, days
from tests.data.store.sample import COORDINATOR, PLANNER
from tests.services.decided.chain import ANN, EVE, offer_of, person


def codes(store: Store, list_: Any = "decline", *, every: bool = False) -> list[str]:
    return [one.code for one in reasons(store, PLANNER, list_, every=every)]


def test_a_reason_of_ones_own_has_its_effect_and_its_wording_is_frozen_where_it_was_used(
    store: Store, run: int
) -> None:
    add_reason(store, COORDINATOR, "decline", "too_far", "Too far from the school", side="hers", effect="avoid_scheme")
    approve(store, COORDINATOR, run, MONDAY)
    decline(store, COORDINATOR, offer_of(store, ANN).offer_id, MONDAY, "too_far")
    assert person(store, ANN).avoid_schemes == ("hostel",)
    rename_reason(store, COORDINATOR, "too_far", "The children's school is too far")
    assert offer_of(store, ANN).reason_text == "Too far from the school"
    decline(store, COORDINATOR, offer_of(store, EVE).offer_id, MONDAY, "too_far")
    assert offer_of(store, EVE).reason_text == "The children's school is too far"


def test_a_new_reason_comes_last_and_a_retired_one_can_no_longer_be_chosen(store: Store, run: int) -> None:
    add_reason(store, COORDINATOR, "decline", "too_far", "Too far", side="hers", effect="none")
    assert codes(store)[-1] == "too_far"
    approve(store, COORDINATOR, run, MONDAY)
    retire_reason(store, COORDINATOR, "too_far", MONDAY)
    with pytest.raises(BadInput, match="there is no such reason"):
        decline(store, COORDINATOR, offer_of(store, ANN).offer_id, MONDAY, "too_far")
    assert "too_far" not in codes(store)
    assert "too_far" in codes(store, every=True)
    retire_reason(store, COORDINATOR, "too_far", MONDAY, back=True)
    decline(store, COORDINATOR, offer_of(store, ANN).offer_id, MONDAY, "too_far")


@pytest.mark.parametrize(
    ("list_", "code", "text", "options"),
    [
        ("decline", "not_ready", "Twice", {"side": "hers", "effect": "none"}),
        ("decline", "Too Far", "Too far", {"side": "hers", "effect": "none"}),
        ("decline", "too_far", " ", {"side": "hers", "effect": "none"}),
        ("decline", "too_far", "Too far", {"effect": "none"}),
        ("decline", "too_far", "Too far", {"side": "hers"}),
        ("decline", "too_far", "Too far", {"side": "hers", "effect": "lower her band"}),
        ("decision", "too_far", "Too far", {"side": "hers"}),
        ("void", "area", "A code of another list", {}),
    ],
)
def test_a_reason_that_is_not_defined_is_refused(
    store: Store, list_: Any, code: str, text: str, options: dict[str, Any]
) -> None:
    before = codes(store, list_, every=True)
    with pytest.raises(BadInput):
        add_reason(store, COORDINATOR, list_, code, text, **options)
    assert codes(store, list_, every=True) == before


def test_a_list_never_becomes_empty(store: Store) -> None:
    *others, last = codes(store, "extension")
    for code in others:
        retire_reason(store, COORDINATOR, code, MONDAY)
    with pytest.raises(NotNow, match="last reason"):
        retire_reason(store, COORDINATOR, last, MONDAY)
    with pytest.raises(NotNow, match="retired already"):
        retire_reason(store, COORDINATOR, others[0], days(1))
    with pytest.raises(NotNow, match="in use"):
        retire_reason(store, COORDINATOR, last, MONDAY, back=True)


def test_a_rename_says_something_new(store: Store) -> None:
    with pytest.raises(BadInput):
        rename_reason(store, COORDINATOR, "other_decision", "Another reason")


def test_planners_change_no_list(store: Store) -> None:
    for attempt in (
        lambda: add_reason(store, PLANNER, "decision", "x", "X"),
        lambda: rename_reason(store, PLANNER, "managed_move", "X"),
        lambda: retire_reason(store, PLANNER, "managed_move", MONDAY),
    ):
        with pytest.raises(NotPermitted):
            attempt()
