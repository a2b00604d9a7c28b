"""The question to the owner of activities, with a personal link; and one reminder of it.

A question has one mail a round; the reminder goes once in a month, on a working day, to who did
not answer everything. The link follows from the row and the portal's own key, so both carry the
same one, and a mail that is made anew as well.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.months import AMSTERDAM
from regions.plans.models import Activity, Plan
from regions.progress.models import CheckIn, WorkAsk, WorkLine
from regions.progress.work_group.asking import is_in, token_of
from regions.stored import Stored
from sto_portal.notices.kinds.kind import Kind, all_or_none
from sto_portal.notices.kinds.letters import Letter, Link
from sto_portal.notices.kinds.reminders.days import is_reminding_day, resting_regions
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents

WORK = "work"
FRESH = timedelta(days=3)  # what could not be planned for longer is not told any more
FROM = time(8, 0)


@dataclass(frozen=True)
class About(Stored):
    ask: str
    is_reminder: bool = False


def plan_work(now: datetime) -> int:
    """Write the questions and reminders that are due and not there yet; how many are new."""
    asks = _open(now)
    first = asks.filter(asked_at__gt=now - FRESH)
    wanted = {f"work:{ask.uid}:{ask.round}": (ask, False) for ask in first}
    local = now.astimezone(AMSTERDAM)
    if local.time() >= FROM and is_reminding_day(local.date()):
        since = now - timedelta(days=settings.WORK_REMIND_AFTER_DAYS)
        due = asks.filter(asked_at__lte=since, asked_at__gt=since - FRESH)
        due = due.exclude(region__in=resting_regions(local.date()))
        wanted |= {f"work:{ask.uid}:again": (ask, True) for ask in due}
    there = set(Mail.objects.filter(key__in=wanted).values_list("key", flat=True))
    mails = [_mail(key, *about, now) for key, about in wanted.items() if key not in there]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in mails], created_at=now).count()


def _open(now: datetime) -> QuerySet[WorkAsk]:
    """Questions whose link works, of which something is not answered, and whose log is not in."""
    logs = CheckIn.objects.filter(region=OuterRef("region"), month_on=OuterRef("month_on"))
    lines = WorkLine.objects.filter(ask=OuterRef("pk"), sent_at=None)
    rows = WorkAsk.objects.open(now).filter(asked_at__lte=now).select_related("region")
    return rows.filter(Exists(lines), ~Exists(logs.filter(state=CheckIn.State.SUBMITTED)))


def _mail(key: str, ask: WorkAsk, is_reminder: bool, now: datetime) -> Mail:
    about = About(str(ask.uid), is_reminder).to_json()
    reader = User(email=ask.email)
    return mail_to(reader, WORK, key, now, region=ask.region, period_on=ask.month_on, about=about)


def work_contents(mail: Mail, _reader: User, _token: str) -> Contents:
    about, ask = About.from_json(mail.about), _ask_of(mail)
    if ask is None:
        raise ValueError(f"the question of {mail.key} is gone")
    values = {"region": ask.region.name, "month": ask.month.label}
    subject = (
        _("Reminder: how is it going? %(region)s, %(month)s")
        if about.is_reminder
        else (_("How is it going? %(region)s, %(month)s"))
    )
    context = {
        "ask": ask,
        "is_reminder": about.is_reminder,
        "activities": open_activities(ask),
        "last_on": localdate(ask.expires_at),
    }
    letter = Letter(
        subject % values,
        render_to_string("notices/mail/work.txt", context),
        [Link(_("Write the lines"), reverse("work", args=[token_of(ask)]))],
        _("You get this mail because the region noted you as the one who carries this out."),
    )
    by = ask.asked_by
    reply_to = by.email if by and by.is_active else ""
    return replace(letter.contents(), reply_to=reply_to)


def open_activities(ask: WorkAsk) -> list[Activity]:
    """What is not answered yet, in the order of the plan."""
    keys = ask.lines.filter(sent_at=None).values("activity_key")
    rows = Activity.objects.filter(
        plan__region=ask.region_id, plan__state=Plan.State.APPROVED, key__in=keys
    )
    return list(rows.order_by("line__position", "line_id", "position", "pk"))


def why_no_work(mail: Mail, _reader: User, now: datetime) -> str:
    """Why it must not go out any more, or "" when it may."""
    ask = _ask_of(mail)
    if ask is None or ask.revoked_at or ask.expires_at <= now:
        return _("the link was withdrawn or has ended")
    if ask.email != mail.address.lower():
        return _("somebody else is asked now")
    if is_in(ask):
        return _("the log is in")
    return "" if open_activities(ask) else _("everything is answered")


def _ask_of(mail: Mail) -> WorkAsk | None:
    rows = WorkAsk.objects.filter(uid=About.from_json(mail.about).ask)
    return rows.select_related("region", "asked_by").first()


KIND = Kind(
    WORK,
    gettext_lazy("Question to an owner"),
    plan=all_or_none(plan_work),
    contents=work_contents,
    why_not=why_no_work,
    follows_reader=False,
    needs_account=False,
    opens_a_page=True,
)
