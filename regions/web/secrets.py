"""An address that is proof in itself never stands in the history or in a log with its proof.

Which addresses those are the routes say themselves: `<secret:…>`, and the keys of allauth.
"""

import logging
import re
from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

# Where the proof begins in a route: ours, and those of allauth (a reset, a confirmation).
PROOF = re.compile(r"<secret:|<path:key>|\(\?P<(?:uidb36|key)>")
PART = re.compile(r"<[^>]+>|\(\?P<\w+>[^)]*\)")
ORIGIN = r"(?:https?://[^/\s\"']+|(?<![\w./~%-])|(?<=%2F)|(?<=%2f))"
SLASH = r"(?:/|%2[Ff])"


def without_secrets(text: str) -> str:
    """The text, such as an address or a line of a log, with "…" for each proof in an address."""
    return _secret_addresses().sub(r"\1…", text)


@cache
def _secret_addresses() -> re.Pattern[str]:
    """What stands before a proof, and the proof itself, whether or not the rest of it fits."""
    before = {_as_pattern(route) for route in _routes(get_resolver()) if PROOF.search(route)}
    ways = "|".join(sorted(before, key=len, reverse=True))
    return re.compile(rf"({ORIGIN}(?:{ways}))([^/\s\"'?&#<>]+)")


def _routes(resolver: URLResolver, start: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = start + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def _as_pattern(route: str) -> str:
    literal = PART.split(PROOF.split(route)[0])
    return SLASH.join("[^/]+".join(map(re.escape, literal)).split("/")).join((SLASH, ""))


class DiscreetFormatter(logging.Formatter):
    """Every line of the log, its traceback included, without the proof of a secret address."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))
