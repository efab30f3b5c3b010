"""The board of beds: every bed has one state a day, and the words, the links and the history say the same."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise

from flask.testing import FlaskClient

from beds.data.store.tables.offers import OfferRow
from beds.data.store.tables.voids import VoidRow
from beds.domain.access import Actor
from beds.domain.people import Person, Stay
from beds.domain.places import Bed, Scheme
from beds.domain.snapshot import Snapshot
from beds.domain.week import Week, weeks
from beds.services.bed_board import Board, bed_board
from beds.services.bed_history import bed_history
from beds.services.bed_spans import BedFacts, Span, at, spans
from beds.web.settings import WebSettings

COORDINATOR = Actor("coordinator", ("coordinator",))
MONDAY = date(2026, 11, 23)
SCHEME = Scheme("hostel", 1, turnaround_days=2)


def laid(
    stays: tuple[Stay, ...] = (), voids: tuple[VoidRow, ...] = (), offers: tuple[OfferRow, ...] = (),
    opened: date | None = None,
) -> tuple[Span, ...]:  # fmt: skip
    snapshot = Snapshot(schemes=(SCHEME,), beds=(Bed("b1", "hostel"),), people=(Person("P1"),), stays=stays)
    facts = BedFacts(SCHEME, opened, None, stays, voids, offers)
    return spans(facts, Week(snapshot, MONDAY), MONDAY, MONDAY + weeks(12))


def board(web: WebSettings, **asked: object) -> Board:
    return bed_board(web.store, COORDINATOR, web.today(), **asked)  # type: ignore[arg-type]


def test_the_days_of_a_bed_are_covered_once_without_a_gap(web: WebSettings) -> None:
    for _scheme, lines in board(web).lines:
        for line in lines:
            assert sum(cell.weeks for cell in line.cells) == 12
            found = list(dict.fromkeys(span for cell in line.cells for span in cell.spans))
            for before, after in pairwise(found):
                assert before.end is not None
                assert before.end >= after.first


def test_a_bed_is_made_ready_after_she_leaves_and_then_vacant() -> None:
    stay = Stay("s1", "P1", "b1", date(2026, 11, 2), leaving_on=date(2026, 11, 27))
    found = laid((stay,))
    assert [span.kind for span in found] == ["lived_in", "turnaround", "vacant"]
    assert found[1].end == date(2026, 12, 1), "Friday, and two working days after it"


def test_a_limit_ends_nobodys_stay() -> None:
    found = laid((Stay("s1", "P1", "b1", MONDAY - weeks(25)),))
    assert [(span.kind, span.first, span.end) for span in found] == [
        ("lived_in", MONDAY - weeks(25), MONDAY + weeks(1)), ("over", MONDAY + weeks(1), None),
    ]  # fmt: skip


def test_whoever_planned_to_leave_and_has_not_still_lives_there() -> None:
    stay = Stay("s1", "P1", "b1", MONDAY - weeks(3), leaving_on=MONDAY - weeks(1))
    assert [(span.kind, span.end) for span in laid((stay,))] == [("lived_in", stay.started_on + weeks(26))]


def test_voids_offers_and_the_day_a_bed_opens_have_their_places() -> None:
    void = VoidRow(bed_id="b1", started_on=MONDAY + weeks(2), ended_on=MONDAY + weeks(3), reason_text="Damp")
    offer = OfferRow(
        person_id="P1", bed_id="b1", status="accepted", start_on=MONDAY + weeks(4), planned_end=None,
        made_on=MONDAY, made_at=datetime(2026, 11, 23), made_by="coordinator",
    )  # fmt: skip
    found = laid(voids=(void,), offers=(offer,), opened=MONDAY + weeks(1))
    assert [(span.kind, at(span.first, found).kind) for span in found[1:]] == [
        (kind, kind) for kind in ("vacant", "void", "vacant", "accepted")
    ]
    assert found[0].kind == "closed"


def test_the_board_tells_of_today_what_the_facts_say(web: WebSettings) -> None:
    shown = board(web)
    lines = [line for _scheme, lines in shown.lines for line in lines]
    assert shown.counts["beds"] == len(lines) == len(shown.week.beds)
    for line in lines:
        leaves_today = line.stay is not None and line.stay.leaving_on == web.today()
        living = line.stay is not None and line.stay.started_on <= web.today() and not leaves_today
        assert (line.now.kind in ("lived_in", "over")) == living
        assert leaves_today or (line.now.kind == "over") == (line.over_weeks > 0)


def test_what_is_asked_of_the_board_is_shown_alone(web: WebSettings) -> None:
    for state in ("vacant", "overdue", "leaving", "arriving"):
        lines = [line for _scheme, lines in board(web, state=state).lines for line in lines]
        assert len(lines) == board(web).counts[state] > 0
    (only,) = board(web, scheme="ELDER").lines
    assert only[0].scheme_id == "ELDER"


def test_what_is_counted_is_of_today_whatever_weeks_are_shown(web: WebSettings) -> None:
    assert board(web).counts["arriving"] > 0
    assert board(web, first=date(1950, 1, 2)).counts == board(web).counts


def test_every_bed_and_person_is_a_link_with_a_whole_sentence(client_of: Callable[[str], FlaskClient]) -> None:
    shown = client_of("coordinator").get("/beds?overdue=yes").text
    assert 'href="/beds/RIVER-18"' in shown
    assert 'aria-label="P189: past the limit of her stay' in shown
    assert client_of("coordinator").get("/beds?from=nonsense&state=nonsense&scheme=nonsense").status_code == 200
    assert client_of("coordinator").get("/beds?from=9999-12-31").status_code == 200


def test_the_history_of_a_bed_holds_its_stays_and_the_days_between_them(web: WebSettings) -> None:
    for bed_id in ("NIGHT-05", "MARTIN-02"):
        found = bed_history(web.store, COORDINATOR, web.today(), bed_id)
        stays = [stay for stay in found.week.snapshot.stays if stay.bed_id == bed_id]
        assert len(found.stays) == len(stays)
        for newer, older in pairwise(found.stays):
            assert older.stay.ended_on is not None
            assert newer.stay.started_on - older.stay.ended_on == timedelta(days=newer.empty_before or 0)
