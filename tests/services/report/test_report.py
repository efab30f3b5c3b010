"""The report: plain sentences, everything on one page, readable without pictures and without a network."""

import re
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from beds.domain.places import Scheme
from beds.domain.policy import Policy
from beds.services.report import tables
from beds.services.report.inputs import inputs
from beds.services.report.page import plots, render, write_report
from beds.services.report.report import Report
from beds.services.report.sentences import SAID, findings
from beds.simulation.gathered import Gathered, digest
from beds.simulation.measures.catalogue import CATALOGUE
from beds.simulation.records import Records
from beds.simulation.scenario import Demand, RateFrom, Scenario, SchemeStock
from tests.simulation.invented import a_spell, a_toy_run, records

BASELINE = Scenario(
    "baseline", date(2026, 11, 23), question="What is a year like?",
    stock=(SchemeStock(Scheme(scheme_id="hostel", phase=1), 18),),
    demand=Demand((RateFrom(0, 0.9),)), sources={"demand.referrals_per_week": "Illustrative"},
)  # fmt: skip
SHORTER = replace(
    BASELINE, name="shorter", question="What if stays are <b>shorter</b>?", policy=Policy(stay_limit_weeks={1: 13})
)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class Change:
    key: str
    label: str
    before: str
    after: str
    unit: str


CHANGES = {"shorter": [Change("policy.stay_limit_weeks.1", "Stay limit, 1 Hostel", "26", "13", "weeks")]}


def a_report(*runs: Records, scenarios: tuple[Scenario, ...] = (BASELINE, SHORTER), suppress: bool = False) -> Report:
    gathered = Gathered([one.name for one in scenarios])
    for run in runs:
        gathered.add(digest(run))
    return Report(scenarios, gathered, CHANGES, "0.1.0", suppress)


@pytest.fixture(scope="module")
def report() -> Report:
    shorter = {"baseline": (26.0, 26.0, 52.0), "shorter": (8.0, 8.0, 16.0)}
    return a_report(*(a_toy_run(name, number, stays=stays) for name, stays in shorter.items() for number in range(4)))


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return render(report)


