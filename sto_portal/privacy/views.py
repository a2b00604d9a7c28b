"""The bureau's page of what is kept and what went."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from regions.access import Request, require_bureau
from regions.csv import csv_response
from regions.web.lists import Choice, ListFilter, list_page

from .erasing.finding import Place
from .erasing.people import titles_of_counts
from .models import Deed
from .retention import due, last_run
from .rule import Rule
from .table import RULES


@dataclass(frozen=True)
class Line:
    rule: Rule
    went: int
    will_go: int
    failed: bool


@require_safe
def keeping(request: Request) -> HttpResponse:
    """How long what is kept and why, what went at the last run, and what would go at the next."""
    require_bureau(request.user)
    last, waiting = last_run(), due(timezone.now())
    went, failed = (last.counts, last.left) if last else ({}, [])
    lines = [
        Line(rule, went.get(rule.name, 0), waiting[rule.name], rule.name in failed)
        for rule in RULES
    ]
    return render(request, "privacy/keeping.html", {"lines": lines, "last": last})


class DeedFilter(ListFilter):
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("Everything"), Deed.Kind.choices)


@dataclass(frozen=True)
class Told:
    deed: Deed
    counts: list[tuple[str, int]]
    left: int


@require_safe
def deeds(request: Request) -> HttpResponse:
    """Every run that wiped something, and every erasure: who, when and how many of what."""
    require_bureau(request.user)
    form = DeedFilter(request.GET)
    rows = Deed.objects.select_related("by", "person").exclude(kind="retention", counts={})
    if kind := form.wanted["kind"]:
        rows = rows.filter(kind=kind)
    return list_page(
        request,
        "privacy/deeds.html",
        rows,
        lambda page: {"filter": form, "told": [told_of(deed) for deed in page]},
        file=_as_csv,
    )


def _as_csv(rows: QuerySet[Deed]) -> HttpResponse:
    """A line for each kind of rows that went; an erasure of which nothing went has one too."""
    lines = [
        [
            timezone.localtime(told.deed.at).strftime("%Y-%m-%d %H:%M"),
            told.deed.get_kind_display(),
            told.deed.by.name if told.deed.by else "",
            what,
            number,
        ]
        for told in map(told_of, rows)
        for what, number in told.counts or [("", 0)]
    ]
    header = [_("When"), _("Kind"), _("By"), _("What"), _("How many")]
    return csv_response(f"wissen-{timezone.localdate()}.csv", header, lines)


def told_of(deed: Deed) -> Told:
    is_erasure = deed.kind != Deed.Kind.RETENTION
    titles = titles_of_counts() if is_erasure else {rule.name: rule.what for rule in RULES}
    counts = [(str(titles.get(name, name)), rows) for name, rows in deed.counts.items()]
    return Told(deed, counts, len(deed.left) if is_erasure else 0)


@require_safe
def deed(request: Request, pk: int) -> HttpResponse:
    """One erasure, with the places where the name stood in sentences of others."""
    require_bureau(request.user)
    row = get_object_or_404(Deed.objects.select_related("by", "person"), pk=pk)
    is_erasure = row.kind != Deed.Kind.RETENTION
    left = [Place.from_json(place) for place in row.left] if is_erasure else []
    context = {"deed": row, "told": told_of(row), "left": left}
    return render(request, "privacy/deed.html", context)
