"""The mail about decisions: a proposal that is made, what was decided, and that it is reopened.

The next planner run after the fact writes it, at any hour. The key names the fact and the reader,
so each is told once; a second decision about the same change is a fact of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.dutch import at_the_latest
from regions.models import (
    LEADER_ROLES,
    STEERING_ROLES,
    Membership,
    MembershipQuerySet,
    Role,
    without_led_deputies,
)
from regions.months import Month
from regions.plans.models import PlanChange
from regions.steering.decisions.ballots import mandate_on
from regions.steering.decisions.page import answers_of
from regions.steering.models import Decision, Vote
from regions.stored import Stored
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

from .kind import Kind, Stop, all_or_none
from .letters import Letter, Link

FRESH = timedelta(days=7)  # what happened before is told by nobody any more
TITLE = 60  # signs of a title in a subject
DECISION = "decision"
STOP = Stop(
    DECISION,
    title=gettext_lazy("Decisions"),
    words=gettext_lazy("mail about proposals and decisions"),
    remains=gettext_lazy("The portal still shows what is asked and what was decided."),
)


class What(StrEnum):
    """As it is stored with each mail."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    REOPENED = "reopened"


TEMPLATES = {
    What.PROPOSED: "notices/mail/decision_proposed.txt",
    What.DECIDED: "notices/mail/decision_decided.txt",
    What.REOPENED: "notices/mail/decision_reopened.txt",
}


@dataclass(frozen=True)
class About(Stored):
    """The fact; `decision` is None for a proposal, and for what was decided on paper."""

    what: What
    change: int
    decision: int | None = None


@dataclass(frozen=True)
class Fact:
    """One fact that people are told of; `mark` tells it from others of its kind."""

    about: About
    change: PlanChange
    mark: str


def plan_decisions(now: datetime) -> int:
    """Write the mail of every fresh fact that has none; how many are new."""
    day, refused = localdate(now), unsubscribed(STOP.name)
    mails = [
        _mail(fact, reader, now)
        for fact in [*_proposed(now), *_decided(now), *_reopened(now)]
        for reader in _readers(fact, day)
        if reader.pk not in refused
    ]
    keys = {mail.key for mail in mails}
    there = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    Mail.objects.bulk_create(
        [mail for mail in mails if mail.key not in there], ignore_conflicts=True
    )
    return Mail.objects.filter(key__in=keys - there, created_at=now).count()


def _proposed(now: datetime) -> list[Fact]:
    """Proposals that wait, where the group itself decides."""
    rows = PlanChange.objects.filter(
        state=PlanChange.State.PROPOSED, proposed_at__gt=now - FRESH, proposed_at__lte=now
    ).exclude(decisions__isnull=False)
    found = []
    for change in rows.select_related("region").order_by("pk"):
        mandate = mandate_on(change.region, localdate(now))
        if mandate and mandate.covers(change.kind):
            found.append(Fact(About(What.PROPOSED, change.pk), change, str(change.pk)))
    return found


def _decided(now: datetime) -> list[Fact]:
    rows = PlanChange.objects.filter(recorded_at__gt=now - FRESH, recorded_at__lte=now)
    rows = rows.filter(state__in=[PlanChange.State.ACCEPTED, PlanChange.State.REJECTED])
    stands = {
        taken.change_id: taken.pk
        for taken in Decision.objects.filter(change__in=rows, reopened_at=None)
    }
    return [
        Fact(
            About(What.DECIDED, change.pk, stands.get(change.pk)),
            change,
            f"{change.pk}:{stands.get(change.pk, 'paper')}",
        )
        for change in rows.select_related("region").order_by("pk")
    ]


def _reopened(now: datetime) -> list[Fact]:
    rows = Decision.objects.filter(reopened_at__gt=now - FRESH, reopened_at__lte=now)
    return [
        Fact(About(What.REOPENED, taken.change_id, taken.pk), taken.change, str(taken.pk))
        for taken in rows.select_related("change__region").order_by("pk")
    ]


def _readers(fact: Fact, day: date) -> list[User]:
    """The group, and of what was decided or reopened also who leads and who advises."""
    held = _addressed(Membership.objects.on(day), fact.about.what)
    seats = held.filter(region=fact.change.region, user__is_active=True).select_related("user")
    rows = without_led_deputies(seats.order_by("user__name__dutch", "pk"))
    readers = {seat.user_id: seat.user for seat in rows}
    if fact.about.what == What.PROPOSED:
        for voter in Vote.objects.filter(change=fact.change).values_list("user_id", flat=True):
            readers.pop(voter, None)
    return list(readers.values())


