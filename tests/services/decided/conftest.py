"""What every test of decisions may ask for."""

import pytest

from beds.data.store.store import Store
from tests.data.store.sample import fill
from tests.services.decided.chain import a_chain
from tests.services.decided.proposed import propose


@pytest.fixture
def run(store: Store) -> int:
    """The number of a run whose proposal is the chain."""
    fill(store, a_chain())
    return propose(store)
