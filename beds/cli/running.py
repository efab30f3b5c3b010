"""The options that every command of the laboratory takes: how much is run, who runs it, and where it is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from beds.domain.messages import _

if TYPE_CHECKING:
    from beds.services.running import Running

F = TypeVar("F", bound=Callable[..., Any])


def running_options(function: F) -> F:
    """--out, --replications, --seed, --weeks, --jobs, --cluster and --resume, in this order."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def workforce_options(function: F) -> F:
    """--jobs and --cluster, in this order."""
    for option in reversed(_WORKFORCE):
        function = option(function)
    return function


_WORKFORCE = (
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        help=_("How many processes at once. Default: one a core. The numbers are the same for any."),
    ),
    click.option(
        "--cluster",
        default="",
        metavar=_("ADDRESS"),
        help=_("Let a Dask cluster do the work, as tcp://host:8786 (needs the extra “cluster”)."),
    ),
)
_OPTIONS = (
    click.option(
        "--out", required=True, metavar=_("DIR"), help=_("The folder for the answer; made where it is not there.")
    ),
    click.option(
        "--replications", type=click.IntRange(min=1), help=_("How often each scenario is run, over what the file says.")
    ),
    click.option("--seed", type=click.IntRange(min=0), help=_("Another seed gives other luck.")),
    click.option("--weeks", type=click.IntRange(min=1), help=_("The whole length, warm-up included.")),
    *_WORKFORCE,
    click.option(
        "--resume", is_flag=True, help=_("Go on from what an interrupted run of the same scenarios kept in --out.")
    ),
)


def running(
    replications: int | None, seed: int | None, weeks: int | None, jobs: int | None, cluster: str, resume: bool
) -> "Running":
    """The options as a value."""
    from beds.services.running import Running
    from beds.simulation.workforce import Workforce

    return Running(replications, seed, weeks, Workforce(jobs, cluster), resume)