def _addressed(held: MembershipQuerySet, what: What) -> MembershipQuerySet:
    if what == What.PROPOSED:
        return held.steering()
    return held.filter(role__in={*STEERING_ROLES, *LEADER_ROLES, Role.ADVISOR})


def decision_contents(mail: Mail, reader: User, _token: str) -> Contents:
    about = About.from_json(mail.about)
    change = PlanChange.objects.select_related("region", "new_plan", "proposed_by").get(
        pk=about.change
    )
    decision = _decision(about)
    held = Membership.objects.on(localdate(mail.created_at)).filter(user=reader)
    roles = set(held.filter(region=change.region).values_list("role", flat=True))
    reads_names = bool(roles & (STEERING_ROLES | LEADER_ROLES))
    context: dict[str, Any] = {
        "reader": reader,
        "change": change,
        "decision": decision,
        "is_accepted": decision.is_accepted if decision else _is_accepted(change),
        "objections": _objections(change, decision) if reads_names else [],
    }
    path = reverse("decision", args=[change.region.slug, change.pk])
    return Letter(
        _subject(about.what, change, context["is_accepted"]),
        render_to_string(TEMPLATES[about.what], context),
        [Link(_("Open the decision") if change.decided_on else _("Open the proposal"), path)],
        _("You get this mail because you have a role in this region."),
        unsubscribe_url(reader.pk, STOP.name, None),
    ).contents()


def _decision(about: About) -> Decision | None:
    rows = Decision.objects.select_related("reopened_by", "concluded_by")
    return rows.filter(pk=about.decision).first() if about.decision else None


def _is_accepted(change: PlanChange) -> bool:
    return change.state == PlanChange.State.ACCEPTED


def _objections(change: PlanChange, decision: Decision | None) -> Iterable[Vote]:
    return [vote for vote in answers_of(change, decision) if vote.answer == Vote.Answer.AGAINST]


def _subject(what: What, change: PlanChange, is_accepted: bool) -> str:
    title = change.title if len(change.title) <= TITLE else f"{change.title[: TITLE - 1].rstrip()}…"
    told = {"title": title, "region": change.region.name}
    if what == What.PROPOSED and change.decide_by:
        told["by"] = at_the_latest(change.decide_by)
        return _("Decision asked, %(by)s: %(title)s (%(region)s)") % told
    if what == What.PROPOSED:
        return _("Decision asked: %(title)s (%(region)s)") % told
    if what == What.REOPENED:
        return _("Reopened: %(title)s (%(region)s)") % told
    if is_accepted:
        return _("Accepted: %(title)s (%(region)s)") % told
    return _("Not accepted: %(title)s (%(region)s)") % told


def why_no_decision(mail: Mail, reader: User, now: datetime) -> str:
    if is_unsubscribed(reader.pk, STOP.name):
        return _("unsubscribed")
    about = About.from_json(mail.about)
    change = PlanChange.objects.filter(pk=about.change).first()
    held = _addressed(Membership.objects.on(localdate(now)), about.what).filter(user=reader)
    if change is None or not held.filter(region=change.region_id).exists():
        return _("no role in this region any more")
    if about.what == What.PROPOSED:
        has_voted = Vote.objects.filter(change=change, user=reader).exists()
        is_asked = change.state == PlanChange.State.PROPOSED and not has_voted
        return "" if is_asked else _("no answer is asked any more")
    if about.what == What.DECIDED:
        return "" if change.decided_on else _("the decision was reopened meanwhile")
    return _("it was decided again meanwhile") if change.decided_on else ""


def _mail(fact: Fact, reader: User, now: datetime) -> Mail:
    return mail_to(
        reader,
        DECISION,
        f"decision:{fact.about.what}:{fact.mark}:{reader.pk}",
        now,
        region=fact.change.region,
        period_on=Month.of(localdate(now)).first_day,
        about=fact.about.to_json(),
    )


KIND = Kind(
    DECISION,
    gettext_lazy("Decision"),
    plan=all_or_none(plan_decisions),
    contents=decision_contents,
    why_not=why_no_decision,
    stop=STOP,
)
