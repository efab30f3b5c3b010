"""The pages, one blueprint a file, each named for its first part of the address."""

from flask import Blueprint

from beds.web.pages import (
    account,
    audit,
    beds,
    import_facts,
    people,
    reasons,
    reports,
    runs,
    sign_in,
    today,
    users,
    waiting,
    workers,
)
from beds.web.pages import help as help_page
from beds.web.pages.allocation import page as allocation
from beds.web.pages.laboratory import page as laboratory

PAGES: tuple[Blueprint, ...] = (
    today.page, sign_in.page, waiting.page, people.page, allocation, beds.page, workers.page, reports.page,
    # The lists of reasons lie beneath the policy, in its blueprint.
    reasons.page, laboratory, audit.page, import_facts.page, runs.page, users.page, account.page, help_page.page,
)  # fmt: skip
