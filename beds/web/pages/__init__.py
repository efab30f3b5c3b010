"""The pages, one blueprint a file, each named for its first part of the address."""

from flask import Blueprint

from beds.web.pages import beds, people, sign_in, today, waiting, workers
from beds.web.pages import help as help_page

PAGES: tuple[Blueprint, ...] = (
    today.page, sign_in.page, help_page.page, waiting.page, people.page, beds.page, workers.page,
)  # fmt: skip
