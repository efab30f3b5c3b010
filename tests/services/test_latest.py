"""What was asked for lately: kept as long as there is room, and made once for all who ask at a time."""

import time
from functools import partial
from threading import Thread

from beds.services.latest import Latest


def test_what_was_asked_for_last_is_kept() -> None:
    made: list[str] = []
    kept: Latest[str, str] = Latest(2)

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    assert [kept.get(key, partial(make, key)) for key in ("a", "b", "a", "c", "a", "b")] == [
        "A",
        "B",
        "A",
        "C",
        "A",
        "B",
    ]
    assert made == ["a", "b", "c", "b"]


def test_whoever_asks_while_it_is_being_made_waits_for_it() -> None:
    made: list[int] = []
    kept: Latest[str, int] = Latest(2)

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return len(made)

    threads = [Thread(target=kept.get, args=("a", make)) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
