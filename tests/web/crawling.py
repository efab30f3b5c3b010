"""A crawl for tests: all that one reader can be shown, by links, forms and addresses, opened as text."""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient

HOST = "http://localhost"
MOST = 600
"""More pages than this are a crawl that does not end."""
_FOLLOWED = re.compile(r"<(?:a|link|script|img|iframe|source)\b[^>]*?\b(?:href|src|data)=\"([^\"]*)\"")
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_SELECT = re.compile(r"<select\b[^>]*\bname=\"([^\"]*)\"[^>]*>(.*?)</select>", re.DOTALL)
_ASKED = re.compile(r"\b(?:hx-get|data-src|data-url)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Seen:
    """One answer, headers and all, as text: of a workbook or another archive, everything that is in it."""

    address: str
    status: int
    text: str


def crawl(app: Flask, client: FlaskClient, named: Mapping[str, Sequence[object]]) -> Iterator[Seen]:
    """Every answer to a GET that the client can reach, redirects and refusals too.

    It begins with every address that the application knows; in those with blanks ``named`` fills them in by name.
    """
    waiting, known = deque(_addresses(app, named)), set[str]()
    while waiting:
        address = waiting.popleft()
        if address in known:
            continue
        known.add(address)
        assert len(known) < MOST, "the crawl does not end"
        with client.get(address) as answer:
            content, where = answer.get_data(), answer.headers.get("Location", "")
            text = _opened(content)
            yield Seen(address, answer.status_code, f"{answer.headers}\n{text}")
        if where:
            waiting.append(_here(address, where))
        if answer.mimetype == "text/html":
            waiting.extend(found for found in _links(address, text) if found)


def _addresses(app: Flask, named: Mapping[str, Sequence[object]]) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        if not rule.arguments:
            yield rule.rule
        for number in range(max((len(named.get(one, ("1",))) for one in rule.arguments), default=0)):
            values = {one: named.get(one, ("1",)) for one in rule.arguments}
            built = rule.build({name: some[number % len(some)] for name, some in values.items()})
            if built is not None:
                yield built[1]


def _links(address: str, page: str) -> Iterator[str]:
    for pattern in (_FOLLOWED, _ASKED):
        yield from (_here(address, unescape(found)) for found in pattern.findall(page))
    for attributes, inside in _FORM.findall(page):
        if 'method="post"' in attributes.lower():
            continue
        action = re.search(r'\baction="([^"]*)"', attributes)
        target = _here(address, unescape(action.group(1)) if action else "")
        for name, options in _SELECT.findall(inside):
            for value in re.findall(r'<option value="([^"]*)"', options):
                yield f"{target.partition('?')[0]}?{urlencode({name: unescape(value)})}"


def _here(address: str, link: str) -> str:
    """The link as an address of this service; blank where it leads elsewhere."""
    parts = urlsplit(urldefrag(urljoin(HOST + address, link))[0])
    if f"{parts.scheme}://{parts.netloc}" != HOST:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _opened(content: bytes) -> str:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(_opened(archive.read(name)) for name in archive.namelist())
    return unescape(content.decode("utf-8", errors="replace"))
