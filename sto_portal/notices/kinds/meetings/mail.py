"""The mail about meetings: invited, moved, cancelled, the papers, and the minutes as a concept.

Each follows from a row. The key of an invitation holds the sequence that calendars see, so every
move is told once, and who comes into the group later is invited to what stands. The meeting goes
along as a calendar file; a calendar takes it as the same meeting, and the newer over the older.
"""

from collections.abc import Iterator
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
from regions.dutch import date_text
from regions.ical import calendar
from regions.models import LEADER_ROLES, STEERING_ROLES, Membership, without_led_deputies
from regions.months import Month
from regions.steering.meetings.agenda.papers import send_due
from regions.steering.meetings.planning import entry_of, when_text
from regions.steering.models import Meeting
from regions.stored import Stored
from sto_portal.notices.kinds.kind import Kind, Stop, all_or_none
from sto_portal.notices.kinds.letters import Letter, Link
from sto_portal.notices.models import Mail
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.mime import Attached, Contents
from sto_portal.notices.outbox.unsubscribing import is_unsubscribed, unsubscribe_url, unsubscribed

FRESH = timedelta(days=7)  # what happened before is told by nobody any more
MEETING = "meeting"
STOP = Stop(
    MEETING,
    title=gettext_lazy("Group meetings"),
    words=gettext_lazy("mail about meetings of the steering group"),
    remains=gettext_lazy("The portal still shows when the group meets."),
)


class What(StrEnum):
    """As it is stored with each mail."""

    INVITED = "invited"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PAPERS = "papers"
    MINUTES = "minutes"


TEMPLATES = {
    What.INVITED: "notices/mail/meeting_invited.txt",
    What.MOVED: "notices/mail/meeting_moved.txt",
    What.CANCELLED: "notices/mail/meeting_cancelled.txt",
    What.PAPERS: "notices/mail/meeting_papers.txt",
    What.MINUTES: "notices/mail/meeting_minutes.txt",
}
WITH_CALENDAR = {What.INVITED, What.MOVED, What.CANCELLED}


@dataclass(frozen=True)
class About(Stored):
    what: What
    meeting: int
    sequence: int = 0


@dataclass(frozen=True)
class Fact:
    about: About
    meeting: Meeting
    mark: str


def plan_meetings(now: datetime) -> int:
    """Send papers that are due, then write the mail of every fact that has none; how many."""
    send_due(now)
    refused = unsubscribed(STOP.name)
    mails = [
        _mail(fact, reader, now)
        for fact in _facts(now)
        for reader in _readers(fact.meeting, localdate(now))
        if reader.pk not in refused
    ]
    keys = {mail.key for mail in mails}
    there = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    told = _told_before(mails)
    wanted = [mail for mail in mails if mail.key not in there and _is_news(mail, told)]
    Mail.objects.bulk_create([_as_moved(mail, told) for mail in wanted], ignore_conflicts=True)
    return Mail.objects.filter(key__in={mail.key for mail in wanted}, created_at=now).count()


def _facts(now: datetime) -> Iterator[Fact]:
    rows = Meeting.objects.filter(invited_at__isnull=False).select_related("steering_group__region")
    for row in rows.filter(cancelled_at=None, opened_at=None, starts_at__gt=now).order_by("pk"):
        yield Fact(About(What.INVITED, row.pk, row.sequence), row, f"{row.pk}:{row.sequence}")
    for row in rows.filter(cancelled_at__gt=now - FRESH, starts_at__gt=now).order_by("pk"):
        yield Fact(About(What.CANCELLED, row.pk, row.sequence), row, f"{row.pk}:{row.sequence}")
    sent = rows.filter(pack_sent_at__gt=now - FRESH, cancelled_at=None, closed_at=None)
    for row in sent.order_by("pk"):
        yield Fact(About(What.PAPERS, row.pk), row, f"papers:{row.pk}")
    for row in rows.filter(closed_at__gt=now - FRESH).order_by("pk"):
        yield Fact(About(What.MINUTES, row.pk), row, f"minutes:{row.pk}")


def _readers(meeting: Meeting, day: date) -> list[User]:
    """The group, and who leads the programme."""
    held = Membership.objects.on(day).filter(role__in=STEERING_ROLES | LEADER_ROLES)
    seats = held.filter(region=meeting.steering_group.region_id, user__is_active=True)
    rows = without_led_deputies(seats.select_related("user").order_by("user__name__dutch", "pk"))
    return list({seat.user_id: seat.user for seat in rows}.values())


