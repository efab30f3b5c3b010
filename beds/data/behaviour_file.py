"""A fitted behaviour as part of a scenario file: every estimate with its interval and its source, ready to be extended.

What the record does not tell is left out, so that the scenario it extends says it; a comment says why.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from beds.data.all_or_nothing import replace_file
from beds.data.yaml_tree import quoted
from beds.domain.errors import BadInput, Finding
from beds.domain.messages import _, ngettext
from beds.simulation.fitting.estimates import Chance, Estimate, LengthOfStay
from beds.simulation.fitting.fit import Fit

MARK = "# Made by beds fit"
SMALL = 5
"""Fewer people than this are not counted on paper."""


def write_behaviour(fit: Fit, path: Path, *, folder: str, extends: str) -> None:
    """Writes the estimates as a scenario file that extends another. Raises :class:`BadInput` as
    :func:`refuse_other_file` does."""
    refuse_other_file(path)
    text = behaviour_text(fit, path.stem, folder=folder, extends=extends)

    def write(aside: Path) -> None:
        aside.write_text(text, "utf-8", newline="\n")

    replace_file(path, write)


def refuse_other_file(path: Path) -> None:
    """Raises :class:`BadInput` where something stands that was not made by an earlier fit, or the name is no file's."""
    if path.suffix not in (".yaml", ".yml"):
        raise BadInput([Finding(path.name, 0, "", "", _("a scenario file is to be written"), _("a name in .yaml"))])
    if path.exists() and not (path.is_file() and path.read_text("utf-8", errors="replace").startswith(MARK)):
        message = _("something else stands here, and nothing is overwritten")
        raise BadInput([Finding(path.name, 0, "", "", message, _("another place"))])


def behaviour_text(fit: Fit, name: str, *, folder: str, extends: str) -> str:
    """The text of the file."""
    return "\n".join((*_head(fit, name, folder, extends), *_behaviour(fit), *_sources(fit, folder))) + "\n"


def _head(fit: Fit, name: str, folder: str, extends: str) -> Iterator[str]:
    since = f", of what began on or after {fit.since.isoformat()}" if fit.since else ""
    yield f"{MARK} from {_one_line(folder)} as at {fit.on.isoformat()}{since}. Intervals are 95 %."
    yield "# Read before use: estimates from fewer than 20 ends are marked FEW and say little; what is left out here"
    yield "# is taken from the scenario that this one extends."
    yield f"name: {quoted(name)}"
    yield f"extends: {quoted(extends)}"


def _behaviour(fit: Fit) -> Iterator[str]:
    yield "behaviour:"
    yield "  # Time until a planned move was made. Waiting for the next place is part of it, and so are moves that only"
    yield "  # the limit brought about: true readiness comes earlier, or later."
    yield "  weeks_to_ready:"
    for phase, stay in fit.stays.items():
        if stay.mean and stay.cv:
            number = f"{{mean: {_number(stay.mean.value)}, cv: {_number(stay.cv.value)}}}"
            bounds = f"mean {_bounds(stay.mean)}, cv {_bounds(stay.cv)}"
            yield f"    {phase}: {number}  # {bounds}; {length_counts(stay)}{_few(stay.few)}"
        else:
            yield f"    # {phase}: too few planned moves to estimate ({length_counts(stay)})"
    yield from _chances("leave_per_week", fit.leaving, "unplanned ends", "person-weeks")
    if fit.stepping_back:
        yield from _chances("step_back_per_week", fit.stepping_back, "moves to an earlier phase", "person-weeks")
    yield "  # A return counts from its new stay, or from waiting_since of who waits now: who came back and left the"
    yield "  # list again is not seen. Whether somebody was ready, no record tells: not_ready is not estimated."
    yield "  return_within_52_weeks:"
    for kind, chance in fit.returns.items():
        key = {"planned": "ready"}.get(kind, kind)
        yield _chance(key, chance, "returns", "departures")
    yield "  # Refused offers and people who left the waiting list leave no trace in the folder: not estimated."


def _chances(key: str, chances: Mapping[int, Chance], events: str, of: str) -> Iterator[str]:
    yield f"  {key}:"
    yield from (_chance(phase, chance, events, of) for phase, chance in chances.items())


def _chance(key: int | str, chance: Chance, events: str, of: str) -> str:
    counts = f"{count_told(chance.events)} {events} in {of_told(chance.of)} {of}"
    if chance.value is None:
        return f"    # {key}: nothing to estimate it from ({counts})"
    return f"    {key}: {_number(chance.value.value)}  # {_bounds(chance.value)}; {counts}{_few(chance.few)}"


def _sources(fit: Fit, folder: str) -> Iterator[str]:
    told = f"Fitted to the stays of {_one_line(folder)} as at {fit.on.isoformat()}"
    keys = [f"weeks_to_ready.{phase}" for phase, stay in fit.stays.items() if stay.mean]
    keys += [f"leave_per_week.{phase}" for phase, chance in fit.leaving.items() if chance.value]
    keys += [f"step_back_per_week.{phase}" for phase in fit.stepping_back]
    keys += [f"return_within_52_weeks.{'ready' if kind == 'planned' else kind}"
             for kind, chance in fit.returns.items() if chance.value]  # fmt: skip
    if keys:
        yield "sources:"
        yield from (f"  behaviour.{key}: {quoted(told)}" for key in keys)


def length_counts(stay: LengthOfStay) -> str:
    """How many spells an estimate of a length rests on."""
    return _(
        "planned moves: %(planned)s, other ends: %(otherwise)s, still there: %(open)s",
        planned=count_told(stay.planned), otherwise=count_told(stay.otherwise), open=count_told(stay.open),
    )  # fmt: skip


def count_told(count: int) -> str:
    """A count of people on paper: small ones are not told."""
    return ngettext("fewer than %(count)d", "fewer than %(count)d", SMALL) if 0 < count < SMALL else str(count)


def of_told(of: float) -> str:
    """Person-weeks or departures on paper."""
    return count_told(round(of))


def _bounds(estimate: Estimate) -> str:
    return f"{_number(estimate.low)} to {_number(estimate.high)}"


def _number(value: float) -> str:
    """Three digits that matter, never with an exponent: a scenario is read by people."""
    from numpy import format_float_positional

    return str(format_float_positional(value, precision=3, unique=False, fractional=False, trim="-"))


def _few(few: bool) -> str:
    return " FEW" if few else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
