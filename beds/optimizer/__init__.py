"""The solver: from a snapshot and a run date to a proven, explained and audited allocation."""

from beds.optimizer.run import allocate

__all__ = ["allocate"]
