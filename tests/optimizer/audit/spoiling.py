"""A tiny sound answer, and ways to spoil it: change what it says, or change a fact of the week it speaks of."""

from typing import Any

from beds.optimizer.audit import audit
from tests.builders import (
    a_bed,
    a_person,
    a_scheme,
    a_stay,
    a_week,
    a_worker,
    changed,
    days,
    somebody,
)
from tests.optimizer.audit.answers import answer, with_row

# Ann moves on from the hostel to the semi-independent one, Bea follows her into h1, Cat waits; Dot stays, Eve leaves.
WEEK = a_week(
    a_scheme("hostel", 1, name="The Hostel", area="north", provider="alder", turnaround_days=2),
    a_scheme("semi", 2, area="south"),
    a_bed("h1", room_id="one"),
    a_bed("h2", room_id="one"),
    a_bed("h3", room_id="three"),
    a_bed("s1", "semi"),
    a_person("ann", seeks=(2,), worker_id="kit"),
    a_person("bea", band="C"),
    a_person("cat", band="D", route="outreach"),
    somebody("dot", worker_id="kit"),
    a_stay("ann", "h1"),
    a_stay("dot", "h2"),
    a_stay("eve", "h3", leaving_on=days(2)),
    a_worker("kit", 2),
    a_worker("lou", 1),
)
ANSWER = answer(WEEK, ann="s1 by kit", bea="h1 by lou")


def faults_with(person_id: str, **columns: Any) -> tuple[str, ...]:
    """What the audit finds when these columns of one row are different."""
    return audit(WEEK, with_row(ANSWER, person_id, **columns))


def faults_if(row_id: str, **facts: Any) -> tuple[str, ...]:
    """What the audit finds in the same answer if these facts of one row of the week are different."""
    return audit(changed(WEEK, row_id, **facts), ANSWER)
