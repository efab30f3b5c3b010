"""The ways through the service, in the order of the week. A page that is not there, or not for her, is left out."""

from dataclasses import dataclass

from flask import request, url_for

from beds.domain.messages import N_, _
from beds.web.access import may_open

# Translators: the names of the pages, as they stand in the navigation.
ENTRIES = (
    ("today.show", N_("Today")),
    ("waiting.show", N_("Waiting list")),
    ("allocation.show", N_("Allocation")),
    ("beds.show", N_("Beds")),
    ("workers.show", N_("Key workers")),
    ("reports.show", N_("Reports")),
    ("policy.show", N_("Rules and policy")),
    ("lab.show", N_("Laboratory")),
    ("import.show", N_("Upload")),
    ("audit.show", N_("Record")),
    ("users.show", N_("Users")),
    ("help.show", N_("Help")),
)
"""The endpoint of each page and its name. A blueprint is active on all of its pages."""


@dataclass(frozen=True)
class Entry:
    """One link of the navigation."""

    text: str
    address: str
    current: bool
    """She is on this very page."""
    active: bool
    """She is on a page beneath it."""


def navigation() -> list[Entry]:
    """The links for whoever is here."""
    here, blueprint = request.endpoint, request.blueprint
    return [
        Entry(_(text), url_for(endpoint), endpoint == here, endpoint.split(".")[0] == blueprint)
        for endpoint, text in ENTRIES
        if may_open(endpoint)
    ]
