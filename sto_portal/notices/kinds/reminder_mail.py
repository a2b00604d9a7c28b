"""The mail of a reminder: the log of a month is due or missing, milestones come near, something
waits. Of what, the topics tell (`reminders/`).

A reminder is due in a window of days, never on a day, and its key can exist once: whoever runs
late, twice or together plans the same. Nobody is reminded on a day off, of what is done, or more
than three times a month (the database counts).
"""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time

from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.models import Membership, Region
from regions.months import AMSTERDAM, Month
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

from .kind import Kind, Stop, all_or_none
from .letters import Letter
from .reminders import businesses, decisions, logs, milestones
from .reminders.days import is_reminding_day
from .reminders.reminder import REMINDER, About, Reminder, Step, Topic

FROM = time(8, 0)
MOST_IN_A_MONTH = 3
# The first has the first place in a reader's month.
TOPICS = (logs.TOPIC, decisions.TOPIC, milestones.TOPIC, businesses.TOPIC)
TOPIC_OF: dict[Step, Topic] = {step: topic for topic in TOPICS for step in topic.steps}
STOP = Stop(
    REMINDER,
    title=gettext_lazy("Reminder"),
    words=gettext_lazy("reminders"),
    remains=gettext_lazy("The portal still shows what is due."),
)


def plan_reminders(now: datetime) -> int:
    """Write the reminders of this moment; how many are new."""
    local = now.astimezone(AMSTERDAM)
    today = local.date()
    if local.time() < FROM or not is_reminding_day(today):
        return 0
    wanted = [reminder for topic in TOPICS for reminder in topic.due(today)]
    refused = unsubscribed(STOP.name)
    return _insert([reminder for reminder in wanted if reminder.user.pk not in refused], today, now)


def reminder_contents(mail: Mail, reader: User, _token: str) -> Contents:
    about = About.of(mail)
    regions = list(Region.objects.filter(pk__in=about.regions).order_by("name__dutch"))
    words = TOPIC_OF[about.step].words(about, regions, localdate(mail.created_at))
    body = render_to_string(words.template, {**words.context, "reader": reader})
    stop_url = unsubscribe_url(reader.pk, STOP.name, None)
    reply = logs.reply_of(mail, reader, about, regions)
    if reply is None:
        return Letter(words.subject, body, words.links, words.why, stop_url).contents()
    asked = render_to_string("notices/mail/reminder_reply.txt", {"activities": reply.activities})
    letter = Letter(words.subject, f"{body}\n\n{asked}", words.links, words.why, stop_url)
    return replace(letter.contents(), reply_to=reply.address)


def why_no_reminder(mail: Mail, reader: User, now: datetime) -> str:
    about, today = About.of(mail), now.astimezone(AMSTERDAM).date()
    topic = TOPIC_OF[about.step]
    if is_unsubscribed(reader.pk, STOP.name):
        return _("unsubscribed")
    held = Membership.objects.on(today).filter(user=reader, region__in=about.regions)
    regions = set(topic.addressed(held, about.step).values_list("region_id", flat=True))
    if not regions:
        return _("no role in this region any more")
    return str(topic.done) if topic.is_done(reader, about, regions, today) else ""


def _insert(wanted: list[Reminder], today: date, now: datetime) -> int:
    """Write what is not there yet, each in a free place of its reader's month."""
    month_on = Month.of(today).first_day
    keys = {reminder.key for reminder in wanted}
    there = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    used: dict[int | None, int] = defaultdict(int)
    for user_id in Mail.objects.filter(quota_on=month_on).values_list("recipient_id", flat=True):
        used[user_id] += 1
    new = 0
    for reminder in wanted:
        if reminder.key in there:
            continue
        for number in range(used[reminder.user.pk] + 1, MOST_IN_A_MONTH + 1):
            used[reminder.user.pk] = number
            mail = _mail(reminder, now)
            mail.quota_on, mail.quota_number = month_on, number
            Mail.objects.bulk_create([mail], ignore_conflicts=True)
            if Mail.objects.filter(key=reminder.key).exists():
                new += 1
                break
    return new


def _mail(reminder: Reminder, now: datetime) -> Mail:
    return mail_to(
        reminder.user,
        REMINDER,
        reminder.key,
        now,
        region=reminder.region,
        period_on=reminder.about.month.first_day,
        about=reminder.about.to_json(),
    )


KIND = Kind(
    REMINDER,
    gettext_lazy("Reminder"),
    plan=all_or_none(plan_reminders),
    contents=reminder_contents,
    why_not=why_no_reminder,
    stop=STOP,
)
