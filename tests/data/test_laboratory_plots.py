"""The plots: text that stays text, ids of their own, numbers beside the picture."""

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from beds.data.laboratory.plots.numbers import change, change_interval, interval, shown, with_interval
from beds.data.laboratory.plots.over_time import occupancy_bands, occupancy_over_time, waiting_bands, waiting_over_time
from beds.data.laboratory.plots.plot import save_plots
from beds.data.laboratory.plots.ranges import costs, found, groups, trade_off
from beds.simulation.compare import Estimate, estimates
from beds.simulation.gathered import Gathered, digest
from beds.simulation.records import COUNTS
from tests.simulation.invented import a_toy_run, records


@pytest.fixture(scope="module")
def gathered() -> Gathered:
    everything = Gathered(("baseline", "more & flats"))
    for name, beds in (("baseline", (18, 10, 7)), ("more & flats", (18, 10, 10))):
        for number in range(3):
            everything.add(digest(a_toy_run(name, number, beds=beds, weeks=120, warm_up=20)))
    return everything


def test_a_picture_is_told_in_words_and_keeps_its_text(gathered: Gathered) -> None:
    plot = waiting_over_time(gathered, gathered.scenarios)
    picture = ElementTree.fromstring(plot.svg())
    texts = {"".join(text.itertext()).strip() for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"more & flats", "People waiting", "measured from here"} <= texts
    assert picture.attrib["role"] == "img"
    assert picture[0].text == "People waiting, week by week"
    assert "more & flats ends at" in (picture[1].text or "")


def test_two_pictures_share_no_id_and_refer_to_their_own(gathered: Gathered) -> None:
    pictures = [draw(gathered, gathered.scenarios).svg() for draw in (waiting_over_time, occupancy_over_time)]
    ids = [set(re.findall(r'\bid="([^"]+)"', picture)) for picture in pictures]
    assert ids[0] & ids[1] == set()
    for picture, own in zip(pictures, ids, strict=True):
        assert set(re.findall(r'(?:url\(|href=")#([^)"]+)', picture)) <= own


def test_the_same_run_draws_the_same_picture(gathered: Gathered) -> None:
    pictures = [trade_off(found(list(estimates(gathered))), gathered.scenarios, gathered.scenarios) for _ in range(2)]
    assert pictures[0].svg() == pictures[1].svg()


def test_the_table_of_a_picture_ends_with_the_last_week(gathered: Gathered) -> None:
    plot = waiting_over_time(gathered, gathered.scenarios)
    assert [row[0] for row in plot.rows] == ["0", "26", "52", "78", "104", "119"]
    waiting = gathered.weeks("baseline", "waiting")[:, -1, -1]
    assert plot.rows[-1][1].startswith(f"{waiting.mean():.1f} (")


def test_many_scenarios_get_a_panel_each() -> None:
    names = [f"scenario {number}" for number in range(5)]
    everything = Gathered(names)
    for name in names:
        everything.add(digest(a_toy_run(name, weeks=60, warm_up=10)))
    assert len(waiting_over_time(everything, names).figure.axes) == 4


def test_a_band_that_tells_a_small_count_of_real_people_is_hidden() -> None:
    runs = Gathered(["baseline"])
    for replication, hostel in enumerate(([0, 3, 9], [0, 4, 9])):
        run = records(weeks=3, phases=(1,), replication=replication)
        run.weekly[:, :, COUNTS.index("waiting")] = np.array(hostel)[:, None]
        runs.add(digest(run))
    assert np.isnan(waiting_bands(runs, suppress=True)[0].mean).tolist() == [False, True, False]
    assert not np.isnan(waiting_bands(runs)[0].mean).any()