class Outline(HTMLParser):
    """Which elements are open where, to see that all are closed; and what each refers to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name in ("aria-labelledby", "aria-describedby"):
                self.references += str(value).split()
            if name in ("href", "xlink:href") and str(value).startswith("#"):
                self.references.append(str(value)[1:])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.crossed.append(tag)


def test_the_page_is_well_formed_and_its_references_lead_somewhere(page: str) -> None:
    outline = Outline(page)
    assert (outline.open, outline.crossed) == ([], [])
    assert len(outline.ids) == len({*outline.ids})
    assert {*outline.references} <= {*outline.ids}


def test_headings_skip_no_level(page: str) -> None:
    headings = Outline(page).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_the_page_needs_no_network_and_no_script(page: str) -> None:
    assert "<script" not in page
    assert "@import" not in page
    loaded = re.findall(r'(?:src|href)="([^"#][^"]*)"|url\(([^)#][^)]*)\)', page)
    assert loaded == []


def test_the_page_says_its_language_and_has_landmarks(page: str) -> None:
    assert '<html lang="en" dir="ltr">' in page
    for landmark in ("<header>", "<nav aria-label=", '<main id="main">', "<footer>"):
        assert landmark in page


def test_every_picture_has_its_numbers_beneath(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 6
    assert all("<details>" in figure and "<caption>" in figure and "<title" in figure for figure in figures)


def test_what_was_asked_is_escaped(page: str) -> None:
    assert "What if stays are &lt;b&gt;shorter&lt;/b&gt;?" in page


def test_plain_sentences_say_what_was_found(report: Report, page: str) -> None:
    said = list(findings(report, "shorter"))
    assert re.match(r"[\d.]+ more people a year get a first bed: [\d.]+ instead of [\d.]+\. \(95 % interval", said[0])
    assert all(sentence in page.replace("\N{NO-BREAK SPACE}", " ") for sentence in said)


def test_the_changes_are_shown_with_before_and_after(page: str) -> None:
    assert re.search(r"Stay limit, 1 Hostel.*?<td>26</td>\s*<td class=\"changed\"><strong>13</strong>", page, re.DOTALL)


def test_inputs_that_differ_are_marked_in_words(report: Report, page: str) -> None:
    limits = next(row for row in inputs(report) if row.label.startswith("Stay limit"))
    assert limits.changed == (False, True)
    rates = next(row for row in inputs(report) if row.label == "Referrals a week")
    assert (rates.changed, rates.source, rates.values) == ((False, False), "Illustrative", ("0.9", "0.9"))
    assert '<span class="mark">changed</span>' in page


def test_every_measure_is_defined_on_the_page(page: str) -> None:
    assert all(f"<code>{measure}</code>" in page for measure in CATALOGUE)


def test_a_single_scenario_is_told_by_itself() -> None:
    text = render(a_report(a_toy_run(weeks=120), a_toy_run(replication=1, weeks=120), scenarios=(BASELINE,)))
    assert "<h1>What to expect: baseline</h1>" in text
    assert "against" not in re.sub(
        r"<svg.*?</svg>|<figure.*?</figure>", "", text.partition("<main")[2], flags=re.DOTALL
    )


def test_a_run_in_which_nothing_happens_still_has_a_report() -> None:
    runs = [
        records(weeks=60, phases=(1, 2), scenario=name, replication=number)
        for name in ("baseline", "shorter")
        for number in (0, 1)
    ]
    text = render(a_report(*runs))
    assert "No clear difference in how many people a year get a first bed" in text
    assert "nan" not in text.lower().replace("finance", "")


def test_one_replication_has_numbers_and_no_verdicts() -> None:
    text = render(a_report(a_toy_run(weeks=120), a_toy_run("shorter", weeks=120)))
    assert "mean of 1 replication of" in text
    assert "no clear difference" not in text


def test_a_run_from_real_people_says_that_small_counts_are_left_out(report: Report, page: str) -> None:
    assert "marked [c]" in render(replace(report, suppress=True))
    assert "marked [c]" not in page


def test_every_sentence_takes_what_it_is_given(report: Report) -> None:
    given = {"size": "1", "before": "2", "after": "3"}
    assert all(template % given for templates in SAID.values() for template in templates)


def test_the_report_and_its_pictures_are_written(tmp_path: Path, report: Report) -> None:
    write_report(tmp_path / "report.html", report)
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [plot.name for plot in plots(report)] == [
        "waiting", "occupancy", "trade-off", "overstays", "cost", "groups-ethnicity",
    ]  # fmt: skip


def test_many_scenarios_are_set_side_by_side_a_page_wide(page: str) -> None:
    names = [f"scenario-{number}" for number in range(6)]
    scenarios = tuple(replace(BASELINE, name=name) for name in names)
    many = a_report(*(a_toy_run(name, run, weeks=120) for name in names for run in (0, 1)), scenarios=scenarios)
    text = render(many)
    assert "At a glance" not in page
    assert "At a glance: what each scenario changes against scenario-0" in text
    heads = re.findall(r"<thead>.*?</thead>", text[text.index("The whole service") :], re.DOTALL)[:2]
    assert [re.findall(r"scenario-\d", head) for head in heads] == [
        ["scenario-0", "scenario-1", "scenario-2", "scenario-3"], ["scenario-0", "scenario-4", "scenario-5"],
    ]  # fmt: skip
    outline = Outline(text)
    assert (outline.open, outline.crossed) == ([], [])


def test_a_wait_for_a_phase_that_nobody_seeks_is_not_called_not_reached(report: Report) -> None:
    told = {(row.title, row.phase) for row in tables.by_phase(report)}
    assert ("Median wait of all", "1 Hostel") in told
    assert ("Median wait of all", "2 Semi-independent hostel") not in told


def test_where_the_median_wait_is_not_reached_the_wait_in_the_first_year_is_told() -> None:
    lost = [a_spell(0, 10, placed=14), *(a_spell(person, 10) for person in (1, 2))]
    runs = [
        records(lost, weeks=80, scenario=name, replication=number)
        for name in ("baseline", "shorter")
        for number in (0, 1)
    ]
    said = list(findings(a_report(*runs), "shorter"))
    assert "Median wait of all: not known. It was not reached in 2 of 2 replications (2 in the first scenario)." in said
    assert "No clear difference in how long people wait in the first year: 36.0 weeks against 36.0." in said
