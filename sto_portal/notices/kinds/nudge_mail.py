"""The mail of a nudge: an advisor asked, and the planner writes what is not in the outbox yet.

A nudge has mails of one key per reader, so it goes once, whoever plans it how often. It is planned
within three days or never: a word that comes later is no friendly one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.models import Nudge
from regions.accounts.models import User
from regions.models import Membership, Role
from regions.months import AMSTERDAM, Month
from regions.progress.measure.facts import logged
from regions.stored import Stored
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

from .kind import Kind, all_or_none
from .letters import Letter, Link
from .reminder_mail import STOP
from .reminders.reminder import people_in

FRESH = timedelta(days=3)
NUDGE = "nudge"


@dataclass(frozen=True)
class About(Stored):
    """As it is stored with the mail; who wants no reminders gets no nudge."""

    month: Month
    regions: list[int]
    nudge: int
    step: str = NUDGE


def plan_nudges(now: datetime) -> int:
    """Write the mail of every fresh nudge that has none; how many are new."""
    today = now.astimezone(AMSTERDAM).date()
    fresh = list(
        Nudge.objects.filter(sent_on__gt=today - FRESH, sent_on__lte=today)
        .select_related("region")
        .order_by("sent_on")
    )
    if not fresh:
        return 0
    mailed = set(
        Mail.objects.filter(kind=NUDGE, about__nudge__in=[nudge.pk for nudge in fresh]).values_list(
            "about__nudge", flat=True
        )
    )
    waiting = [nudge for nudge in fresh if nudge.pk not in mailed and not _is_logged(nudge)]
    mails = [_mail(nudge, reader, now) for nudge in waiting for reader in _readers(nudge, today)]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in mails]).count()


def nudge_contents(mail: Mail, reader: User, _token: str) -> Contents:
    about, region = About.from_json(mail.about), mail.region
    assert region is not None  # noqa: S101 - planned for people of a region
    nudge = Nudge.objects.filter(pk=about.nudge).select_related("sent_by").first()
    advisor = nudge.sent_by if nudge else None
    told = {"month": about.month.label, "region": region.name}
    path = reverse("check_in_month", args=[region.slug, about.month])
    return Letter(
        _("Your log of %(month)s is not there yet (%(region)s)") % told,
        render_to_string(
            "notices/mail/nudge.txt", {"reader": reader, "month": told["month"], "advisor": advisor}
        ),
        [Link(_("Write the log of %(region)s") % told, path)],
        _("You get this mail because you lead this programme."),
        unsubscribe_url(reader.pk, STOP.name, None),
    ).contents()


def why_no_nudge(mail: Mail, reader: User, now: datetime) -> str:
    if is_unsubscribed(reader.pk, STOP.name):
        return _("unsubscribed")
    about, today = About.from_json(mail.about), now.astimezone(AMSTERDAM).date()
    held = Membership.objects.on(today).leaders().filter(user=reader)
    regions = set(held.filter(region__in=about.regions).values_list("region_id", flat=True))
    if not regions:
        return _("no role in this region any more")
    return "" if regions - logged(regions, about.month) else _("already done")


def _is_logged(nudge: Nudge) -> bool:
    return bool(logged({nudge.region_id}, Month.of(nudge.month_on)))


def _readers(nudge: Nudge, today: date) -> list[User]:
    """The programme leaders, or the deputies where there is no leader; not who unsubscribed."""
    refused = unsubscribed(STOP.name)
    held = people_in([nudge.region], {Role.LEADER, Role.DEPUTY}, today)
    return [user for user, _regions in held if user.pk not in refused]


def _mail(nudge: Nudge, reader: User, now: datetime) -> Mail:
    month = Month.of(nudge.month_on)
    return mail_to(
        reader,
        NUDGE,
        f"nudge:{nudge.pk}:{reader.pk}",
        now,
        region=nudge.region,
        period_on=month.first_day,
        about=About(month, [nudge.region_id], nudge.pk).to_json(),
    )


KIND = Kind(
    NUDGE,
    gettext_lazy("Nudge of an advisor"),
    plan=all_or_none(plan_nudges),
    contents=nudge_contents,
    why_not=why_no_nudge,
    stop=STOP,
)
