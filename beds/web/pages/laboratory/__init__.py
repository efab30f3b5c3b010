"""The pages of the laboratory: scenarios kept and changed, tried on this week, simulated and compared."""

from beds.web.pages.laboratory import changing, comparing, keeping, looking
from beds.web.pages.laboratory.blueprint import page

__all__ = ["changing", "comparing", "keeping", "looking", "page"]
