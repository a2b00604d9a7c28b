"""The meetings of a group: what comes, what was, what is still to be done, and the rhythm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch_region
from regions.asked import day_of
from regions.models import Region
from regions.saving import saved
from regions.steering.models import Meeting, MeetingRhythm, Outcome, SteeringGroup
from regions.web.lists import list_page

from .agenda.agenda import open_agreements
from .door import done, fetch_group
from .forms import RhythmForm
from .planning import plan_by_rhythm
from .rhythm import proposed_days
from .room.sitting import set_done


@require_safe
def meetings(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_STANDING)
    group = SteeringGroup.objects.select_related("region").filter(region=region).first()
    now = timezone.now()
    rows = Meeting.objects.filter(steering_group__region=region)
    coming = list(rows.to_come(now).select_related("steering_group__region"))
    past = rows.exclude(pk__in=[meeting.pk for meeting in coming])
    may_keep = can(request.user, Action.KEEP_MEETINGS, region)
    if not may_keep:  # what nobody was invited to is the leader's plan
        coming = [meeting for meeting in coming if meeting.invited_at or meeting.opened_at]
        past = past.exclude(invited_at=None, opened_at=None)
    reads = can(request.user, Action.MEET, region)
    rhythm = MeetingRhythm.objects.filter(steering_group=group).first() if group else None
    return list_page(
        request,
        "steering/meetings/meetings.html",
        past.select_related("steering_group__region").order_by("-starts_at", "-pk"),
        lambda _page: {
            "region": region,
            "group": group,
            "coming": coming,
            "agreements": list(open_agreements(group)) if group and reads else [],
            "rhythm": rhythm,
            "proposed": proposed_days(rhythm, now) if rhythm and may_keep else [],
            "may_keep": may_keep and group is not None,
            "today": timezone.localdate(now),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: Request, slug: str) -> HttpResponse:
    """On which days the group meets as a rule; it plans nothing by itself."""
    region = fetch_region(request.user, slug, Action.KEEP_MEETINGS)
    group = fetch_group(region)
    row = MeetingRhythm.objects.filter(steering_group=group).first()
    form = RhythmForm(request.POST or None, instance=row or MeetingRhythm(steering_group=group))
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The rhythm is saved. Choose below which days are planned."))
        return redirect("group_meetings", region.slug)
    context = {"region": region, "group": group, "form": form}
    status = 422 if form.errors else 200
    return render(request, "steering/meetings/rhythm.html", context, status=status)


@require_POST
def plan(request: Request, slug: str) -> HttpResponse:
    """The days that were ticked go into the diary; nobody is invited yet."""
    region = fetch_region(request.user, slug, Action.KEEP_MEETINGS)
    found = get_object_or_404(
        MeetingRhythm.objects.select_related("steering_group__region"),
        steering_group__region=region,
    )
    days = [day for text in request.POST.getlist("day") if (day := day_of(text))]
    made = plan_by_rhythm(found, days, request.user, timezone.now())
    told = ngettext("%(n)s meeting is planned.", "%(n)s meetings are planned.", made)
    messages.success(request, told % {"n": made})
    return redirect("group_meetings", region.slug)


@require_POST
def agreement_done(request: Request, slug: str, pk: int) -> HttpResponse:
    """Something that was agreed is done, or is not after all."""
    region: Region = fetch_region(request.user, slug, Action.RUN_MEETING)
    rows = Outcome.objects.filter(item__meeting__steering_group__region=region)
    outcome = get_object_or_404(rows.exclude(agreement=""), pk=pk)
    is_done = request.POST.get("do") != "undo"
    told = _("Done. It does not come back on the agenda.") if is_done else _("It is open again.")
    done(
        request,
        lambda: set_done(outcome, request.user, timezone.now(), is_done=is_done),
        told,
    )
    return redirect("group_meetings", region.slug)
