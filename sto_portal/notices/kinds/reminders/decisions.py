"""For members: a proposal waits for their answer, and its date comes near."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.models import Membership, MembershipQuerySet, Region
from regions.months import Month
from regions.plans.models import PlanChange
from regions.steering.models import Mandate, Vote
from sto_portal.notices.kinds.letters import Link

from .days import resting_regions
from .reminder import About, Reminder, Step, Topic, Words, reminder_to, with_place

DAYS_BEFORE = 7
LAST_DAYS = 1


def decision_reminders(today: date) -> Iterator[Reminder]:
    """Proposals that wait for a member's answer, in one mail per member."""
    resting = resting_regions(today)
    for user, waiting in unanswered(today).items():
        changes = [change for change in waiting if change.region_id not in resting]
        if not changes:
            continue
        regions = {change.region_id: change.region for change in changes}
        yield reminder_to(
            user,
            step_of(changes, today),
            Month.of(today),
            list(regions.values()),
            by=changes[0].decide_by,
            changes=[change.pk for change in changes],
        )


def waiting_proposals(today: date) -> QuerySet[PlanChange]:
    """Proposals that ask for an answer in the coming days, soonest first."""
    return PlanChange.objects.filter(
        state=PlanChange.State.PROPOSED,
        decide_by__gte=today,
        decide_by__lte=today + timedelta(days=DAYS_BEFORE),
    ).select_related("region")


def unanswered(today: date, change_ids: Iterable[int] = ()) -> dict[User, list[PlanChange]]:
    """Per member the proposals that still wait for their answer, soonest first; four queries.

    With `change_ids` only those: the last look before a mail goes.
    """
    changes = list(waiting_proposals(today).order_by("decide_by", "pk"))
    if wanted := set(change_ids):
        changes = [plan_change for plan_change in changes if plan_change.pk in wanted]
    mandates = Mandate.objects.on(today).select_related("steering_group")
    covering = {mandate.steering_group.region_id: mandate for mandate in mandates}
    changes = [
        plan_change
        for plan_change in changes
        if (mandate := covering.get(plan_change.region_id)) and mandate.covers(plan_change.kind)
    ]
    answered = set(Vote.objects.filter(change__in=changes).values_list("change_id", "user_id"))
    seats = (
        Membership.objects.on(today)
        .steering()
        .filter(region__in={plan_change.region_id for plan_change in changes}, user__is_active=True)
        .select_related("user")
        .order_by("user__name__dutch", "pk")
    )
    found: dict[User, list[PlanChange]] = defaultdict(list)
    for seat in seats:
        for change in changes:
            if change.region_id == seat.region_id and (change.pk, seat.user_id) not in answered:
                found[seat.user].append(change)
    return found


def step_of(changes: list[PlanChange], today: date) -> Step:
    soonest = min(change.decide_by for change in changes if change.decide_by)
    return Step.DECISION_LAST if (soonest - today).days <= LAST_DAYS else Step.DECISION


def _addressed(held: MembershipQuerySet, _step: Step) -> MembershipQuerySet:
    return held.steering()


def _is_done(reader: User, about: About, _region_ids: set[int], today: date) -> bool:
    """Whether the reader may answer none of these proposals any more."""
    return all(user != reader for user in unanswered(today, about.changes))


def _words(about: About, regions: list[Region], _day: date) -> Words:
    rows = PlanChange.objects.filter(pk__in=about.changes).select_related("region")
    changes = list(rows.order_by("decide_by", "pk"))
    is_last = about.step == Step.DECISION_LAST
    subject = _("Your answer is asked, today or tomorrow") if is_last else _("Your answer is asked")
    return Words(
        with_place(subject, regions),
        "notices/mail/reminder_decision.txt",
        {"changes": changes},
        [
            Link(change.title, reverse("decision", args=[change.region.slug, change.pk]))
            for change in changes
        ],
        _("You get this mail because you are a member of the steering group."),
    )


TOPIC = Topic(
    (Step.DECISION, Step.DECISION_LAST),
    decision_reminders,
    _addressed,
    _is_done,
    _words,
    gettext_lazy("no answer is asked any more"),
)
