"""What every template may use: the reader, the navigation, dates and numbers in her language, sure links."""

from typing import Any

from flask import Flask, request, url_for

from beds.domain.access import role_name
from beds.domain.answer_words import outcome_name
from beds.domain.fact_words import fact_name
from beds.domain.words import offer_status_name, route_name, stay_outcome_name
from beds.services.restricted import rule_title
from beds.web import words
from beds.web.access import may_open
from beds.web.accounts import settings, who
from beds.web.navigation import navigation
from beds.web.paging import address_with
from beds.web.security import nonce


def add_to_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=words.day,
        day_month=words.day_month,
        days_told=words.days_told,
        short_day=words.short_day,
        weekday=words.weekday,
        number=words.number,
        moment=words.moment,
        percent=words.percent,
        role_name=role_name,
        route_name=route_name,
        stay_outcome_name=stay_outcome_name,
        offer_status_name=offer_status_name,
        rule_title=rule_title,
        fact_name=fact_name,
        outcome_name=outcome_name,
    )
    app.jinja_env.globals.update(nonce=nonce, page_link=page_link, address_with=address_with, may_open=may_open)
    app.context_processor(_of_this_request)


def page_link(endpoint: str, **values: Any) -> str | None:
    """The address of a page; None where there is no such page or the reader may not open it."""
    return url_for(endpoint, **values) if may_open(endpoint) else None


def _of_this_request() -> dict[str, Any]:
    return {
        "lang": words.language(),
        "dir": "rtl" if words.is_right_to_left() else "ltr",
        "reader": who(),
        "demo": settings().demo,
        "on": settings().today(),
        "navigation": navigation(),
        "current_endpoint": request.endpoint or "",
    }
