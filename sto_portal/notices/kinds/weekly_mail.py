"""The weekly mail to advisors: one mail a week, none when nothing happened and nothing waits.

Planned in the first two working days of a week from 07:30: a day that was missed is made up for,
and a week that was empty then stays without mail. The key holds the week, so it exists once.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from advisors.mails.weekly import Week, week_of
from regions.accounts.models import User
from regions.models import Membership, Region
from regions.months import AMSTERDAM, Month, is_working_day
from regions.stored import Stored
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

from .kind import Kind, Stop, all_or_none
from .letters import Letter, Link

FROM = time(7, 30)
DAYS = 2  # working days of a week in which the mail may still go
WEEKLY = "weekly"
STOP = Stop(
    WEEKLY,
    title=gettext_lazy("Weekly mail to an advisor"),
    words=gettext_lazy("your regions, once a week"),
    remains=gettext_lazy("The portal still shows what is due."),
)


@dataclass(frozen=True)
class About(Stored):
    """What the week was is kept with the mail, which says what it was planned for."""

    regions: list[int]
    week: Week


def plan_weekly(now: datetime) -> int:
    """Write the weekly mails of this moment; how many are new."""
    local = now.astimezone(AMSTERDAM)
    if local.time() < FROM or local.date() not in mailing_days(local.date()):
        return 0
    refused = unsubscribed(STOP.name)
    advised = _advised(local.date())
    keys = {user: _key(user, local.date()) for user in advised if user.pk not in refused}
    there = set(Mail.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    new = 0
    for user, key in keys.items():
        if key not in there:
            week = _week(user, advised[user], now)
            new += 0 if week.is_empty else _insert(user, key, advised[user], week, now)
    return new


def mailing_days(today: date) -> list[date]:
    """The first working days of the week of `today`."""
    monday = today - timedelta(days=today.weekday())
    week = [monday + timedelta(days=number) for number in range(7)]
    return [day for day in week if is_working_day(day)][:DAYS]


def weekly_contents(mail: Mail, reader: User, _token: str) -> Contents:
    week = About.from_json(mail.about).week
    return Letter(
        _subject(week),
        render_to_string("notices/mail/weekly.txt", {"reader": reader, "week": week}),
        _links(week),
        _("You get this mail once a week, because you advise regions."),
        unsubscribe_url(reader.pk, STOP.name, None),
    ).contents()


def why_not_weekly(mail: Mail, reader: User, now: datetime) -> str:
    if is_unsubscribed(reader.pk, STOP.name):
        return _("unsubscribed")
    about, today = About.from_json(mail.about), now.astimezone(AMSTERDAM).date()
    held = Membership.objects.on(today).advisors().filter(user=reader)
    if not set(about.regions) <= set(held.values_list("region_id", flat=True)):
        return _("no role in this region any more")
    return ""


def _advised(today: date) -> dict[User, list[Region]]:
    rows = Membership.objects.on(today).advisors().filter(user__is_active=True)
    found: dict[User, list[Region]] = defaultdict(list)
    for row in rows.select_related("user", "region").order_by("user", "region__name__dutch"):
        if row.region:
            found[row.user].append(row.region)
    return found


def _week(user: User, regions: list[Region], now: datetime) -> Week:
    with override("nl"):
        return week_of(user, regions, now)


def _key(user: User, today: date) -> str:
    year, week, _day = today.isocalendar()
    return f"weekly:{year}-W{week:02}:{user.pk}"


def _insert(user: User, key: str, regions: list[Region], week: Week, now: datetime) -> int:
    mail = mail_to(
        user,
        WEEKLY,
        key,
        now,
        period_on=Month.of(now).first_day,
        about=About([region.pk for region in regions], week).to_json(),
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    return int(Mail.objects.filter(key=key, created_at=now).exists())


def _subject(week: Week) -> str:
    if not week.waits:
        return _("What changed in your regions this week")
    count = len(week.waits)
    return ngettext(
        "Your regions this week, and one thing that waits",
        "Your regions this week, and %(n)s things that wait",
        count,
    ) % {"n": count}


def _links(week: Week) -> list[Link]:
    titles = {
        "advisor": _("My regions"),
        "advisor_questions": _("Questions that wait"),
        "contact_log": _("Contact log"),
        "readings": _("Plans to read"),
        "cards": _("Answer cards"),
    }
    names = ["advisor", *(wait.address for wait in week.waits)]
    return [Link(titles[name], reverse(name)) for name in dict.fromkeys(names)]


KIND = Kind(
    WEEKLY,
    gettext_lazy("Weekly mail to an advisor"),
    plan=all_or_none(plan_weekly),
    contents=weekly_contents,
    why_not=why_not_weekly,
    stop=STOP,
)
