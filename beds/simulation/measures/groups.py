"""Equality monitoring: how each group of people fares, by the facts that no rule and no tier may read."""

from collections.abc import Iterator

import numpy as np

from beds.domain.messages import N_
from beds.simulation.measures.measure import ALL, NOT_KNOWN, Key, Measure
from beds.simulation.measures.view import View, ratio
from beds.simulation.measures.waits import (
    mean_of_the_placed,
    median_of_all,
    placed_within_a_year,
    waits_of_the_referred,
)

MEASURES = (
    Measure(
        "group_referrals", N_("Referrals"), "people_a_year", "neutral",
        N_("People of the group referred, returns included, a year."),
    ),
    Measure(
        "group_placed_52", N_("Placed within 52 weeks"), "share", "higher",
        N_("Share of the group's referrals in the measured weeks, of those with 52 more weeks simulated, that had a "
           "bed 52 weeks later."),
    ),
    Measure(
        "group_wait_mean", N_("Mean wait of those placed"), "weeks", "lower",
        N_("Mean weeks from referral to first bed, of people of the group who got one before the run ended."),
    ),
    Measure(
        "group_wait_median", N_("Median wait of all"), "weeks", "lower",
        N_("Weeks after which half of the group would have a bed if nobody left the list (Kaplan-Meier)."),
        not_reached=True,
    ),
)  # fmt: skip


def measured(view: View) -> Iterator[tuple[Key, float]]:
    if not view.records.groups:
        return
    people = view.spells["person"][view.referred]
    waits = waits_of_the_referred(view)
    looked_at = view.looked_at_for_a_year(view.spells["referred"])[view.referred]
    in_time = placed_within_a_year(view)[view.referred]
    for fact, of_people in view.records.groups.items():
        words = [word or NOT_KNOWN for word in of_people]
        values, codes = np.unique(np.asarray(words, dtype=np.str_), return_inverse=True)
        for code, value in enumerate(values):
            of_group = codes[people] == code
            group = waits.some(of_group)
            for measure, number in (
                ("group_referrals", of_group.sum() / view.years),
                ("group_placed_52", float(ratio((in_time & looked_at & of_group).sum(), (looked_at & of_group).sum()))),
                ("group_wait_mean", mean_of_the_placed(group)),
                ("group_wait_median", median_of_all(group)),
            ):
                yield (f"{measure}:{fact}={value}", ALL), float(number)
