"""The audit as a whole: it passes what is sound, and stops a run with every fault it finds."""

import pytest

from beds.domain.errors import AuditFailure
from beds.domain.week import Week
from beds.optimizer.audit import assert_sound, audit
from tests.builders import (
    days,
)
from tests.optimizer.audit.answers import with_row
from tests.optimizer.audit.spoiling import ANSWER, WEEK


def test_a_sound_answer_passes() -> None:
    assert audit(WEEK, ANSWER) == ()
    assert_sound(WEEK, ANSWER)


def test_a_faulty_answer_stops_the_run_with_every_fault() -> None:
    spoiled = with_row(with_row(ANSWER, "ann", band="A"), "cat", outcome="stays")
    with pytest.raises(AuditFailure) as stopped:
        assert_sound(WEEK, spoiled)
    assert str(stopped.value) == "ann: band is A and should be B.\ncat: outcome is stays and should be waits."


def test_the_audit_reads_nothing_but_the_answer_it_is_given() -> None:
    """An answer that is sound for one week is judged anew for another: nothing is remembered."""
    assert audit(WEEK, ANSWER) == ()
    assert audit(Week(WEEK.snapshot, days(1)), ANSWER) != ()
    assert audit(WEEK, ANSWER) == ()
