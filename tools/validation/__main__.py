"""``python -m tools.validation``: live every case at length and write docs/validation.md. Takes some minutes."""

import argparse
import sys
from collections.abc import Sequence
from textwrap import fill

from tools.generated import ROOT
from tools.validation.cases import CASES, FULL, LOSS, QUEUES, SHORTER
from tools.validation.compare import Figure, Lived, live

PAGE = ROOT / "docs" / "validation.md"

INTRODUCTION = """# Validation

Whether the policy laboratory gives the numbers that are known by other means. Every house below is solved exactly, as
a Markov chain in weekly steps in the very order in which the laboratory lives a week (who leaves, who comes, who is
placed, who loses patience), and lived by the laboratory with its rules and its exact allocation switched on. The
laboratory must meet the exact number within its own 95 % interval.

Where it can be said, the same house in continuous time stands beside it: people do not wait for Mondays to come, leave
or lose patience. The difference between the two exact columns is what the weekly step changes, and no error.

Written by `python -m tools.validation`, which takes some minutes; `tests/simulation/test_exact.py` holds the same cases
to the same numbers, shorter, with every run of the tests. It measured {runs} runs of {weeks} weeks a case, after a
warm-up of six mean stays (sixty where everybody is patient: that list takes years to reach its length), every case with
luck of its own. Of {figures} intervals {met} hold the exact number. One in twenty may miss by chance, and the figures
of one house hang together. A row marked "missed" is not explained until it has been looked into: chance is not assumed.
"""

WHAT = {"admitted": "people admitted a year", "occupied": "beds occupied", "waiting": "people waiting"}

ABOUT = {
    QUEUES: "Poisson referrals, geometric stays; people wait in turn, and in the second house lose patience after 20 "
    "weeks on average.",
    FULL: "Six times as many come as can be taken, so that a bed is taken again on the Monday on which it falls "
    "vacant. Then as many are admitted as beds divided by the mean stay, whatever the law of the stays.",
    LOSS: "Whoever finds no bed in the week of her referral is gone. How many are admitted then depends on the mean "
    "stay alone, not on how much stays vary: both houses have the same mean, and the same exact answer, which is that "
    "for geometric stays. (In continuous time this is a theorem of queueing; in weekly steps with several referrals in "
    "one week it holds to within less than can be seen here.)",
    SHORTER: "Shortening the stay raises the number of women accommodated only while beds are saturated. 18 beds, one "
    "suitable referral a fortnight, 30 days of patience; 7 flats, one ready woman every 60 days, 60 days of patience. "
    "From 270 to 180 days the 18 beds admit some four more a year, not the half more that the beds alone would allow; "
    "from 12 months to 6 the flats gain one move a year, and stand empty more than half of the time.",
}

LITTLE = """
## People and weeks

Little's law over a whole run has no noise: the length of the waiting list summed over weeks is the same number as the
weeks waited summed over people, and so for beds taken and stays. It holds in {agreeing} of {runs} runs.

## Laws

Not numbers but laws are kept by `tests/simulation`: counts conserve; weekly counts are those of the referrals and
stays, counted anew; nobody lives in two beds; everybody's dates stand in order; occupancy lies between 0 and 1; the
same seed gives the same records, whatever else was lived before; the same people come, with the same facts and the same
patience, whatever lever is moved, and a higher rate only adds people; more beds do not lengthen the list; where
continuity is required nobody's key worker changes unless a worker leaves; and week by week the quick exact method
reaches the tiers of the full engine.

## What this does not show

That the figures of a scenario are those of a real service. Lengths of stay, leaving, returns and demand are what the
scenario says; `docs/decisions.md` says where the model is silent.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Live, write; the exit code is 1 where fewer intervals hold the exact number than chance would explain."""
    parser = argparse.ArgumentParser(prog="python -m tools.validation", description=__doc__)
    parser.add_argument("--replications", type=int, default=40, help="runs of each case (default: 40)")
    parser.add_argument("--weeks", type=int, default=1040, help="weeks measured in each run (default: 1040)")
    options = parser.parse_args(arguments)
    lived = []
    for case in CASES:
        print(f"{case.group}: {case.name}", file=sys.stderr, flush=True)
        lived.append(live(case, options.replications, options.weeks))
    PAGE.write_text(page(lived, options.weeks), encoding="utf-8", newline="\n")
    print(f"Wrote {PAGE.relative_to(ROOT).as_posix()}.")
    return 0 if _is_met(lived) else 1


def page(lived: Sequence[Lived], weeks: int) -> str:
    """The text of docs/validation.md."""
    figures = [figure for one in lived for figure in one.figures]
    missed = sum(not figure.is_met for figure in figures)
    introduction = INTRODUCTION.format(
        runs=lived[0].runs,
        weeks=weeks,
        figures=len(figures),
        met=len(figures) - missed,
    )
    parts = [introduction]
    for group, about in ABOUT.items():
        parts += [f"\n## {group}\n\n{fill(about, 120)}\n", _table([one for one in lived if one.case.group == group])]
    parts.append(LITTLE.format(agreeing=sum(one.agreeing for one in lived), runs=sum(one.runs for one in lived)))
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _is_met(lived: Sequence[Lived]) -> bool:
    figures = [figure for one in lived for figure in one.figures]
    return sum(figure.is_met for figure in figures) >= 0.8 * len(figures) and all(o.agreeing == o.runs for o in lived)


def _table(lived: Sequence[Lived]) -> str:
    head = "| house | | continuous time | weekly, exact | laboratory | 95 % interval | |\n"
    return head + "| --- | --- | ---: | ---: | ---: | ---: | --- |\n" + "".join(
        _row(one.case.name, figure) for one in lived for figure in one.figures
    )  # fmt: skip


def _row(name: str, figure: Figure) -> str:
    continuous = "" if figure.continuous is None else f"{figure.continuous:.2f}"
    told = (name, WHAT[figure.what], continuous, f"{figure.exact:.2f}", f"{figure.mean:.2f}")
    return f"| {' | '.join(told)} | {figure.low:.2f} to {figure.high:.2f} | {'met' if figure.is_met else 'missed'} |\n"


if __name__ == "__main__":
    sys.exit(main())
