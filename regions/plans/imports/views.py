"""Import of a workbook: upload, look at what was found, confirm."""

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
from regions.plans.models import PlanUpload
from regions.plans.versions import PlanRefused, address_of, change_of, waiting_change

from . import preview as previewing
from .forms import UploadForm
from .parsed import plan_from_json
from .saving import preview, save_plan
from .uploads import keep_upload
from .workbook import read_plan


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        found = preview(region, read_plan(file))
        kept = keep_upload(region, request.user, file.name, found)
        return redirect("plan_preview", region.slug, kept.pk)
    status = 422 if form.errors else 200
    context = {"region": region, "form": form, "is_demo": settings.DEMO}
    return render(request, "plans/import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, slug: str, pk: UUID) -> HttpResponse:
    """What was previewed is what is saved: the upload is bound to this person and region."""
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    kept = PlanUpload.objects.alive(timezone.now()).filter(
        pk=pk, region=region, uploaded_by=request.user
    )
    found = kept.first()
    if found is None:
        messages.error(request, _("This upload was saved already or is too old. Upload it again."))
        return redirect("plan_import", region.slug)
    if request.method == "POST":
        return _save(request, region, found)
    plan = plan_from_json(found.parsed)
    context = {
        "region": region,
        "upload": found,
        "parsed": plan,
        "heading": previewing.heading(plan),
        "rows": previewing.rows(plan),
        "errors": previewing.notices(plan, plan.errors),
        "warnings": previewing.notices(plan, plan.warnings),
        "waiting": waiting_change(region),
    }
    return render(request, "plans/preview.html", context)


def _save(request: Request, region: Region, found: PlanUpload) -> HttpResponse:
    waiting = waiting_change(region)
    try:
        with transaction.atomic():
            if waiting and request.POST.get("withdraw") == str(waiting.pk):
                withdraw_change(waiting, timezone.now())
            plan = save_plan(region, plan_from_json(found.parsed), request.user)
    except PlanRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("plan_preview", region.slug, found.pk)
    found.delete()
    if change_of(plan):
        messages.success(
            request, _("The new version is saved. Now write why you ask for this change.")
        )
        return redirect("plan_change", region.slug, plan.change.pk)
    messages.success(request, _("The plan is saved as a draft. Check it, and then submit it."))
    return redirect(address_of(plan, region))
