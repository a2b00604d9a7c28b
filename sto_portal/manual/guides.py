"""The guides in docs/, one a role, as pages of the portal."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from regions.models import Membership, Role

GUIDES = (
    "programmaleider", "ondersteuner", "stuurgroep", "penvoerder", "bureau", "bedrijf", "koppelen",
)  # fmt: skip
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Section:
    """A heading: its words, its anchor on the page, and 2 or 3 for its depth."""

    title: str
    anchor: str
    depth: int


@dataclass(frozen=True)
class Guide:
    """`html` is what stands under the title; it is made of a file of the project, not of input."""

    name: str
    title: str
    html: str
    sections: tuple[Section, ...]


def guide_for(membership: Membership | None) -> str:
    """Which guide speaks to somebody in this role; without one, that of programme leaders."""
    if membership is None:
        return GUIDES[0]
    if membership.is_bureau:
        return "bureau"
    if membership.is_advisor:
        return "ondersteuner"
    if membership.role == Role.LEAD_APPLICANT or membership.is_controller:
        return "penvoerder"
    return "stuurgroep" if membership.is_steering else "programmaleider"


@cache
def guide_of(name: str) -> Guide:
    """The guide `name`, one of `GUIDES`; read and rendered once a process."""
    source = (settings.BASE_DIR / "docs" / f"{name}.md").read_text(encoding="utf-8")
    tokens = _PARSER.parse(source)
    title = tokens[1].content
    tokens = tokens[3:]  # the heading of the whole page is drawn by the page itself
    sections = tuple(_sections(tokens))
    for token in tokens:
        for part in token.children or []:
            _point(part)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Guide(name, title, html, sections)


def _sections(tokens: list[Token]) -> list[Section]:
    """Each heading, which gets the anchor that leads to it."""
    found = []
    for heading, words in pairwise(tokens):
        if heading.type != "heading_open":
            continue
        section = Section(words.content, slugify(words.content), int(heading.tag[1]))
        heading.attrSet("id", section.anchor)
        found.append(section)
    return found


def _point(part: Token) -> None:
    """Pictures come from where the portal serves them, and links to a guide lead to its page."""
    if part.type == "image":
        part.attrSet("src", static(f"manual/{PurePosixPath(str(part.attrs['src'])).name}"))
        part.attrSet("loading", "lazy")
    elif part.type == "link_open" and (
        match := re.fullmatch(r"(\w+)\.md", str(part.attrs.get("href", "")))
    ):
        part.attrSet("href", reverse("guide", args=[match[1]]))
