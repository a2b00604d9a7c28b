"""The readers of a region's plan: the bureau gives, everyone who reads drafts follows."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from advisors.models import PlanRemark, Reading
from regions.access import Action, Request, can, fetch, fetch_region
from regions.models import Region
from regions.saving import saved
from regions.web.lists import list_page

from .doors import plan_to_read, readings_in, remarks_for, told_remarks
from .forms import GiveForm, ReplyForm
from .remarks import ReadingRefused, give_plan, take_back

READINGS_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def plan_readings(request: Request, slug: str) -> HttpResponse:
    """Who reads the plan, what they advise and remark; the bureau gives it to readers."""
    region = fetch_region(request.user, slug, Action.READ_DRAFT)
    if request.method == "POST":
        fetch_region(request.user, slug, Action.APPROVE_PLAN)
    may_give = can(request.user, Action.APPROVE_PLAN, region)
    plan, today = plan_to_read(region), timezone.localdate()
    form = GiveForm(request.POST or None, plan=plan, today=today) if plan and may_give else None
    if request.method == "POST" and form is None:
        messages.error(request, _("No plan waits for approval, so there is nothing to give."))
        return redirect("plan_readings", slug)
    if form and plan and form.is_valid():
        try:
            count = give_plan(plan, by=request.user, now=timezone.now(), **form.cleaned_data)
            told = ngettext("%(n)s reader has the plan.", "%(n)s readers have the plan.", count)
            messages.success(request, told % {"n": count})
        except ReadingRefused as refused:
            messages.error(request, str(refused))
        return redirect("plan_readings", slug)
    return _page(request, region, form)


@require_POST
def take_reading_back(request: Request, pk: int) -> HttpResponse:
    """The reader reaches the plan no more, from this moment."""
    rows = Reading.objects.select_related("plan__region")
    reading = fetch(rows, request.user, Action.APPROVE_PLAN, pk=pk)
    take_back(reading, timezone.now())
    messages.success(request, _("The reader cannot open the plan any more."))
    return redirect("plan_readings", reading.plan.region.slug)


@require_POST
def reply(request: Request, pk: int) -> HttpResponse:
    """A leader answers one remark; what was typed stays when it is too long."""
    rows = told_remarks().select_related("reading__plan__region")
    remark = fetch(rows, request.user, Action.EDIT_PLAN, pk=pk)
    region = remark.reading.plan.region
    form = ReplyForm(request.POST, instance=remark)
    form.instance.replied_by, form.instance.replied_at = request.user, timezone.now()
    if not (form.is_valid() and saved(form, form.save)):
        return _page(request, region, None, form)
    messages.success(request, _("Your answer is kept. The reader and the bureau see it."))
    return redirect("plan_readings", region.slug)


def _page(
    request: Request, region: Region, form: GiveForm | None, answer: ReplyForm | None = None
) -> HttpResponse:
    wrong = answer or form
    remarks = remarks_for(request.user, region)
    return list_page(
        request,
        "advisors/reading_region.html",
        readings_in(region),
        lambda page: {
            "region": region,
            "plan": plan_to_read(region),
            "readings": _told(page.object_list, remarks.select_related("replied_by")),
            "give": form,
            "form": wrong,
            "answer": answer,
            "may_give": can(request.user, Action.APPROVE_PLAN, region),
            "may_answer": can(request.user, Action.EDIT_PLAN, region),
            "open_count": remarks.filter(reading__advised_at__isnull=False, reply="").count(),
            "today": timezone.localdate(),
        },
        size=READINGS_A_PAGE,
        status=422 if wrong and wrong.errors else 200,
    )


def _told(
    readings: Iterable[Reading], remarks: Iterable[PlanRemark]
) -> list[tuple[Reading, list[PlanRemark]]]:
    by_reading: dict[int, list[PlanRemark]] = defaultdict(list)
    for remark in remarks:
        by_reading[remark.reading_id].append(remark)
    return [(reading, by_reading[reading.pk]) for reading in readings]
