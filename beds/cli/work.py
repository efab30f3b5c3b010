"""``beds work``: a worker that does what the pages ask for and takes long: simulations and large allocations."""

import click

from beds.cli.running import workforce_options
from beds.domain.messages import _


@click.command(
    short_help=_("Do the long work that the pages ask for."),
    help=_(
        "Work on what was asked for in the database that BEDS_DATABASE_URL names (beds.db here), one run after the "
        "other, until Ctrl+C: allocations first, then simulations. beds serve starts one of these by itself where "
        "none is at work; start more for more at a time, with PostgreSQL on as many machines as you like. A run that "
        "is stopped, with its worker or by a power cut, goes on from its last finished replication."
    ),
)
@click.option("--once", is_flag=True, help=_("End when nothing waits any more."))
@workforce_options
@click.option("--with-parent", is_flag=True, hidden=True, help=_("End when standard input ends."))
def command(once: bool, jobs: int | None, cluster: str, with_parent: bool) -> None:
    import os
    from datetime import timedelta
    from threading import Thread

    from beds.data.settings import Settings
    from beds.data.store.store import open_store
    from beds.services.log import make_logger
    from beds.services.long_work.worker import Worker
    from beds.simulation.workforce import Workforce

    settings = Settings()
    store = open_store(settings)
    try:
        lease = timedelta(seconds=settings.lease_seconds)
        worker = Worker(store, make_logger(), Workforce(jobs, cluster), lease)
        if with_parent:

            def end_with_parent() -> None:
                os.read(0, 1)
                worker.end()

            Thread(target=end_with_parent, daemon=True).start()
            # Whoever looks at a page comes before whoever waits for an answer of minutes.
            os.nice(10)
        worker.run(once=once)
    finally:
        store.close()
