"""Key worker (run): nobody is placed without a worker who can hold her."""

from beds.domain.messages import N_
from beds.rules.rule import Rule

RULE = Rule(
    id="key_worker",
    title=N_("Key worker"),
    over="run",
    refuses_when=N_("no key worker can take her within the caseload points, schemes, languages and absences recorded"),
    reads=("worker_id", "languages", "workers"),
    policy_keys=("continuity", "caseload_points", "follow_on_points", "follow_on_weeks"),
)
