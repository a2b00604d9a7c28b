"""The mail of what is new for somebody: a question, an answer, feedback, a meeting that changed.

At most one in the morning and one in the afternoon of a working day; what happens in between waits
for the next. A mail keeps the facts that it tells, so that each is told once; the key holds the
person and the half day, so that two planners write one mail.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from advisors.mails.news import News, news_for_readers
from regions.accounts.models import User
from regions.months import AMSTERDAM, Month, is_working_day
from regions.stored import Stored
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Contents
from sto_portal.notices.outbox.runs import once_a_minute
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

from .kind import Kind, Stop, all_or_none
from .letters import Letter, Link

FRESH = timedelta(days=7)  # longer than any row of days without mail
OPEN_FOR = timedelta(days=7)  # mails that wait longer are looked at one by one
FROM, NOON, UNTIL = time(8), time(13), time(18)
NEWS = "news"
STOP = Stop(
    NEWS,
    title=gettext_lazy("Messages"),
    words=gettext_lazy("what is new for you"),
    remains=gettext_lazy("The portal still shows what is due."),
)


@dataclass(frozen=True)
class About(Stored):
    """The facts that a mail tells, as it is stored with it."""

    news: list[News]


def plan_news(now: datetime) -> int:
    """Write what is new and not told yet; how many mails are new."""
    half = half_day(now)
    if not half:
        return 0
    with override("nl"):
        fresh = news_for_readers(now - FRESH, now)
    if not fresh:
        return 0
    refused = unsubscribed(STOP.name)
    told = _told(now)
    found: dict[int, list[News]] = defaultdict(list)
    for news in fresh:
        if news.reader_id not in refused and (news.reader_id, news.key) not in told:
            found[news.reader_id].append(news)
    keys = {pk: f"news:{half}:{pk}" for pk in found}
    there = set(Mail.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    readers = User.objects.filter(pk__in=[pk for pk in found if keys[pk] not in there])
    mails = [_mail(reader, keys[reader.pk], found[reader.pk], now) for reader in readers]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    return Mail.objects.filter(key__in=[mail.key for mail in mails], created_at=now).count()


def half_day(now: datetime) -> str:
    """Which half of which working day it is, or "" when no mail goes."""
    local = now.astimezone(AMSTERDAM)
    if not (is_working_day(local.date()) and FROM <= local.time() < UNTIL):
        return ""
    return f"{local.date()}:{1 if local.time() < NOON else 2}"


def news_contents(mail: Mail, reader: User, _token: str) -> Contents:
    news = About.from_json(mail.about).news
    lines = [
        text if times == 1 else f"{text} ({times}×)"
        for text, times in Counter(item.text for item in news).items()
    ]
    pages = {item.path: item.page for item in news}
    return Letter(
        _subject(lines),
        render_to_string("notices/mail/news.txt", {"reader": reader, "lines": lines}),
        [Link(page, path) for path, page in pages.items()],
        _("You get this mail because something is new for you, at most twice a day."),
        unsubscribe_url(reader.pk, STOP.name, None),
    ).contents()


def why_no_news(mail: Mail, reader: User, now: datetime) -> str:
    """Why it must not go out any more, or "" when it may. What is still true then goes with the
    next mail."""
    if is_unsubscribed(reader.pk, STOP.name):
        return _("unsubscribed")
    since = min(mail.created_at, now - OPEN_FOR) - FRESH
    if mail.created_at < now - OPEN_FOR:
        read = news_for_readers(since, now)
    else:  # a longer past only adds facts, so one reading serves every mail of a run
        read = once_a_minute(NEWS, partial(news_for_readers, since, now))
    still = {news.key for news in read if news.reader_id == reader.pk}
    keys = {news.key for news in About.from_json(mail.about).news}
    return "" if keys <= still else _("something in it is not so any more")


def _told(now: datetime) -> set[tuple[int, str]]:
    """Per reader the keys of facts that a mail tells already."""
    rows = Mail.objects.filter(kind=NEWS, created_at__gt=now - FRESH - timedelta(days=1))
    rows = rows.exclude(state=Mail.State.CANCELLED)
    return {
        (reader, news.key)
        for reader, about in rows.values_list("recipient_id", "about")
        for news in About.from_json(about).news
        if reader
    }


def _mail(reader: User, key: str, news: list[News], now: datetime) -> Mail:
    about = About(news).to_json()
    return mail_to(reader, NEWS, key, now, period_on=Month.of(now).first_day, about=about)


def _subject(lines: list[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    return ngettext("%(n)s message for you", "%(n)s messages for you", len(lines)) % {
        "n": len(lines)
    }


KIND = Kind(
    NEWS,
    gettext_lazy("Message"),
    plan=all_or_none(plan_news),
    contents=news_contents,
    why_not=why_no_news,
    stop=STOP,
)
