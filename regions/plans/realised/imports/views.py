"""What was spent out of a workbook: upload, look at what was found, confirm, undo."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, fetch_region
from regions.asked import row_id
from regions.dutch import number_word
from regions.fields import DayField
from regions.models import Region
from regions.plans.imports.remembered import choose_columns, columns_for
from regions.plans.models import ColumnChoice, Plan, SpentUpload
from regions.plans.realised.keeping import booked_until
from regions.plans.realised.sums import YearSpent, spent_of
from regions.plans.realised.years import as_workbook, year_to_fill
from regions.workbooks import preview as workbook
from regions.workbooks.columns.choices import column_rows
from regions.workbooks.columns.kept import packed
from regions.workbooks.forms import UploadForm
from regions.workbooks.judgement import Fate
from regions.workbooks.uploads import keep_upload

from .columns import LABELS
from .judgement import Examined, examine
from .parsed import ParsedSpending
from .saving import NotSaved, save_upload, undo
from .workbook import read_grids, read_workbook
from .writing import workbook_to_fill

TABLE = ColumnChoice.Table.SPENT


class SpentUploadForm(UploadForm):
    until_on = DayField(label=gettext_lazy("Booked up to and including"))

    def __init__(self, data: Any, files: Any, year: int) -> None:
        super().__init__(data, files)
        self.year = year
        self.order_fields(["until_on", "file"])

    def clean_until_on(self):
        return booked_until(self.cleaned_data["until_on"], self.year)


@require_safe
def template(request: Request, slug: str, year: int) -> HttpResponse:
    region, plan = _asked(request, slug, year)
    title = _("Spent in %(year)s, region %(region)s") % {"year": year, "region": region}
    content = workbook_to_fill(spent_of(region, plan, year), title)
    return as_workbook(content, f"gerealiseerd-{region.slug}-{year}-invullen.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, slug: str, year: int) -> HttpResponse:
    region, plan = _asked(request, slug, year)
    form = SpentUploadForm(request.POST or None, request.FILES or None, year)
    if request.method == "POST" and form.is_valid():
        file, whose = form.cleaned_data["file"], {"region": region, "uploaded_by": request.user}
        parsed, sheets = read_workbook(file, year, columns_for(region, TABLE))
        kept = keep_upload(
            SpentUpload,
            file.name,
            parsed,
            timezone.now(),
            grids=packed(sheets),
            beside={"year": year, "until_on": form.cleaned_data["until_on"]},
            **whose,
        )
        return redirect("spent_preview", slug, year, kept.pk)
    context = {"region": region, "plan": plan, "year": year, "form": form}
    return render(
        request, "plans/realised_import.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, slug: str, year: int, pk: UUID) -> HttpResponse:
    """What was previewed is what is saved: the upload is bound to this person and region."""
    region, plan = _asked(request, slug, year)
    kept = _own(request, region, year, pk).filter(saved_as=None).first()
    if kept is None:
        messages.error(request, _("This upload was saved already or is too old. Upload it again."))
        return redirect("spent_import", slug, year)
    if request.method == "POST" and "columns" in request.POST:
        read = partial(read_grids, year=year)
        if choose_columns(kept, region, TABLE, LABELS, request.POST.dict(), read):
            messages.success(request, _("The workbook was read again as you chose."))
        return redirect("spent_preview", slug, year, kept.pk)
    if request.method == "POST":
        return _save(request, kept, plan)
    found = spent_of(region, plan, year)
    return render(request, "plans/realised_preview.html", _context(region, kept, found))


def _context(region: Region, kept: SpentUpload, found: YearSpent) -> dict[str, Any]:
    examined = examine(found, ParsedSpending.from_json(kept.parsed))
    return {
        "region": region,
        "upload": kept,
        "heading": _heading(examined),
        "examined": examined,
        "revision": found.kept.revision if found.kept else 0,
        "columns": column_rows(examined.parsed.columns, LABELS),
        "fields": LABELS,
        **workbook.preview(examined.parsed),
        **workbook.first_rows(examined.parsed, examined.rows),
    }


def _heading(examined: Examined) -> str:
    """ "Negen bedragen gevonden, twee cellen kloppen niet"."""
    told = [one for one in examined.rows if one.row.cents is not None]
    if not told:
        return _("No amounts were found in this workbook")
    text = ngettext("%(number)s amount found", "%(number)s amounts found", len(told))
    is_here = all(one.fate == Fate.SAME for one in told)
    fine = _("%(found)s, all of them in the portal already") if is_here else None
    values = {"number": number_word(len(told), capital=True)}
    return workbook.heading(text % values, examined.parsed, fine=fine)


def _save(request: Request, kept: SpentUpload, plan: Plan) -> HttpResponse:
    shown, slug = request.POST.get("shown", ""), kept.region.slug
    revision = row_id(request.POST.get("revision", "")) or 0
    try:
        changed = save_upload(kept, plan, request.user, shown, revision)
    except NotSaved as refusal:
        messages.error(request, str(refusal))
        return redirect("spent_preview", slug, kept.year, kept.pk)
    sentence = ngettext("%(number)s amount is saved.", "%(number)s amounts are saved.", changed)
    messages.success(request, sentence % {"number": number_word(changed, capital=True)})
    return _to_year(slug, kept.year)


@require_POST
def undo_import(request: Request, slug: str, year: int, pk: UUID) -> HttpResponse:
    region, _plan = _asked(request, slug, year)
    kept = _own(request, region, year, pk).exclude(saved_as=None).first()
    if kept is None:
        raise Http404
    try:
        undo(kept, request.user)
        messages.success(request, _("The amounts stand there as before this workbook."))
    except NotSaved as refusal:
        messages.error(request, str(refusal))
    return _to_year(slug, year)


def _to_year(slug: str, year: int) -> HttpResponse:
    return redirect(f"{reverse('realised', args=[slug])}?year={year}")


def _own(request: Request, region: Region, year: int, pk: UUID):
    uploads = SpentUpload.objects.alive(timezone.now()).select_related("region")
    return uploads.filter(pk=pk, region=region, year=year, uploaded_by=request.user)


def _asked(request: Request, slug: str, year: int) -> tuple[Region, Plan]:
    region = fetch_region(request.user, slug, Action.WRITE_SPENT)
    return region, year_to_fill(region, year)
