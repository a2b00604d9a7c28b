"""The first page of a member: what is asked now, the stand of today, and what came before."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regions.access import Action, Request, can, fetch_region, memberships_of
from regions.accounts.models import User
from regions.dutch import at_the_latest, date_text
from regions.models import Region
from regions.partners.money.financing_card import Card, card_for
from regions.plans.realised.sums import YearSpent, spent_of
from regions.plans.realised.years import nearest_year, years_of
from regions.plans.versions import approved_plan
from regions.reports.doors import reports_for
from regions.reports.models import Report
from regions.steering.decisions.list import asked_of
from regions.steering.decisions.page import group_of
from regions.steering.decisions.questions import questions_of
from regions.steering.meetings.planning import when_text
from regions.steering.models import Attendee, Meeting, Remark, SteeringGroup
from regions.steering.stand.stand import standing_on
from sto_portal.notices.digest.sheet import period_label
from sto_portal.notices.models import Digest

ARCHIVE = 3  # digests


@dataclass(frozen=True)
class Ask:
    """One thing that a member may do now; `kind` is vote, conclude, meeting, report, question or
    digest."""

    kind: str
    title: str
    detail: str
    path: str
    verb: str


@dataclass(frozen=True)
class Money:
    """What the lead applicant answers for; `spent` is None while no plan is approved."""

    spent: YearSpent | None
    card: Card


@require_safe
def start(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.REMARK)
    now = timezone.now()
    group = SteeringGroup.objects.filter(region=region).select_related("region").first()
    digests = group.digests.defer("sections").order_by("-month_on")[:ARCHIVE] if group else []
    today = localdate(now)
    context = {
        "region": region,
        "group": group,
        "asks": asks_of(request.user, region, group, now),
        "elsewhere": _elsewhere(request.user, region, now),
        "stand": standing_on(region, today, today),
        "money": money_of(region, today) if can(request.user, Action.READ_MONEY, region) else None,
        "rows": [(sealed, period_label(sealed.first_month, sealed.month)) for sealed in digests],
    }
    return render(request, "steering/start.html", context)


def money_of(region: Region, today: date) -> Money:
    """The year of today in the plan that holds, and co-financing against its norm."""
    plan, card = approved_plan(region), card_for(region, today)
    if plan is None:
        return Money(None, card)
    plan.region = region
    return Money(spent_of(region, plan, nearest_year(years_of(plan), today)), card)


def asks_of(user: User, region: Region, group: SteeringGroup | None, now: datetime) -> list[Ask]:
    """What one group asks of a member: votes first, then questions, then a digest to read."""
    if group is None:
        return []
    return [
        *_votes(user, region, now),
        *_meetings(user, region, group, now),
        *_reports(user, region),
        *_questions(user, region, group, now),
        *_digests(user, region, group),
    ]


def _votes(user: User, region: Region, now: datetime) -> list[Ask]:
    found = []
    for asked in asked_of(region, now):
        stands = group_of(user, asked.change, now)
        path = reverse("decision", args=[region.slug, asked.change.pk])
        by = at_the_latest(asked.change.decide_by) if asked.change.decide_by else ""
        if stands.decides and stands.is_member and stands.own is None:
            found.append(Ask("vote", asked.title, by, path, _("Read and answer")))
        elif stands.may_conclude and stands.tally and stands.tally.not_seen == 0:
            told = _("every member has answered")
            found.append(Ask("conclude", asked.title, told, path, _("Establish the decision")))
    return found


def _meetings(user: User, region: Region, group: SteeringGroup, now: datetime) -> list[Ask]:
    """Invitations to which the member said nothing yet, the soonest first."""
    waiting = Meeting.objects.to_come(now).filter(
        steering_group=group, invited_at__isnull=False, opened_at=None, starts_at__gt=now
    )
    said = Attendee.objects.filter(user=user).exclude(answer="").values("meeting")
    return [
        Ask(
            "meeting",
            _("Do you come on %(day)s?") % {"day": date_text(meeting.day)},
            when_text(meeting),
            reverse("group_meeting", args=[region.slug, meeting.pk]),
            _("Look and answer"),
        )
        for meeting in waiting.exclude(pk__in=said)
    ]


def _reports(user: User, region: Region) -> list[Ask]:
    """The lead applicant establishes what goes to the funder."""
    if not can(user, Action.ESTABLISH_REPORT, region):
        return []
    return [
        Ask(
            "report",
            _("Establish the report “%(title)s”") % {"title": report},
            _("the programme leader asks you to read it"),
            reverse("report_establish", args=[region.slug, report.pk]),
            _("Read and establish"),
        )
        for report in reports_for(user, region).filter(state=Report.State.READING)
    ]


def _questions(user: User, region: Region, group: SteeringGroup, now: datetime) -> list[Ask]:
    """Questions out of logs to which the member said nothing yet."""
    waiting = questions_of(region, now, group.mandate_on(localdate(now)))
    said = set(
        Remark.objects.filter(
            steering_group=group, made_by=user, activity_key__isnull=False
        ).values_list("activity_key", "question")
    )
    told = {(str(key), text) for key, text in said}
    return [
        Ask(
            "question",
            question.text,
            _("question out of the log, since %(month)s") % {"month": question.since.label},
            question.path,
            _("Read the question"),
        )
        for question in waiting
        if (question.key, question.text) not in told
    ]


def _digests(user: User, region: Region, group: SteeringGroup) -> list[Ask]:
    """The newest digest, while the member did not mark it as seen."""
    newest = group.digests.exclude(state=Digest.State.EMPTY).defer("sections")
    digest = newest.order_by("-month_on").first()
    if digest is None or digest.seen.filter(user=user).exists():
        return []
    path = reverse("digest", args=[region.slug, digest.month])
    label = period_label(digest.first_month, digest.month)
    return [Ask("digest", digest.headline, label, path, _("Read the digest"))]


def _elsewhere(user: User, here: Region, now: datetime) -> list[tuple[Region, int]]:
    """The other groups of the member, with how much each asks."""
    regions = [
        seat.region
        for seat in memberships_of(user)
        if seat.is_steering and seat.region is not None and seat.region != here
    ]
    groups = {group.region_id: group for group in SteeringGroup.objects.filter(region__in=regions)}
    return [(region, len(asks_of(user, region, groups.get(region.pk), now))) for region in regions]
