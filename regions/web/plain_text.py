"""What a browser sends is cleaned once, before any view or form reads it.

It stands here and not in the forms, because views read addresses and buttons too and because the
forms of libraries are not ours: what is cleaned in the request is clean for every route that there
is and will be. A line break in a field of one line goes where the field is known: `one_line`.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from regions.text import REFUSED, clean


class PlainTextMiddleware:
    """Characters that nobody sees are left out, so that who pastes from a slide loses nothing.

    NUL becomes U+FFFD, as in HTML: left out, it would make another word of what was sent. No page
    has it in its address. Comes after what refuses a person or a token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        if REFUSED.search(request.path_info):
            raise Http404
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _cleaned(request.POST)  # type: ignore[assignment]


def _cleaned(sent: QueryDict) -> QueryDict:
    """The same where nothing has to go, as nearly always."""
    told = "".join(part for name, values in sent.lists() for part in (name, *values))
    if clean(told) == told:
        return sent
    kept = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        kept.setlist(_clean(name), [_clean(value) for value in values])
    kept._mutable = False
    return kept


def _clean(text: str) -> str:
    return clean(text.replace("\x00", "\ufffd"))


def one_line() -> None:
    """Let every text field of one line, of ours and of libraries, read one line.

    A browser sends no line break from such a field; it is sent by hand or by a program.
    """
    read = forms.TextInput.value_from_datadict

    def value_from_datadict(self: Any, data: Any, files: Any, name: str) -> Any:
        value = read(self, data, files, name)
        return " ".join(value.splitlines()) if isinstance(value, str) else value

    forms.TextInput.value_from_datadict = value_from_datadict  # type: ignore[method-assign]
