"""What is kept of a password: a hash that costs as much as the standard asks, whatever the tests take instead."""

import argon2
import pytest
from argon2 import _password_hasher, profiles

from beds.services.users import fits, hashed


def test_hashing_costs_what_rfc_9106_recommends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon2, "PasswordHasher", _password_hasher.PasswordHasher)
    assert argon2.extract_parameters(hashed("three small words")) == profiles.RFC_9106_LOW_MEMORY


def test_only_the_password_itself_fits() -> None:
    kept = hashed("three small words")
    assert kept != hashed("three small words")
    assert fits(kept, "three small words")
    assert not fits(kept, "three small word")
    assert not fits(kept, "x" * 5000)
    assert not fits("no hash at all", "three small words")
