"""How a command tells what it did: the sentences of the record, then what follows, a line each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from beds.cli.page import one_line, safe

if TYPE_CHECKING:
    from beds.data.store.store import Store
    from beds.domain.access import Actor
    from beds.services.deed import Done


def do(user: str, use_case: "Callable[[Store, Actor], Done]") -> None:
    """Does it in the database of here, and says what was done and what follows."""
    from beds.cli.database import opened

    with opened(user) as (store, actor):
        done = use_case(store, actor)
    for said in done.said:
        click.echo(safe(one_line(said)))
    for line in done.follows:
        click.echo(safe("  → " + one_line(line)))
