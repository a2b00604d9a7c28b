"""What was done on a list just now, with the way back; shown once, above what comes next."""

from typing import Any

from django.http import HttpRequest

KEY = "week_done"


def tell_done(
    request: HttpRequest, text: str, undo: str = "", later: str = "", **fields: str
) -> None:
    """`undo` is the address that takes it back, `later` the one that puts it off to another day:
    forms with `fields`."""
    request.session[KEY] = {"text": text, "undo": undo, "later": later, "fields": fields}


def take_done(request: HttpRequest) -> dict[str, Any] | None:
    return request.session.pop(KEY, None)
