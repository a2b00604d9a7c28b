"""Remarks of members: pass one on, read them, answer or thank, and make an idea of one."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.asked import onward
from regions.csv import csv_response
from regions.models import Region
from regions.plans.models import Idea
from regions.steering.mandate.accepting import has_accepted
from regions.steering.models import Remark, SteeringGroup
from regions.web.lists import list_page, wants_csv

from .forms import RemarkFilter, RemarkForm, RemarkIdeaForm, ReplyForm
from .remarking import (
    AlreadyAnswered,
    answer,
    in_order,
    points_for_meeting,
    put_on_idea_list,
    readable,
    thank,
    withdraw,
)

REMARKS_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: Request, slug: str) -> HttpResponse:
    """What was passed on: everything for the leader, for a member the group's and one's own."""
    region = fetch_region(request.user, slug)
    if request.method == "POST":
        return _pass_on(request, fetch_region(request.user, slug, Action.REMARK))
    if wants_csv(request):
        fetch_region(request.user, slug, Action.READ_REMARKS)
    _require_reader(request, region)
    return _page(request, region)


def _pass_on(request: Request, region: Region) -> HttpResponse:
    group = get_object_or_404(SteeringGroup, region=region)
    row = Remark(steering_group=group, made_by=request.user)
    form = RemarkForm(request.POST, instance=row, region=region)
    if not has_accepted(request.user, group, timezone.localdate()):
        form.add_error(None, _("First read the mandate and accept it. Then you can do this."))
    if not form.is_valid():
        return _page(request, region, form)
    form.save()
    messages.success(request, _thanks_for(row))
    return onward(request, form.cleaned_data["next"], "remarks", region.slug)


def _thanks_for(row: Remark) -> str:
    if row.is_advice:
        return _("Passed on to the programme leader as advice.")
    if row.is_for_meeting:
        return _("Your point is on the list for the next meeting.")
    return _("Your question was passed on. The answer appears under Remarks.")


def _page(request: Request, region: Region, form: RemarkForm | None = None) -> HttpResponse:
    chosen = RemarkFilter(request.GET)
    rows = readable(request.user, region).select_related("made_by", "change", "idea", "replied_by")
    if about := chosen.wanted["about"]:
        rows = rows.filter(about=about)

    def context(_page: object) -> dict[str, Any]:
        group = SteeringGroup.objects.filter(region=region).first()
        may_remark = can(request.user, Action.REMARK, region)
        return {
            "region": region,
            "group": group,
            "filter": chosen,
            "is_leader": can(request.user, Action.READ_REMARKS, region),
            "may_remark": may_remark and group,
            "must_accept": may_remark
            and group
            and not has_accepted(request.user, group, timezone.localdate()),
            "waiting": readable(request.user, region).about_the_plan().untouched().count(),
            "points": points_for_meeting(request.user, region).count(),
            "remark_form": form,
        }

    return list_page(
        request,
        "steering/remarks.html",
        in_order(rows),
        context,
        size=REMARKS_A_PAGE,
        file=partial(_as_csv, region),
        status=422 if form else 200,
    )


def _require_reader(request: Request, region: Region) -> None:
    """The leader, and members: nobody else reads what members wrote."""
    if not (
        can(request.user, Action.READ_REMARKS, region) or can(request.user, Action.REMARK, region)
    ):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: Request, slug: str, pk: int) -> HttpResponse:
    """One remark: the leader answers, thanks, or leaves it."""
    row = _for_leader(request, slug, pk)
    form = ReplyForm(request.POST or None, instance=row)
    if request.method == "POST" and "thank" in request.POST:
        thank(row, timezone.now())
        messages.success(request, _("The member reads that you thank for it."))
        return redirect("remarks", slug)
    if request.method == "POST" and form.is_valid():
        answer(row, form.cleaned_data["reply"], request.user, timezone.now())
        messages.success(request, _("Your answer is with the remark."))
        return redirect("remarks", slug)
    return _remark_page(request, row, form, RemarkIdeaForm.about(row))


def _for_leader(request: Request, slug: str, pk: int) -> Remark:
    rows = Remark.objects.filter(steering_group__region__slug=slug)
    related = rows.select_related("steering_group__region", "made_by", "change", "idea")
    return fetch(related, request.user, Action.READ_REMARKS, pk=pk)


def _remark_page(
    request: Request, row: Remark, form: ReplyForm, idea_form: RemarkIdeaForm
) -> HttpResponse:
    wrong = next((f for f in (form, idea_form) if f.errors), form)
    context = {
        "region": row.steering_group.region,
        "remark": row,
        "form": wrong,
        "reply_form": form,
        "idea_form": idea_form,
    }
    return render(request, "steering/remark.html", context, status=422 if wrong.errors else 200)


@require_POST
def idea(request: Request, slug: str, pk: int) -> HttpResponse:
    """The leader puts a remark on the idea list, once; from there it may become a plan change."""
    row = _for_leader(request, slug, pk)
    form = RemarkIdeaForm(request.POST, instance=Idea(region=row.steering_group.region))
    if not form.is_valid():
        return _remark_page(request, row, ReplyForm(instance=row), form)
    if put_on_idea_list(row, form.instance):
        messages.success(request, _("The idea is on the list. The plan stays as it is."))
    else:
        messages.info(request, _("This remark was on the idea list already."))
    return redirect("remark", slug, pk)


@require_POST
def withdraw_own(request: Request, slug: str, pk: int) -> HttpResponse:
    """A member takes back an own remark that nobody answered."""
    own = Remark.objects.filter(steering_group__region__slug=slug, made_by=request.user)
    row = fetch(own, request.user, Action.REMARK, pk=pk)
    try:
        withdraw(row)
        messages.success(request, _("You took the remark back."))
    except AlreadyAnswered:
        messages.warning(request, _("The programme leader answered already, so it stays."))
    return redirect("remarks", slug)


@require_safe
def points(request: Request, slug: str) -> HttpResponse:
    """The points for the next meeting on one sheet."""
    region = fetch_region(request.user, slug)
    _require_reader(request, region)
    rows = points_for_meeting(request.user, region).select_related("made_by", "change")
    group = SteeringGroup.objects.filter(region=region).first()
    context = {"region": region, "group": group, "rows": rows, "today": timezone.localdate()}
    return render(request, "steering/remark_points.html", context)


def _as_csv(region: Region, rows: Iterable[Remark]) -> HttpResponse:
    header = [_("Date"), _("About"), _("Remark"), _("For the meeting"), _("Passed on by")]
    header += [_("Plan change"), _("The answer"), _("Answered on"), _("Thanked on")]
    cells = (
        [
            timezone.localdate(row.made_at),
            row.get_about_display(),
            row.text,
            _("yes") if row.is_for_meeting else "",
            row.made_by.name if row.made_by else "",
            row.change.title if row.change else "",
            row.reply,
            timezone.localdate(row.replied_at) if row.replied_at else "",
            timezone.localdate(row.thanked_at) if row.thanked_at else "",
        ]
        for row in rows
    )
    return csv_response(f"opmerkingen-{region.slug}-{timezone.localdate()}.csv", header, cells)
