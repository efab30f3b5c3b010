"""The pages, one blueprint a file, each named for its first part of the address."""

from flask import Blueprint

from beds.web.pages import account, audit, import_facts, policy, sign_in, today, users
from beds.web.pages import help as help_page

PAGES: tuple[Blueprint, ...] = (
    today.page,
    sign_in.page,
    policy.page,
    audit.page,
    import_facts.page,
    users.page,
    account.page,
    help_page.page,
)
