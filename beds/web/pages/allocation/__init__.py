"""The allocation: the week's run, what it proposes and why, the decisions on it, and the offers that follow."""

from beds.web.pages.allocation import answering, deciding, looking
from beds.web.pages.allocation.blueprint import page

__all__ = ["answering", "deciding", "looking", "page"]
