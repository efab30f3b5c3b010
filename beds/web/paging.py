"""Long lists page by page: cut by the server, the page a number in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for

Item = TypeVar("Item")
A_PAGE = 50


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. ``number`` counts from 1."""

    items: Sequence[Item]
    number: int
    pages: int
    total: int
    first: int
    """The place of the first item in the whole list, from 1; 0 where the list is empty."""

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1 if self.items else 0

    @property
    def numbers(self) -> list[int | None]:
        """The pages to link to: the first, the last, and those around this one; None where some are left out."""
        wanted = sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})
        found: list[int | None] = []
        for number in wanted:
            if found and found[-1] is not None and number > found[-1] + 1:
                found.append(None)
            found.append(number)
        return found


def asked_page() -> int:
    """The number of the page in the address; 1 where there is none or it is no number."""
    asked = request.args.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def paged(items: Sequence[Item], number: int | None = None, size: int = A_PAGE) -> Page[Item]:
    """The page that is asked for; the last one where there are not so many."""
    pages = max(1, -(-len(items) // size))
    number = min(pages, number or asked_page())
    cut = items[(number - 1) * size : number * size]
    return Page(cut, number, pages, len(items), (number - 1) * size + 1 if cut else 0)


def address_with(**changed: Any) -> str:
    """The address of this page with some of its parameters changed; None takes one out."""
    kept: dict[str, Any] = request.args.to_dict(flat=False)
    return url_for(request.endpoint or "today.show", **{**(request.view_args or {}), **kept, **changed})
