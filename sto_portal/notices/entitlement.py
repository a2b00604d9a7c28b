"""The last look before a mail goes: may this person still have it, and is it still true?"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from regions.models import Membership, MembershipQuerySet
from regions.months import AMSTERDAM, Month
from regions.progress.digest import milestones_met
from regions.progress.measure.facts import logged

from .kinds import business_reminders
from .kinds.decision_reminders import still_waits
from .kinds.news import why_no_news
from .kinds.weekly import why_not_weekly
from .models import Mail, Subscription, SuppressedAddress
from .outbox.unsubscribing import is_unsubscribed


def reason_not_to_send(mail: Mail, now: datetime) -> str:
    """Why a mail must not go out any more, or "" when it may."""
    if SuppressedAddress.objects.filter(address__iexact=mail.address).exists():
        return _("this address does not work")
    if mail.kind == Mail.Kind.ACCOUNT:
        return ""
    if mail.recipient is None or not mail.recipient.is_active:
        return _("this person may not sign in any more")
    today = now.astimezone(AMSTERDAM).date()
    if mail.kind == Mail.Kind.DIGEST:
        return _why_no_digest(mail, today)
    if mail.kind == Mail.Kind.WEEKLY:
        return why_not_weekly(mail, today)
    if mail.kind == Mail.Kind.NEWS:
        return why_no_news(mail, now)
    return _why_no_reminder(mail, today)


def _why_no_digest(mail: Mail, today: date) -> str:
    if mail.digest is None:
        return _("the digest is gone")
    held = Membership.objects.on(today).steering().filter(user=mail.recipient_id)
    seat = held.filter(region__steering_group=mail.digest.steering_group_id).first()
    if seat is None:
        return _("not in the steering group any more")
    if seat.role not in mail.digest.steering_group.mailed_roles:
        return _("this role gets no digest by mail any more")
    group = mail.digest.steering_group_id
    if is_unsubscribed(mail.recipient_id, Subscription.Kind.DIGEST, group):  # type: ignore[arg-type]
        return _("unsubscribed")
    return ""


def _why_no_reminder(mail: Mail, today: date) -> str:
    if is_unsubscribed(mail.recipient_id, Subscription.Kind.REMINDER):  # type: ignore[arg-type]
        return _("unsubscribed")
    ids = mail.about.get("regions", [])
    held = Membership.objects.on(today).filter(user=mail.recipient_id, region__in=ids)
    regions = set(_addressed(held, mail.about["step"]).values_list("region_id", flat=True))
    if not regions:
        return _("no role in this region any more")
    if not _is_done(mail, regions, today):
        return ""
    if mail.about["step"].startswith("decision"):
        return _("no answer is asked any more")
    return _("already done")


def _addressed(held: MembershipQuerySet, step: str) -> MembershipQuerySet:
    """The roles that a step speaks to."""
    if step.startswith("decision"):
        return held.steering()
    return held.advisors() if step == "silent" else held.leaders()


def _is_done(mail: Mail, regions: set[int], today: date) -> bool:
    if mail.about["step"].startswith("decision"):
        return not still_waits(mail.recipient_id or 0, mail.about["changes"], today)
    if mail.about["step"] in business_reminders.STEPS:
        return not business_reminders.still_waits(mail.about, regions, today)
    if mail.about["step"] == "milestones":
        keys = set(mail.about["milestones"])
        return keys <= milestones_met(keys)
    return not regions - logged(regions, Month.parse(mail.about["month"]))
