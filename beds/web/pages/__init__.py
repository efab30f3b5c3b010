"""The pages, one blueprint a file, each named for its first part of the address."""

from flask import Blueprint

from beds.web.pages import help as help_page
from beds.web.pages import sign_in, today
from beds.web.pages.allocation import page as allocation

PAGES: tuple[Blueprint, ...] = (today.page, allocation, sign_in.page, help_page.page)
