"""The plan as people read it: on a page, as a workbook, and its versions."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id

from .imports.export import export_plan, template_workbook
from .layouts.writing import layouts_on, write_in_layout
from .page import plan_page, seen_versions, wanted_plan
from .versions import can_be_edited, change_of, is_open, state_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def plan(request: Request, slug: str) -> HttpResponse:
    """The approved plan, or the version in the address."""
    region = fetch_region(request.user, slug)
    versions = seen_versions(request.user, region)
    shown = wanted_plan(request, versions)
    draft = next((version for version in versions if is_open(version)), None)
    context: dict[str, Any] = {
        "region": region,
        "plan": shown,
        "draft": draft if draft != shown else None,
        "draft_state": state_of(draft) if draft else "",
        "may_edit": can(request.user, Action.EDIT_PLAN, region),
        "may_approve": can(request.user, Action.APPROVE_PLAN, region),
        "reads_drafts": can(request.user, Action.READ_DRAFT, region),
        "reads_reports": can(request.user, Action.READ_REPORT, region),
    }
    if shown is None:
        return render(request, "plans/no_plan.html", context)
    context |= {
        "page": plan_page(
            shown, timezone.localdate(), can(request.user, Action.READ_PARTNERS, region)
        ),
        "change": change_of(shown),
        "is_editable": context["may_edit"] and can_be_edited(shown),
        "has_open_version": draft is not None,
        "versions": versions,
        "layouts": layouts_on(timezone.localdate()),
    }
    return render(request, "plans/plan.html", context)


@require_safe
def export(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    shown = wanted_plan(request, seen_versions(request.user, region))
    if shown is None:
        raise Http404
    if "layout" in request.GET:
        wanted = row_id(request.GET["layout"])
        layout = next((one for one in layouts_on(timezone.localdate()) if one.pk == wanted), None)
        if layout is None:
            raise Http404
        name = f"plan-{region.slug}-v{shown.version}-{layout.name}"
        return workbook(write_in_layout(shown, layout), name)
    return workbook(export_plan(shown), f"plan-{region.slug}-v{shown.version}")


@require_safe
def template(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    title = _("Activity plan %(region)s") % {"region": region}
    content = template_workbook(title, region.get_line_label_display())
    return workbook(content, f"plan-{region.slug}")


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
    return response
