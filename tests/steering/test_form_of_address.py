"""A steering group is addressed as "u" on every page that its members can reach."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.utils import translation

from regions.progress.measure.snapshots import rebuild
from tests.conftest import NOW
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
HREF = re.compile(r"""(?:href|src|action)="((?:/|\?[^"#]*format=)[^"#]*)""")
HIDDEN = re.compile(r"<(script|style)\b.*?</\1>|<textarea.*?</textarea>", re.DOTALL)
TOLD = re.compile(
    r"""<[^>]*?(?:aria-label|title|placeholder|alt|data-confirm)="([^"]*)"[^>]*>|<[^>]+>"""
)
LEFT_OUT = ("/static/", "/admin/", "/demo/", "/keuzevakken", "/electives/")
# Guides that speak to somebody else.
LEFT_OUT += ("/help/programmaleider/", "/help/ondersteuner/")


def said_in(page: str) -> str:
    """The text of a page and of its labels, without what people wrote in a field."""
    shown = HIDDEN.sub(" ", page)
    return unescape(TOLD.sub(lambda tag: f" {tag.group(1) or ''} ", shown))


def pages_of(client: Client) -> dict[str, str]:
    seen: dict[str, str] = {}
    waiting = ["/"]
    while waiting and len(seen) < 150:
        address = waiting.pop(0)
        if address in seen or address.startswith(LEFT_OUT):
            continue
        answer = client.get(address, follow=True)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        seen[address] = page = answer.content.decode(errors="ignore")
        waiting += [urljoin(address, one.replace("&amp;", "&")) for one in HREF.findall(page)]
    return seen


def test_no_page_of_a_member_says_je(merenland, browse):
    log(merenland.region, "2026-10", {"2.1": {"status": "stalled", "counted": 4}})
    rebuild([merenland.region], NOW)
    with translation.override("nl"):
        client = browse(merenland.chair)
        pages = pages_of(client)
        for address in ("/nergens/", f"/regions/{merenland.slug}/check-in/2026-10/"):
            pages[address] = client.get(address).content.decode()
    found = sorted(
        {
            f"{address}: …{text[max(0, match.start() - 50) : match.end() + 40]}…"
            for address, page in pages.items()
            for text in [re.sub(r"\s+", " ", said_in(page))]
            for match in FAMILIAR.finditer(text)
        }
    )
    assert len(pages) > 30
    assert not found, "\n".join(found)
