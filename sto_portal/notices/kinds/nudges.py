"""The mail of a nudge: an advisor asked, and the planner writes what is not in the outbox yet.

A nudge has mails of one key per reader, so it goes once, whoever plans it how often. It is planned
within three days or never: a word that comes later is no friendly one.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.models import Nudge
from regions.accounts.models import User
from regions.models import Role
from regions.months import AMSTERDAM, Month
from regions.progress.measure.facts import logged
from sto_portal.notices.models import Mail, Subscription
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.unsubscribing import unsubscribe_url, unsubscribed

from .reminders import people_in

FRESH = timedelta(days=3)
STEP = "nudge"


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
        Mail.objects.filter(
            kind=Mail.Kind.NUDGE, about__nudge__in=[one.pk for one in fresh]
        ).values_list("about__nudge", flat=True)
    )
    waiting = [one for one in fresh if one.pk not in mailed and not _is_logged(one)]
    mails = [_mail(one, reader, now) for one in waiting for reader in _readers(one, today)]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[one.key for one in mails]).count()


def nudge_contents(mail: Mail) -> tuple[str, str, dict[str, Any]]:
    """Subject, body, and the context that the frame around it needs."""
    month, region, reader = Month.parse(mail.about["month"]), mail.region, mail.recipient
    assert region is not None and reader is not None  # noqa: S101 - planned for people of a region
    nudge = Nudge.objects.filter(pk=mail.about["nudge"]).select_related("sent_by").first()
    body = render_to_string(
        "notices/mail/nudge.txt",
        {
            "reader": reader,
            "month": month.label,
            "advisor": nudge.sent_by if nudge else None,
        },
    )
    path = reverse("check_in_month", args=[region.slug, month])
    title = _("Write the log of %(region)s") % {"region": region.name}
    return (
        _("Your log of %(month)s is not there yet (%(region)s)")
        % {"month": month.label, "region": region.name},
        body,
        {
            "links": [{"title": title, "url": settings.SITE_URL + path}],
            "why": _("You get this mail because you lead this programme."),
            "unsubscribe_url": unsubscribe_url(reader.pk, Subscription.Kind.REMINDER, None),
        },
    )


def _is_logged(nudge: Nudge) -> bool:
    return bool(logged({nudge.region_id}, Month.of(nudge.month_on)))


def _readers(nudge: Nudge, today: date) -> list[User]:
    """The programme leaders, or the deputies where there is no leader; not who unsubscribed."""
    refused = unsubscribed(Subscription.Kind.REMINDER)
    held = people_in([nudge.region], {Role.LEADER, Role.DEPUTY}, today)
    return [user for user, _regions in held if user.pk not in refused]


def _mail(nudge: Nudge, reader: User, now: datetime) -> Mail:
    month = Month.of(nudge.month_on)
    about = {
        "step": STEP,
        "month": str(month),
        "regions": [nudge.region_id],
        "nudge": nudge.pk,
    }
    return mail_to(
        reader,
        Mail.Kind.NUDGE,
        f"nudge:{nudge.pk}:{reader.pk}",
        now,
        region=nudge.region,
        period_on=month.first_day,
        about=about,
    )
