"""The list page: what an address asks of a list, its rows page by page, and the same as CSV.

Who may read the list is decided before any of this is called.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, wraps
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

ROWS_A_PAGE = 25


def list_page(
    request: HttpRequest,
    template: str,
    rows: Any,
    context: Callable[[Page[Any]], Mapping[str, Any]],
    *,
    size: int = ROWS_A_PAGE,
    file: Callable[[Any], HttpResponse] | None = None,
    status: int = 200,
) -> HttpResponse:
    """All `rows` through `file` where CSV is asked, else the page of them that is asked.

    `context` is asked for what stands around the rows only when a page is shown, and gets that
    page; the template finds it as `page_obj`.
    """
    if file is not None and wants_csv(request):
        return file(rows)
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    return render(request, template, {"page_obj": page, **context(page)}, status=status)


def wants_csv(request: HttpRequest) -> bool:
    """`?format=csv`, and `?as=csv` of addresses that people kept."""
    return "csv" in (request.GET.get("format"), request.GET.get("as"))


def as_csv(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view` with `?format=csv`, for the address that its file had of its own."""

    @require_safe
    @wraps(view)
    def file(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        query = request.GET.copy()
        query["format"] = "csv"
        request.GET = query  # type: ignore[assignment]  # a request may carry a mutable one
        return view(request, *args, **kwargs)

    return file


class Words(forms.CharField):
    """Words to search for; a filter never refuses what somebody typed."""

    widget = forms.TextInput(attrs={"type": "search", "class": "form-control"})

    def __init__(
        self, label: Any, *, example: Any = "", most: int | None = None, box: str = ""
    ) -> None:
        """`box` is the class of what stands around label and input."""
        super().__init__(label=label, required=False)
        self.most, self.box = most, box
        shown = {"placeholder": example, "maxlength": most}
        self.widget.attrs |= {name: value for name, value in shown.items() if value}

    def clean(self, value: Any) -> str:
        return (value or "").strip()[: self.most]


class Choice(forms.ChoiceField):
    """One of a few; what is none of them asks for `nothing`."""

    widget = forms.Select(attrs={"class": "form-select"})

    def __init__(
        self, label: Any, nothing: Any, options: Iterable[tuple[Any, Any]] = (), **kwargs: Any
    ) -> None:
        self.nothing = nothing
        super().__init__(label=label, required=False, **kwargs)
        self.offer(options)

    def offer(self, options: Iterable[tuple[Any, Any]], nothing: Any = None) -> None:
        """Options that only the page knows, such as the schools of its region."""
        first = ("", self.nothing if nothing is None else nothing)
        self.choices = [first, *((str(value), text) for value, text in options)]

    def clean(self, value: Any) -> str:
        text = self.to_python(value)
        return text if self.valid_value(text) else ""


class ListFilter(forms.Form):
    """The filters and the order of a list, in the address; `offers` are options by field."""

    def __init__(self, query: Mapping[str, Any], **offers: Iterable[tuple[Any, Any]]) -> None:
        super().__init__(query, auto_id="%s", label_suffix="", use_required_attribute=False)
        for name, options in offers.items():
            self.fields[name].offer(options)  # type: ignore[attr-defined]

    @cached_property
    def wanted(self) -> dict[str, str]:
        """What is asked by field; an empty text where nothing is asked or nothing known."""
        self.full_clean()
        return self.cleaned_data

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.wanted.items() if name != "sort")