def test_a_band_of_few_runs_does_not_tell_what_their_weeks_hide() -> None:
    def runs(number: int) -> Gathered:
        found = Gathered(["baseline"])
        for replication in range(number):
            weekly = {"occupied": (2, 9, 11), "beds": (3, 9, 12)}
            found.add(digest(records(weeks=1, weekly=weekly, replication=replication)))
        return found

    assert np.isnan(occupancy_bands(runs(4), suppress=True)[0].mean).all()
    assert not np.isnan(occupancy_bands(runs(5), suppress=True)[0].mean).any()


def test_pictures_are_saved_as_svg_and_png(tmp_path: Path, gathered: Gathered) -> None:
    plots = found(list(estimates(gathered)))
    names = gathered.scenarios
    cost = costs(plots, names, names)
    assert cost is not None
    save_plots(tmp_path, [cost, groups(plots, names, names, "ethnicity", frozenset({("baseline", "ethnicity=Asian")}))])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "cost.png", "cost.svg", "groups-ethnicity.png", "groups-ethnicity.svg",
    ]  # fmt: skip
    assert (tmp_path / "cost.png").read_bytes().startswith(b"\x89PNG")


def test_a_hidden_group_stands_as_hidden_in_the_table(gathered: Gathered) -> None:
    names = gathered.scenarios
    plot = groups(
        found(list(estimates(gathered))), names, names, "ethnicity", frozenset({("baseline", "ethnicity=Asian")})
    )
    assert plot.rows[0] == ("Asian", "baseline", "[c]", "[c]", "[c]")
    assert "[c]" not in plot.rows[1]
    assert plot.rows[-1][0] == "not known"


def test_without_costs_there_is_no_picture_of_them() -> None:
    assert costs({}, ("baseline",), ("baseline",)) is None


def test_numbers_are_shown_by_their_unit() -> None:
    assert shown(0.4, "share") == "40.0 %"
    assert shown(119_994.6, "gbp") == "£119,995"
    assert shown(0.25, "number") == "0.25"
    assert shown(1234.5, "weeks") == "1,234"
    assert shown(-0.04, "weeks") == "0.0"
    assert shown(math.nan, "weeks") == "–"
    assert interval(0.1, 0.25, "share") == "10.0 to 25.0 %"
    assert with_interval(2.0, math.nan, math.nan, "weeks") == "2.0"
    assert with_interval(2.0, 1.0, 3.0, "weeks") == "2.0 (1.0 to 3.0)"


def test_changes_have_a_sign_and_nothing_has_none() -> None:
    assert change(3.84, "people_a_year") == "+3.8"
    assert change(-0.013, "share") == "\N{MINUS SIGN}1.3 points"
    assert change(-64_520, "gbp") == "\N{MINUS SIGN}£64,520"
    assert change(0.001, "weeks") == "0.0"
    assert change(math.nan, "weeks") == "–"
    assert change_interval(-0.032, 0.003, "share") == "\N{MINUS SIGN}3.2 to +0.3 points"


def test_a_name_is_a_name_and_never_a_formula() -> None:
    everything = Gathered(["a $b$"])
    everything.add(digest(a_toy_run("a $b$", weeks=60, warm_up=10)))
    assert "$b$" in waiting_over_time(everything, everything.scenarios).svg().split("</desc>")[1]


def test_weeks_that_are_hidden_altogether_still_make_a_picture() -> None:
    everything = Gathered(["baseline"])
    everything.add(digest(a_toy_run(weeks=3, warm_up=0, beds=(2, 2, 2), rate=1.0)))
    plot = occupancy_over_time(everything, everything.scenarios, suppress=True)
    assert {cell for row in plot.rows for cell in row[1:]} <= {"[c]", "0.0 (0.0 to 0.0)"}
    assert plot.svg()


def test_costs_that_hardly_differ_stand_within_the_picture_and_look_alike() -> None:
    alike = found([Estimate("baseline", "cost_bed_week", "all", 393.1, 393.0, 393.2, 9, 0)])
    plot = costs(alike, ("baseline",), ("baseline",))
    assert plot is not None
    left, right = plot.figure.axes[0].get_xlim()
    assert left == 0
    assert right > 1.05 * 393.2
