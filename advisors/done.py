"""What was done on a list just now, with the way back; shown once, above what comes next."""

from typing import Any

from django.http import HttpRequest

KEY = "week_done"


def tell_done(request: HttpRequest, text: str, undo: str = "", **fields: str) -> None:
    """`undo` is the address that takes it back: a form with `fields`."""
    request.session[KEY] = {"text": text, "undo": undo, "fields": fields}


def take_done(request: HttpRequest) -> dict[str, Any] | None:
    return request.session.pop(KEY, None)
