"""Letters of DUS-I: the list, one of them, and what it asks."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.asked import row_id
from regions.csv import csv_response
from regions.dossier.files import keep_file
from regions.dossier.models import Letter, Notice, Point
from regions.models import Region
from regions.saving import saved
from regions.web.lists import list_page

from .forms import LetterFilter, LetterForm, PointForm
from .points import letters_of


@require_safe
def letters(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_DOSSIER)
    chosen = LetterFilter(request.GET)
    return list_page(
        request,
        "dossier/letters.html",
        letters_of(region, **chosen.wanted),
        lambda _page: {
            "region": region,
            "filter": chosen,
            "may_edit": can(request.user, Action.EDIT_DOSSIER, region),
        },
        file=lambda rows: _as_csv(region, rows),
    )


def _as_csv(region: Region, rows: QuerySet[Letter]) -> HttpResponse:
    header = [
        _("Date"), _("Kind"), _("Subject"), _("Reference"), _("What it says, in short"),
        _("Files"), _("Points"), _("Points that wait"),
    ]  # fmt: skip
    cells = (
        [
            row.dated_on, row.get_kind_display(), row.subject, row.reference, row.summary,
            len(row.files.all()), len(row.points.all()),
            sum(point.done_on is None for point in row.points.all()),
        ]
        for row in rows
    )  # fmt: skip
    return csv_response(f"brieven-{region.slug}-{timezone.localdate()}.csv", header, cells)


@require_safe
def letter(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _letter(request, slug, pk, Action.READ_DOSSIER)
    context = {
        "region": row.region,
        "letter": row,
        "files": row.files.select_related("document").defer("document__content"),
        "points": row.points.select_related("done_by"),
        "today": timezone.localdate(),
        "may_edit": can(request.user, Action.EDIT_DOSSIER, row),
    }
    return render(request, "dossier/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_letter(request: Request, slug: str) -> HttpResponse:
    """A letter by itself, or the answer to the notice in the address."""
    region = fetch_region(request.user, slug, Action.EDIT_DOSSIER)
    row = Letter(region=region, added_by=request.user)
    if pk := row_id(request.GET.get("notice")):
        row.notice = Notice.objects.filter(region=region, pk=pk).first()
        row.kind = Letter.Kind.ANSWER
    return _write(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_letter(request: Request, slug: str, pk: int) -> HttpResponse:
    return _write(request, _letter(request, slug, pk, Action.EDIT_DOSSIER))


@require_POST
def remove_letter(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _letter(request, slug, pk, Action.EDIT_DOSSIER)
    for kept in row.files.select_related("document").defer("document__content"):
        kept.document.delete()
    row.delete()
    messages.success(request, _("The letter is gone, with its files and points."))
    return redirect("letters", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def new_point(request: Request, slug: str, pk: int) -> HttpResponse:
    letter = _letter(request, slug, pk, Action.EDIT_DOSSIER)
    return _write_point(request, Point(letter=letter))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_point(request: Request, slug: str, pk: int) -> HttpResponse:
    return _write_point(request, _point(request, slug, pk))


@require_POST
def done_point(request: Request, slug: str, pk: int) -> HttpResponse:
    """Done today, or waiting again."""
    row = _point(request, slug, pk)
    row.done_on = None if row.done_on else timezone.localdate()
    row.done_by = request.user if row.done_on else None
    row.save(update_fields=["done_on", "done_by"])
    messages.success(request, _("Done.") if row.done_on else _("It waits again."))
    return redirect("letter", slug, row.letter_id)


@require_POST
def remove_point(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _point(request, slug, pk)
    row.delete()
    messages.success(request, _("The point is gone."))
    return redirect("letter", slug, row.letter_id)


def _letter(request: Request, slug: str, pk: int, action: Action) -> Letter:
    rows = Letter.objects.filter(region__slug=slug)
    return fetch(
        rows.select_related("region", "moment", "notice", "added_by"), request.user, action, pk=pk
    )


def _point(request: Request, slug: str, pk: int) -> Point:
    rows = Point.objects.filter(letter__region__slug=slug).select_related("letter__region")
    return fetch(rows, request.user, Action.EDIT_DOSSIER, pk=pk)


def _write(request: Request, row: Letter) -> HttpResponse:
    region: Region = row.region
    form = LetterForm(
        request.POST or None,
        request.FILES or None,
        instance=row,
        region=region,
        today=timezone.localdate(),
    )

    def keep() -> None:
        form.save()
        keep_file(form.cleaned_data["paper"], region, request.user, letter=row)

    if request.method == "POST" and form.is_valid() and saved(form, keep):
        messages.success(request, _("The letter is in the dossier."))
        return redirect("letter", region.slug, row.pk)
    context = {"region": region, "letter": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dossier/letter_form.html", context, status=status)


def _write_point(request: Request, row: Point) -> HttpResponse:
    region: Region = row.letter.region
    form = PointForm(request.POST or None, instance=row, today=timezone.localdate())

    def keep() -> None:
        row.done_by = (row.done_by or request.user) if row.done_on else None
        form.save()

    if request.method == "POST" and form.is_valid() and saved(form, keep):
        messages.success(request, _("The point is in the dossier."))
        return redirect("letter", region.slug, row.letter_id)
    context = {"region": region, "letter": row.letter, "point": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dossier/point_form.html", context, status=status)
