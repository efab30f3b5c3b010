"""What can be recorded of a key worker: when she is away or leaves, and what she can take."""

from beds.domain.messages import N_
from beds.services.bed_now import WorkerNow
from beds.web.tasks.of_facts import asks_of, changes
from beds.web.tasks.task import Task

_COLUMNS = ("away_from", "away_to", "leaving_on", "capacity", "covers", "languages", "provider")


def _id(it: WorkerNow) -> str:
    return it.worker.worker_id


OF_WORKER: tuple[Task[WorkerNow], ...] = (
    Task(
        "facts", N_("Absence, leaving and capacity"), N_("Keep the facts"), "change_people",
        asks_of("workers", _COLUMNS, lambda it: it.worker), changes("workers", _COLUMNS, _id),
        version=lambda it: it.version, about=N_("Only what you change is written. The next run reads it."),
    ),
)  # fmt: skip
