"""Who does the work of a run: this process, processes of this machine (loky), or a Dask cluster, through joblib."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from beds.domain.errors import BedsError
from beds.domain.messages import _

ORPHANED = 2.0
"""Seconds after which a process notices that whoever started it is no more."""
PATIENCE = 20
"""Seconds within which a cluster must answer and have workers."""


class NoCluster(BedsError):
    """The cluster cannot be used; says why and what to do."""


class WorkerLost(BedsError):
    """A worker process died from outside the program, mostly because the machine had no memory left."""


@dataclass(frozen=True)
class Workforce:
    """How many processes at once (None: one a core), or the address of a Dask scheduler as ``tcp://host:port``."""

    jobs: int | None = None
    cluster: str = ""

    @contextmanager
    def ready(self) -> Iterator[int]:
        """While the block runs joblib gives work to this workforce. Gives how much of it is done at a time.

        Raises :class:`NoCluster`.
        """
        if self.cluster:
            with _cluster(self.cluster) as size:
                yield size
            return
        from joblib import cpu_count, parallel_config

        size = max(1, self.jobs if self.jobs is not None else cpu_count())
        if size == 1:
            with parallel_config("sequential"):
                yield size
        else:
            with parallel_config("loky", n_jobs=size, initializer=_belong_to_the_parent):
                yield size


def outcomes(function: Callable[..., Any], tasks: list[tuple[Any, ...]]) -> Iterator[Any]:
    """What the function makes of each task, as soon as it is made, in no order. Within :meth:`Workforce.ready`."""
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    work = Parallel(return_as="generator_unordered", batch_size=1)
    try:
        yield from work(delayed(function)(*task) for task in tasks)
    except TerminatedWorkerError:
        raise WorkerLost(
            _("A worker process was ended from outside, perhaps for want of memory. Try a smaller --jobs.")
        ) from None


def _belong_to_the_parent() -> None:
    """Workers are ended by the one that started them, without a word, and do not outlive it, however it ended.

    Ctrl-C reaches every process of a terminal; a kill reaches only the one that is named.
    """
    import os
    import signal
    import time
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(ORPHANED)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def _cluster(address: str) -> Iterator[int]:
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(_("A cluster needs the extra “cluster”: pip install 'beds[cluster]'.")) from None
    from joblib import parallel_config

    from beds.simulation.parts import program_key

    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoCluster(
            _("There is no cluster at %(address)s (%(reason)s).", address=address, reason=str(error) or "-")
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise NoCluster(_("The cluster at %(address)s has no workers.", address=address)) from None
        strangers = sorted(name for name, key in client.run(program_key).items() if key != program_key())
        if strangers:
            raise NoCluster(
                _(
                    "These workers of the cluster run another version of the program: %(names)s. Install the same one.",
                    names=", ".join(strangers),
                )
            )
        with parallel_config("dask", client=client, wait_for_workers_timeout=PATIENCE):
            yield max(1, sum(client.ncores().values()))
