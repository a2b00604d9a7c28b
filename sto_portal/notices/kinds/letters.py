"""Mails of a few paragraphs with links below: text and HTML from the same words.

The text is written first, by hand; the HTML says the same through MJML.
"""

import re
import textwrap
from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.template.loader import render_to_string

from regions.text import clean
from sto_portal.notices.outbox.mime import Attached, Contents, one_line

WIDTH = 72
LINK = re.compile(r"https?://")


@dataclass(frozen=True)
class Link:
    title: str
    path: str

    @property
    def url(self) -> str:
        return settings.SITE_URL + self.path


@dataclass(frozen=True)
class Letter:
    """`why` says to readers why they get it, next to the link that ends it, where one can."""

    subject: str
    body: str
    links: list[Link]
    why: str
    stop_url: str = ""

    def contents(self, attached: Attached | None = None) -> Contents:
        body = self.body.strip()
        context = {
            "subject": self.subject,
            "body": body,
            "paragraphs": [paragraph.strip() for paragraph in re.split(r"\n\s*\n", body)],
            "links": self.links,
            "why": self.why,
            "unsubscribe_url": self.stop_url,
        }
        return Contents(
            one_line(self.subject),
            wrapped(render_to_string("notices/mail/notice.txt", context)),
            html_of("notices/mail/notice.mjml", context),
            self.stop_url,
            attached=attached,
        )


def html_of(template: str, context: dict[str, Any]) -> str:
    """Rows of before the rule for text hold what XML 1.0 forbids; no mail stops for it."""
    return mrml.to_html(clean(render_to_string(template, context))).content


def wrapped(text: str) -> str:
    """Lines of at most 72 characters, links whole, never more than one empty line in a row."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.strip():
            if lines and lines[-1]:
                lines.append("")
            continue
        lines += [line.rstrip()] if LINK.match(line.strip()) else _broken(line.rstrip())
    return "\n".join(lines).strip() + "\n"


def _broken(line: str) -> list[str]:
    indent = line[: len(line) - len(line.lstrip(" -→"))]
    return textwrap.wrap(
        line,
        WIDTH,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
