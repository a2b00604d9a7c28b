"""What an address or a form asks for, in text that anybody may have typed."""

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect, RawPostDataException
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from regions.text import Decoder


def row_id(text: str | None) -> int | None:
    """The number of a row, or None for what cannot be one."""
    if text and text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    return None


def day_of(text: str) -> date | None:
    """The day that an input for days sends, or None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def json_object(request: HttpRequest) -> dict[str, Any] | None:
    """The object that a script sent, its text clean; None for anything else."""
    try:
        sent = json.loads(request.body, cls=Decoder)
    except (ValueError, RawPostDataException):
        return None
    return sent if isinstance(sent, dict) else None


def fields_in(sent: dict[str, Any] | None) -> dict[str, str] | None:
    """The fields of a form that a script sent; None for anything but texts by name."""
    fields = sent.get("fields") if sent else None
    if not isinstance(fields, dict) or not all(isinstance(text, str) for text in fields.values()):
        return None
    return fields


def onward(request: HttpRequest, wanted: str, *otherwise: Any) -> HttpResponseRedirect:
    """To an address that a form names, when it is one of this portal; else to a page by its name.

    Never `redirect(wanted)`: that takes text for the name of a page first, and may find one.
    """
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    if is_ours and wanted.startswith("/"):
        return HttpResponseRedirect(wanted)
    return redirect(*otherwise)
