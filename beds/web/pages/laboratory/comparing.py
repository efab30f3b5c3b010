"""Comparing scenarios: choosing them, and what was found, side by side."""

from flask import render_template

from beds.web.access import needs
from beds.web.pages.laboratory.blueprint import page


@page.get("/lab/compare")
@needs("keep_scenarios")
def compare() -> str:
    return "x"
