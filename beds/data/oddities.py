"""What is possible but odd, seen over the whole folder: warnings, each shown and counted, none of them in the way."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from beds.data.faults import Folder, is_candidate
from beds.data.findings import Findings
from beds.data.likely import likely_among, probably
from beds.data.reading import UNREAD, ReadTable
from beds.domain.messages import _

LONG_PAST = timedelta(days=28)
"""A planned departure so long before the run date has either happened or fallen through."""


def find_oddities(folder: Folder, findings: Findings) -> None:
    """Everything that a coordinator should see and that stops nothing."""
    _odd_candidates(folder, findings)
    _words_that_match_nothing(folder, findings)
    _odd_stays(folder, findings)
    _overlapping_stays(folder, findings)
    _odd_decisions(folder, findings)
    _said_twice(folder, findings)


def _odd_candidates(folder: Folder, findings: Findings) -> None:
    people = folder["people"]
    for position, seeks, born, since in people.rows("seeks", "birth_date", "waiting_since"):
        if is_candidate(seeks) and born is None and "birth_date" in people.present:
            people.warn(findings, position, "birth_date", _("not known of a candidate; no rule on age refuses her"))
        if isinstance(since, date) and since > folder.on:
            people.warn(
                findings, position, "waiting_since",
                _("after the run date, %(on)s; her wait counts as 0 days", on=folder.on),
            )  # fmt: skip
        if isinstance(since, date) and isinstance(born, date) and since < born:
            people.warn(findings, position, "waiting_since", _("before she was born, %(day)s", day=born))


def _words(table: ReadTable, column: str) -> set[str]:
    """Every word that stands in a column, be its cells single words or lists."""
    words: set[str] = set()
    for _at, value in table.rows(column):
        if value is not UNREAD and value:
            words.update((value,) if isinstance(value, str) else value)
    return words


def _words_that_match_nothing(folder: Folder, findings: Findings) -> None:
    schemes, beds = folder["schemes"], folder["beds"]
    if not schemes.found or not beds.found:
        return
    features = _words(schemes, "features") | _words(beds, "features")
    areas, providers = _words(schemes, "area"), _words(schemes, "provider")
    matches = {
        "needs": (features, _("no bed or scheme has the feature “%(word)s”; no bed can be offered")),
        "prefers": (
            features | areas | _words(schemes, "scheme_id"),
            _("“%(word)s” is no feature, scheme_id or area of any scheme or bed"),
        ),
        "avoid_areas": (areas, _("no scheme is in the area “%(word)s”")),
        "withhold_from": (providers, _("no scheme has the provider “%(word)s”")),
    }
    for column, (known, message) in matches.items():
        _tell_words(folder["people"], column, known, message, findings)
    # A group that no scheme is reserved for is ordinary; one that differs from such a group only in spelling is not.
    _tell_words(folder["people"], "groups", _words(schemes, "reserved_for"), "", findings)


def _tell_words(table: ReadTable, column: str, known: set[str], message: str, findings: Findings) -> None:
    """Tells every entry that is not among ``known``; without a ``message``, only those that resemble a known one."""
    guess = likely_among(known)
    for position, entries in table.rows(column):
        for word in _entries(entries):
            if word not in known and (message or guess(word)):
                said = message % {"word": word} if message else _("no scheme is reserved for “%(word)s”", word=word)
                table.warn(findings, position, column, said + probably(guess(word)))


def _entries(value: Any) -> Iterable[str]:
    return () if value is UNREAD else value


def _odd_stays(folder: Folder, findings: Findings) -> None:
    stays = folder["stays"]
    for position, leaving_on, ended_on, outcome in stays.rows("leaving_on", "ended_on", "outcome"):
        if ended_on is not None or "ended_on" not in stays.present:
            continue
        if outcome is not UNREAD and outcome:
            stays.warn(findings, position, "outcome", _("an outcome of an open stay; if she has left, ended_on is due"))
        if isinstance(leaving_on, date) and leaving_on < folder.on - LONG_PAST:
            stays.warn(
                findings, position, "leaving_on",
                _("more than %(days)d days before the run date; if she has left, ended_on is due", days=LONG_PAST.days),
            )  # fmt: skip


def _overlapping_stays(folder: Folder, findings: Findings) -> None:
    """Stays of one person, or in one bed, that share a day. Two open ones are a fault and told as such."""
    stays = folder["stays"]
    spans: dict[str, dict[str, list[tuple[date, date, int]]]] = {"person_id": {}, "bed_id": {}}
    for position, person, bed, start, end in stays.rows("person_id", "bed_id", "started_on", "ended_on"):
        last = date.max if end is None else end
        if isinstance(start, date) and isinstance(last, date) and start < last:
            for column, who in (("person_id", person), ("bed_id", bed)):
                if isinstance(who, str) and who:
                    spans[column].setdefault(who, []).append((start, last, position))
    for column, message in (
        ("person_id", _("this stay overlaps with another of the same person, in row %(row)d")),
        ("bed_id", _("this stay overlaps with another in the same bed, in row %(row)d")),
    ):
        for of_one in spans[column].values():
            longest, held_by = date.min, 0
            for start, last, position in sorted(of_one):
                if start < longest and not last == longest == date.max:
                    stays.warn(findings, position, column, message % {"row": stays.numbers[held_by]})
                if last > longest:
                    longest, held_by = last, position


def _odd_decisions(folder: Folder, findings: Findings) -> None:
    waivers, pins, people = folder["waivers"], folder["pins"], folder["people"]
    for position, decided_on, expires_on in waivers.rows("decided_on", "expires_on"):
        if isinstance(expires_on, date) and expires_on < folder.on:
            waivers.warn(findings, position, "expires_on", _("expired before the run date; this waiver holds no more"))
        if isinstance(decided_on, date) and decided_on > folder.on:
            waivers.warn(findings, position, "decided_on", _("after the run date; this waiver does not hold yet"))
    for table in (waivers, pins):
        for column in ("reason", "decided_by"):
            if column in table.present:
                for position, text in table.rows(column):
                    if text == "":
                        table.warn(findings, position, column, _("blank; a decision names its reason and who took it"))
    candidates = folder.candidates()
    known = {person for _at, person in people.rows("person_id")}
    for position, person, action in pins.rows("person_id", "action"):
        if action == "forbid" and person in known and person not in candidates:
            pins.warn(findings, position, "person_id", _("she is no candidate; this pin changes nothing"))


def _said_twice(folder: Folder, findings: Findings) -> None:
    """The same decision in two rows: one of them may have been meant for somebody else."""
    same = {
        "keep_apart": ("person_a", "person_b", "scope"),
        "waivers": ("person_id", "rule", "decided_on", "expires_on"),
        "pins": ("person_id", "bed_id", "action", "worker_id"),
    }
    for name, columns in same.items():
        table = folder[name]
        seen: dict[tuple[Any, ...], int] = {}
        for position, *cells in table.rows(*columns):
            pair = sorted(map(str, cells[:2])) if name == "keep_apart" else cells[:2]
            key = (*pair, *cells[2:])
            if key in seen and UNREAD not in cells:
                earlier = table.numbers[seen[key]]
                table.warn(findings, position, columns[0], _("the same as in row %(row)d", row=earlier))
            seen.setdefault(key, position)
