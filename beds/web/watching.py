"""Long work that somebody in this browser has asked for: she is told on whatever page she is when it is over."""

from flask import Flask, session

from beds.domain.errors import NotPermitted
from beds.services.long_work.state import RunState, state_of
from beds.services.opening import NotFound
from beds.web.accounts import actor, store, who

WATCHED = "watched"
"""What the cookie calls the numbers of the runs that she waits for."""
MOST = 8


def join(app: Flask) -> None:
    app.jinja_env.globals.update(runs_over=runs_over)


def watch(run_id: int) -> None:
    """Has her told when the run is over."""
    session[WATCHED] = [*_watched(), run_id][-MOST:]


def seen(run_id: int) -> None:
    """She sees herself how it ended."""
    if run_id in _watched():
        session[WATCHED] = [one for one in _watched() if one != run_id]


def runs_over() -> list[RunState]:
    """The runs she waits for that are over; each is told once."""
    over = []
    for run_id in _watched() if who() else ():
        try:
            state = state_of(store(), actor(), run_id)
        except (NotFound, NotPermitted):
            seen(run_id)  # she has another role now, or the database is another one
            continue
        if state.over:
            over.append(state)
            seen(run_id)
    return over


def _watched() -> list[int]:
    found: list[int] = session.get(WATCHED, [])
    return found
