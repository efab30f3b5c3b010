"""The reader's words: days that use cases write for everybody stand on pages as she writes them."""

from flask import Flask

from beds.web.words import days_told


def test_days_are_told_as_the_reader_writes_them_and_ids_stay(app: Flask) -> None:
    with app.test_request_context("/"):
        assert days_told("She left on 2026-11-23 (hospital).") == "She left on 23 November 2026 (hospital)."
        for text in ("stay-2026-11-23", "2026-11-23-B", "2026-13-01", "12026-11-23"):
            assert days_told(text) == text
