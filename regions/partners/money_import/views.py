"""The overview for the accountant, and contributions from and to a workbook."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.csv import csv_response
from regions.dutch import number_word
from regions.models import Region
from regions.partners.contributions.forms import OverviewFilter
from regions.partners.contributions.overview import HEADER, flat_rows, overview
from regions.partners.models import ContributionUpload
from regions.partners.money.amounts import Sums
from regions.partners.money.contributing import NotPossible
from regions.partners.money.financing import Period
from regions.partners.money.financing_card import card_for
from regions.partners.money.list import contributions_of, years_of
from regions.plans.imports.remembered import choose_columns, columns_for
from regions.plans.models import ColumnChoice
from regions.plans.versions import activities_of
from regions.web.lists import wants_csv
from regions.workbooks import preview as workbook
from regions.workbooks.columns.choices import column_rows
from regions.workbooks.columns.kept import packed
from regions.workbooks.forms import UploadForm
from regions.workbooks.judgement import Fate
from regions.workbooks.uploads import keep_upload
from regions.workbooks.writer import Page, write_pages

from .columns import LABELS
from .export import export_contributions, template_workbook
from .judgement import Examined, examine
from .parsed import ParsedContributions
from .saving import save_contributions
from .workbook import read_grids, read_workbook

TABLE = ColumnChoice.Table.CONTRIBUTIONS
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def money_overview(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_MONEY)
    card = card_for(region, timezone.localdate())
    label, days = _asked(request.GET.get("year", ""), card.outlook.period)
    may_edit = can(request.user, Action.EDIT_PARTNERS, region)
    businesses = overview(region, *days, may_read_people=may_edit)
    if wants_csv(request) or request.GET.get("format") == "xlsx":
        return _overview_file(region, businesses, label, wants_csv(request))
    context = {
        "region": region,
        "businesses": businesses,
        "sums": sum((business.sums for business in businesses), Sums()),
        "label": label,
        "filter": OverviewFilter(request.GET, years_of(region), card.outlook.period.label),
        "card": card,
        "reads_partners": can(request.user, Action.READ_PARTNERS, region),
        "may_share": can(request.user, Action.SHARE_MONEY, region),
        "today": timezone.localdate(),
    }
    return render(request, "partners/money_overview.html", context)


def _asked(year: str, period: Period) -> tuple[str, tuple[date, date]]:
    """The calendar year in the address, or the whole period."""
    if re.fullmatch(r"20\d\d", year, re.ASCII):
        return year, (date(int(year), 1, 1), date(int(year), 12, 31))
    return period.label, (period.first_on, period.last_on)


def _overview_file(region: Region, businesses, label: str, as_csv: bool) -> HttpResponse:
    rows = flat_rows(businesses)
    name = f"cofinanciering-overzicht-{region.slug}-{label}".replace("–", "-")
    if not as_csv:
        title = _("Co-financing of %(region)s, %(period)s") % {
            "region": region,
            "period": label,
        }
        return _attached(write_pages(Page("Overzicht", title, HEADER, rows)), f"{name}.xlsx")
    cells = ([_plain(row.get(field)) for field, *_rest in HEADER] for row in rows)
    return csv_response(f"{name}.csv", [text for _field, text, *_rest in HEADER], cells)


def _plain(value):
    return float(value) if hasattr(value, "as_tuple") else value


def _attached(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def export(request: Request, slug: str) -> HttpResponse:
    """Everything with who signed, so for the leaders; the overview is for everybody who reads."""
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    codes = {activity.key: activity.code for activity in activities_of(region)}
    rows = contributions_of(region).order_by(
        "partnership__business__name__dutch", "promised_on", "pk"
    )
    title = _("Co-financing of %(region)s") % {"region": region}
    name = f"cofinanciering-{region.slug}-{timezone.localdate()}.xlsx"
    return _attached(export_contributions(rows, codes, title), name)


@require_safe
def template(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    title = _("Co-financing of %(region)s") % {"region": region}
    return _attached(template_workbook(title), f"cofinanciering-{region.slug}-leeg.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        whose: dict[str, Any] = {"region": region, "uploaded_by": request.user}
        parsed, sheets = read_workbook(file, columns_for(region, TABLE))
        kept = keep_upload(
            ContributionUpload, file.name, parsed, timezone.now(), grids=packed(sheets), **whose
        )
        return redirect("contributions_preview", slug, kept.pk)
    status = 422 if form.errors else 200
    context = {"region": region, "form": form}
    return render(request, "partners/money_import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """What was previewed is what is saved: the upload is bound to this person and region."""
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    uploads = ContributionUpload.objects.alive(timezone.now())
    kept = uploads.filter(pk=pk, region=region, uploaded_by=request.user).first()
    if kept is None:
        messages.error(request, _("This upload was saved already or is too old. Upload it again."))
        return redirect("contributions_import", slug)
    if request.method == "POST" and "columns" in request.POST:
        posted = request.POST.dict()
        if choose_columns(kept, region, TABLE, LABELS, posted, read_grids):
            messages.success(request, _("The workbook was read again as you chose."))
        return redirect("contributions_preview", slug, kept.pk)
    if request.method == "POST":
        return _save(request, region, kept)
    found = examine(region, ParsedContributions.from_json(kept.parsed), timezone.localdate())
    context = {
        "region": region,
        "upload": kept,
        "heading": _heading(found),
        "columns": column_rows(found.parsed.columns, LABELS),
        "fields": LABELS,
        **workbook.preview(found.parsed),
        **workbook.first_rows(found.parsed, found.rows),
    }
    return render(request, "partners/money_preview.html", context)


def _heading(found: Examined) -> str:
    """ "Negen bijdragen gevonden, twee cellen kloppen niet"."""
    count = len(found.rows)
    if not count:
        return _("No contributions were found in this workbook")
    text = ngettext("%(number)s contribution found", "%(number)s contributions found", count)
    is_here = all(judged.fate == Fate.SAME for judged in found.rows)
    fine = _("%(found)s, all of them in the portal already") if is_here else None
    values = {"number": number_word(count, capital=True)}
    return workbook.heading(text % values, found.parsed, fine=fine)


def _save(request: Request, region: Region, kept: ContributionUpload) -> HttpResponse:
    parsed, shown = ParsedContributions.from_json(kept.parsed), request.POST.get("shown", "")
    try:
        added, changed = save_contributions(region, parsed, request.user, timezone.now(), shown)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("contributions_preview", region.slug, kept.pk)
    kept.delete()
    sentence = _("Added: %(added)s. Changed: %(changed)s. The rest stays as it was.")
    messages.success(request, sentence % {"added": added, "changed": changed})
    return redirect("contributions", region.slug)
