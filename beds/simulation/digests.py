"""The digests of a run as one file, so that its report can be made again exactly, long after its replications are gone.

A compressed archive of arrays, nothing executable: for each scenario its measures and its weeks of every replication.
"""

import io
import json
from typing import Any

import numpy as np

from beds.simulation.gathered import KEPT, Digest, Gathered


def to_bytes(gathered: Gathered) -> bytes:
    """Everything that has come in, as :func:`from_bytes` reads it."""
    keys = gathered.keys_in_order()
    arrays: dict[str, Any] = {}
    told = []
    for place, name in enumerate(gathered.scenarios):
        phases = [int(phase) for phase in gathered.phases(name)[:-1]]
        told.append({"name": name, "warm_up_weeks": gathered.warm_up_weeks(name), "phases": phases})
        arrays[f"replications{place}"] = np.array(gathered.replications(name), np.int64)
        arrays[f"measures{place}"] = gathered.matrix(name)
        arrays[f"weekly{place}"] = np.stack([gathered.weeks(name, count) for count in KEPT], axis=1)
        arrays[f"hidden{place}"] = gathered.hidden(name)
    words = json.dumps({"scenarios": told, "keys": keys}).encode()
    file = io.BytesIO()
    np.savez_compressed(file, words=np.frombuffer(words, np.uint8), **arrays)
    return file.getvalue()


def from_bytes(content: bytes) -> Gathered:
    """What :func:`to_bytes` was given: a measure that was not defined comes back as NaN, which amounts to the same."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        told = json.loads(archive["words"].tobytes())
        keys = [(measure, phase) for measure, phase in told["keys"]]
        gathered = Gathered([one["name"] for one in told["scenarios"]])
        for place, one in enumerate(told["scenarios"]):
            of_scenario = (archive[f"{name}{place}"] for name in ("replications", "measures", "weekly", "hidden"))
            for replication, measures, weekly, hidden in zip(*of_scenario, strict=True):
                by_key = dict(zip(keys, measures.tolist(), strict=True))
                phases = tuple(one["phases"])
                gathered.add(
                    Digest(one["name"], int(replication), one["warm_up_weeks"], phases, by_key, weekly, hidden)
                )
    return gathered