def _told_before(mails: list[Mail]) -> set[tuple[int, int | None]]:
    """Who was told of which meeting before, whatever it was."""
    meetings = {About.from_json(mail.about).meeting for mail in mails}
    rows = Mail.objects.filter(kind=MEETING, about__meeting__in=list(meetings))
    told: Any = rows.values_list("about__meeting", "recipient_id")
    return set(told)


def _is_news(mail: Mail, told: set[tuple[int, int | None]]) -> bool:
    """That a meeting is cancelled is told to who knew of it."""
    about = About.from_json(mail.about)
    return about.what != What.CANCELLED or (about.meeting, mail.recipient_id) in told


def _as_moved(mail: Mail, told: set[tuple[int, int | None]]) -> Mail:
    """Who was invited before is told that it moved."""
    about = About.from_json(mail.about)
    if about.what == What.INVITED and (about.meeting, mail.recipient_id) in told:
        mail.about = About(What.MOVED, about.meeting, about.sequence).to_json()
    return mail


def _mail(fact: Fact, reader: User, now: datetime) -> Mail:
    return mail_to(
        reader,
        MEETING,
        f"meeting:{fact.mark}:{reader.pk}",
        now,
        region=fact.meeting.steering_group.region,
        period_on=Month.of(localdate(now)).first_day,
        about=fact.about.to_json(),
    )


def meeting_contents(mail: Mail, reader: User, _token: str) -> Contents:
    about = About.from_json(mail.about)
    meeting = Meeting.objects.select_related("steering_group__region").get(pk=about.meeting)
    region = meeting.steering_group.region
    context = {
        "reader": reader,
        "meeting": meeting,
        "group": str(meeting.steering_group),
        "when": when_text(meeting),
        "items": meeting.items.count(),
        "is_member": _has_seat(reader, region.pk, localdate(mail.created_at)),
    }
    letter = Letter(
        _subject(about.what, meeting),
        render_to_string(TEMPLATES[about.what], context),
        [_link(about.what, region.slug, meeting)],
        _("You get this mail because you have a role in this region."),
        unsubscribe_url(reader.pk, STOP.name, None),
    )
    return letter.contents(_attached(meeting, mail) if about.what in WITH_CALENDAR else None)


def _has_seat(reader: User, region_id: int, day: date) -> bool:
    return Membership.objects.on(day).steering().filter(user=reader, region=region_id).exists()


def _attached(meeting: Meeting, mail: Mail) -> Attached:
    text = calendar([entry_of(meeting)], mail.created_at)
    return Attached(f"vergadering-{meeting.day}.ics", "calendar", text)


def _link(what: What, slug: str, meeting: Meeting) -> Link:
    if what == What.PAPERS:
        return Link(_("Read the papers"), reverse("group_papers", args=[slug, meeting.pk]))
    if what == What.MINUTES:
        return Link(_("Read the minutes"), reverse("group_minutes", args=[slug, meeting.pk]))
    path = reverse("group_meeting", args=[slug, meeting.pk])
    return Link(_("Open the meeting"), path)


def _subject(what: What, meeting: Meeting) -> str:
    told = {"day": date_text(meeting.day), "group": str(meeting.steering_group)}
    return {
        What.INVITED: _("Invitation for %(day)s: %(group)s"),
        What.MOVED: _("Changed, now %(day)s: %(group)s"),
        What.CANCELLED: _("Cancelled, %(day)s: %(group)s"),
        What.PAPERS: _("Papers for %(day)s: %(group)s"),
        What.MINUTES: _("Minutes of %(day)s, concept: %(group)s"),
    }[what] % told


def why_no_meeting(mail: Mail, reader: User, now: datetime) -> str:
    """Why it must not go out any more, or "" when it may."""
    if is_unsubscribed(reader.pk, STOP.name):
        return _("unsubscribed")
    about = About.from_json(mail.about)
    meeting = Meeting.objects.select_related("steering_group").filter(pk=about.meeting).first()
    if meeting is None:
        return _("the meeting is gone")
    if reader.pk not in {user.pk for user in _readers(meeting, localdate(now))}:
        return _("no role in this region any more")
    if about.what in WITH_CALENDAR:
        if meeting.sequence != about.sequence:
            return _("the meeting was changed again")
        return _("the meeting has begun") if meeting.starts_at <= now else ""
    if about.what == What.PAPERS and meeting.cancelled_at:
        return _("the meeting is cancelled")
    return ""


KIND = Kind(
    MEETING,
    gettext_lazy("Group meeting"),
    plan=all_or_none(plan_meetings),
    contents=meeting_contents,
    why_not=why_no_meeting,
    stop=STOP,
)
