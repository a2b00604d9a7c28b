"""Import of a workbook: upload, look at what was found, confirm."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions.access import Action, Request, fetch_region
from regions.models import Region
from regions.plans.approve.approval import withdraw_change
from regions.plans.models import ColumnChoice, PlanUpload
from regions.plans.versions import PlanRefused, address_of, change_of, waiting_change
from regions.workbooks.columns.choices import column_rows
from regions.workbooks.columns.kept import packed
from regions.workbooks.forms import UploadForm
from regions.workbooks.preview import preview
from regions.workbooks.uploads import keep_upload

from . import preview as page
from .choices import LABELS, SHOWN, choose
from .draft import save_plan
from .judgement import judge
from .parsed import ParsedPlan
from .remembered import columns_for, sheets_for
from .workbook import read_workbook


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        whose: dict[str, Any] = {"region": region, "uploaded_by": request.user}
        chosen = columns_for(region, ColumnChoice.Table.PLAN)
        plan, sheets = read_workbook(file, wanted=sheets_for(region), chosen=chosen)
        kept = keep_upload(
            PlanUpload, file.name, plan, timezone.now(), grids=packed(sheets), **whose
        )
        return redirect("plan_preview", region.slug, kept.pk)
    status = 422 if form.errors else 200
    context = {"region": region, "form": form, "is_demo": settings.DEMO}
    return render(request, "plans/import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """What was previewed is what is saved: the upload is bound to this person and region."""
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    uploads = PlanUpload.objects.alive(timezone.now())
    kept = uploads.filter(pk=pk, region=region, uploaded_by=request.user).first()
    if kept is None:
        messages.error(request, _("This upload was saved already or is too old. Upload it again."))
        return redirect("plan_import", region.slug)
    if request.method == "POST" and "columns" in request.POST:
        if choose(kept, request.POST.dict(), request.POST.getlist("sheet")):
            messages.success(request, _("The workbook was read again as you chose."))
        return redirect("plan_preview", region.slug, kept.pk)
    if request.method == "POST":
        return _save(request, region, kept)
    plan = judge(region, ParsedPlan.from_json(kept.parsed))
    context = {
        "region": region,
        "upload": kept,
        "heading": page.heading(plan),
        "rows": page.rows(plan),
        "columns": column_rows(plan.columns, SHOWN),
        "fields": LABELS,
        "waiting": waiting_change(region),
        **preview(plan),
    }
    return render(request, "plans/preview.html", context)


def _save(request: Request, region: Region, kept: PlanUpload) -> HttpResponse:
    waiting = waiting_change(region)
    plan, shown = ParsedPlan.from_json(kept.parsed), request.POST.get("shown", "")
    try:
        with transaction.atomic():
            if waiting and request.POST.get("withdraw") == str(waiting.pk):
                withdraw_change(waiting, timezone.now())
            saved = save_plan(region, plan, request.user, shown)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("plan_preview", region.slug, kept.pk)
    kept.delete()
    if change_of(saved):
        messages.success(
            request, _("The new version is saved. Now write why you ask for this change.")
        )
        return redirect("plan_change", region.slug, saved.change.pk)
    messages.success(request, _("The plan is saved as a draft. Check it, and then submit it."))
    return redirect(address_of(saved, region))
