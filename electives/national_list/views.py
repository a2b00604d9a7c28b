"""The bureau's national list of existing electives, and its import from Excel or CSV."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from electives.catalogue.catalogue import words_of
from electives.models import ListedElective, ListUpload, Profile
from regions.access import Request, require_bureau
from regions.csv import csv_response
from regions.plans.imports.remembered import choose_columns, columns_for
from regions.plans.models import ColumnChoice
from regions.web.lists import Choice, ListFilter, Words, list_page
from regions.web.searching import named
from regions.workbooks.columns.choices import column_rows
from regions.workbooks.columns.kept import packed
from regions.workbooks.forms import upload_field
from regions.workbooks.judgement import Fate
from regions.workbooks.preview import first_rows, preview
from regions.workbooks.uploads import keep_upload

from .judgement import Examined, ListChanged, examine, save_list
from .parsed import ParsedList
from .workbook import LABELS, list_of, read_workbook

TABLE = ColumnChoice.Table.ELECTIVES


class ListForm(forms.Form):
    file = upload_field(gettext_lazy("Workbook (.xlsx) or CSV"), ".xlsx", ".csv", ".txt")


class ListedFilter(ListFilter):
    q = Words(gettext_lazy("Search"))
    profile = Choice(
        gettext_lazy("Profile"),
        gettext_lazy("All profiles"),
        [(name, name) for name in Profile.values],
    )
    only = Choice(
        pgettext_lazy("electives", "Which"),
        gettext_lazy("All electives"),
        [("used", gettext_lazy("In use")), ("gone", gettext_lazy("No longer in use"))],
    )
    sort = Choice(gettext_lazy("Order"), gettext_lazy("Code"), [("title", gettext_lazy("Title"))])


@require_safe
def bureau_electives(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = ListedFilter(request.GET)
    return list_page(
        request,
        "electives/listed.html",
        _chosen(**form.wanted),
        lambda _page: {"filter": form, "total": ListedElective.objects.in_use().count()},
        file=_as_csv,
    )


def _chosen(q: str, profile: str, only: str, sort: str) -> QuerySet[ListedElective]:
    rows = ListedElective.objects.defer("search")
    if q:
        by_words = words_of(q)
        found = ListedElective.objects.filter(named(q, "code", "title"))
        if by_words is not None:
            found |= ListedElective.objects.filter(search=by_words)
        rows = rows.filter(pk__in=found.values("pk"))
    if profile:
        rows = rows.filter(profiles__contains=[profile])
    if only:
        rows = rows.filter(is_in_use=only == "used")
    return rows.order_by(f"{sort or 'code'}__dutch", "pk")


def _as_csv(rows: QuerySet[ListedElective]) -> HttpResponse:
    """With the headers that an import reads back."""
    header = ["Code", "Titel", "Profielen", "Wat leerlingen leren", "Competenties", "In gebruik"]
    cells = (
        [
            entry.code,
            entry.title,
            ", ".join(entry.profiles),
            entry.description,
            ", ".join(entry.competences),
            "ja" if entry.is_in_use else "nee",
        ]
        for entry in rows
    )
    return csv_response("bestaande-keuzevakken.csv", header, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def bureau_electives_import(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, now = form.cleaned_data["file"], timezone.now()
        parsed, sheets = read_workbook(file, file.name, columns_for(None, TABLE))
        kept = keep_upload(
            ListUpload, file.name, parsed, now, grids=packed(sheets), uploaded_by=request.user
        )
        return redirect("bureau_electives_preview", kept.pk)
    status = 422 if form.errors else 200
    return render(request, "electives/list_import.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def bureau_electives_preview(request: Request, pk: UUID) -> HttpResponse:
    """What was previewed is what is saved: the upload belongs to this person."""
    require_bureau(request.user)
    now = timezone.now()
    kept = ListUpload.objects.alive(now).filter(pk=pk, uploaded_by=request.user).first()
    if kept is None:
        messages.error(request, _("This upload was saved already or is too old. Upload it again."))
        return redirect("bureau_electives_import")
    if request.method == "POST" and "columns" in request.POST:
        if choose_columns(kept, None, TABLE, LABELS, request.POST.dict(), list_of):
            messages.success(request, _("The workbook was read again as you chose."))
        return redirect("bureau_electives_preview", kept.pk)
    if request.method == "POST":
        try:
            saved = save_list(kept, now, request.POST.get("shown", ""))
        except ListChanged as refusal:
            messages.error(request, str(refusal))
            return redirect("bureau_electives_preview", kept.pk)
        if saved is None:
            messages.error(request, _("Nothing was saved. Correct the file and upload it again."))
            return redirect("bureau_electives_import")
        messages.success(request, _told(saved))
        return redirect("bureau_electives")
    return render(request, "electives/list_preview.html", _preview(kept))


def _told(saved: Examined) -> str:
    values = {
        "new": saved.count(Fate.NEW),
        "changed": saved.count(Fate.CHANGE),
        "gone": len(saved.vanished),
    }
    return _("Saved: %(new)s new, %(changed)s changed, %(gone)s no longer in use.") % values


def _preview(kept: ListUpload) -> dict[str, Any]:
    found = examine(ParsedList.from_json(kept.parsed))
    count = len(found.rows)
    text = ngettext("%(n)s elective found", "%(n)s electives found", count) % {"n": count}
    return {
        "upload": kept,
        "found": found,
        "columns": column_rows(found.parsed.columns, LABELS),
        "fields": LABELS,
        "heading": text if count else _("No electives were found in this file"),
        "counts": {fate: found.count(fate) for fate in Fate},
        **preview(found.parsed),
        **first_rows(found.parsed, found.rows),
    }
