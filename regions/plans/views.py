"""The plan as people read it: on a page, as a workbook, and its versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, can, fetch_region
from regions.accounts.models import User
from regions.models import Region

from .exporting import export_plan, template_workbook
from .models import Plan, PlanChange
from .page import plan_page
from .versions import approved_plan, can_be_edited, change_of, open_plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The approved plan, or the version in the address."""
    region = fetch_region(request.user, slug)
    shown = wanted_plan(request, region)
    draft = open_plan(region) if can(request.user, Action.READ_DRAFT, region) else None
    context = {
        "region": region,
        "plan": shown,
        "draft": draft if draft != shown else None,
        "may_edit": can(request.user, Action.EDIT_PLAN, region),
        "may_approve": can(request.user, Action.APPROVE_PLAN, region),
    }
    if shown is None:
        return render(request, "plans/no_plan.html", context)
    page = plan_page(shown, timezone.localdate())
    context |= {
        "page": page,
        "change": change_of(shown),
        "is_editable": context["may_edit"] and can_be_edited(shown),
        "has_open_version": draft is not None,
        "versions": seen_versions(request.user, region),
    }
    return render(request, "plans/plan.html", context)


def wanted_plan(request: HttpRequest, region: Region) -> Plan | None:
    """The version that `?version=` names; else the approved one; else the draft, where allowed."""
    number = request.GET.get("version", "")
    if number:
        if not number.isdecimal() or len(number) > 4:
            raise Http404
        found = region.plans.select_related("region", "change").filter(version=number).first()
        if found is None or not may_see(request.user, found):
            raise Http404
        return found
    found = approved_plan(region)
    if found is None and can(request.user, Action.READ_DRAFT, region):
        found = open_plan(region)
    if found is not None:
        found.region = region
    return found


def may_see(user: User, plan: Plan) -> bool:
    """A locked version and a proposal that was asked are for all; drafts for who writes them."""
    change = change_of(plan)
    is_asked = change is not None and change.state == PlanChange.State.PROPOSED
    return plan.is_locked or is_asked or can(user, Action.READ_DRAFT, plan.region)


def seen_versions(user: User, region: Region) -> list[Plan]:
    versions = list(region.plans.select_related("change", "approved_by").order_by("-version"))
    for version in versions:
        version.region = region
    return [version for version in versions if may_see(user, version)]


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug)
    shown = wanted_plan(request, region)
    if shown is None:
        raise Http404
    return workbook(export_plan(shown), f"plan-{region.slug}-v{shown.version}")


@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PLAN)
    title = _("Activity plan %(region)s") % {"region": region}
    content = template_workbook(title, region.get_line_label_display())
    return workbook(content, f"plan-{region.slug}")


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
    return response
