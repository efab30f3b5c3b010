"""Quarters of the year, and of which of them somebody may see a report."""

from datetime import date, timedelta

import pytest

from beds.data.store.store import Store
from beds.data.store.tables.access import AccessRow
from beds.domain.access import Actor
from beds.domain.errors import BadInput, NotPermitted
from beds.domain.snapshot import Snapshot
from beds.services.quarter.period import Period, between, last_quarter, quarter_of, quarters
from beds.services.quarter.report import quarter_report, quarters_to_choose
from tests.builders import MONDAY, a_bed, a_scheme, a_stay, somebody
from tests.data.store.sample import COORDINATOR, fill
from tests.services.quarter.quarters import SUMMER

COMMISSIONER = Actor("cal", ("commissioner",))
AUTUMN = quarter_of(MONDAY)


@pytest.fixture
def lived_in(store: Store) -> Store:
    """A service in which one woman has lived since February."""
    stay = a_stay(started_on=date(2026, 2, 1))
    fill(store, Snapshot(schemes=(a_scheme(),), beds=(a_bed("home"),), people=(somebody("ann"),), stays=(stay,)))
    return store


@pytest.mark.parametrize(
    ("day", "first", "end"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_a_day_belongs_to_one_quarter(day: date, first: date, end: date) -> None:
    assert quarter_of(day) == Period(first, end)


def test_the_last_quarter_is_the_last_one_that_is_over() -> None:
    assert last_quarter(MONDAY) == SUMMER
    assert last_quarter(date(2026, 10, 1)) == SUMMER
    assert last_quarter(date(2026, 9, 30)).key == "2026-04"


def test_quarters_go_back_to_the_first_in_which_anybody_lived_here() -> None:
    assert [one.key for one in quarters(date(2026, 2, 1), SUMMER)] == ["2026-07", "2026-04", "2026-01"]
    assert quarters(None, SUMMER) == ()


def test_both_days_that_are_named_belong_to_the_time() -> None:
    assert between(date(2026, 7, 1), date(2026, 9, 30), MONDAY) == SUMMER == between(None, None, MONDAY)


def test_whoever_sees_figures_alone_sees_whole_quarters_that_are_over(lived_in: Store) -> None:
    assert quarters_to_choose(lived_in, COMMISSIONER, MONDAY).quarters[0] == SUMMER
    assert quarters_to_choose(lived_in, COORDINATOR, MONDAY).quarters[0] == AUTUMN
    assert quarter_report(lived_in, COMMISSIONER, SUMMER, MONDAY).period == SUMMER
    so_far = Period(AUTUMN.first, MONDAY)
    for other in (Period(SUMMER.first, SUMMER.end + timedelta(days=1)), so_far, AUTUMN):
        with pytest.raises(NotPermitted):
            quarter_report(lived_in, COMMISSIONER, other, MONDAY)
    assert quarter_report(lived_in, COORDINATOR, so_far, MONDAY).period == so_far


def test_every_count_is_for_those_who_may_see_people_and_is_logged(lived_in: Store) -> None:
    with pytest.raises(NotPermitted):
        quarter_report(lived_in, COMMISSIONER, SUMMER, MONDAY, every_count=True)
    report = quarter_report(lived_in, COORDINATOR, SUMMER, MONDAY, every_count=True)
    assert report.hidden == frozenset()
    assert report.shown(report.ledger.known("residents.end")) == 1
    hiding = quarter_report(lived_in, COORDINATOR, SUMMER, MONDAY)
    assert hiding.shown(hiding.ledger.known("residents.end")) == "[c]"
    with lived_in.read() as books:
        assert [row.what for row in books.session.query(AccessRow)] == ["report with every count"]


def test_a_report_is_about_days_that_were(lived_in: Store) -> None:
    for period in (Period(SUMMER.first, MONDAY + timedelta(days=9)), Period(SUMMER.end, SUMMER.first)):
        with pytest.raises(BadInput):
            quarter_report(lived_in, COORDINATOR, period, MONDAY)
