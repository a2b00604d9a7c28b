"""What somebody should hear soon: facts of the past days that are still true, for each reader.

Names, dates and places where it can be read; no text that somebody wrote goes by mail. A line about
a question that waits or was answered names no region and leads to a list, so that what was asked in
confidence cannot be told from what was not, also not by who looks after the mail.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisors.models import (
    Absence,
    Attendance,
    Invitation,
    NetworkMeeting,
    Question,
    Reading,
    Review,
)
from regions.models import Membership
from regions.months import AMSTERDAM, Month
from regions.stored import Stored

Lately = tuple[datetime, datetime]


@dataclass(frozen=True)
class News(Stored):
    """One line for one reader. `key` names the fact, `page` what the link to `path` is called."""

    key: str
    reader_id: int
    text: str
    page: str
    path: str


@dataclass(frozen=True)
class Seats:
    """Ids of who leads and who advises on one day, by region; only people who may sign in."""

    leaders: dict[int, set[int]]
    advisors: dict[int, set[int]]

    @classmethod
    def on(cls, today: date) -> "Seats":
        held = Membership.objects.on(today).filter(user__is_active=True, region__isnull=False)
        return cls(_by_region(held.leaders()), _by_region(held.advisors()))

    def all_advisors(self) -> set[int]:
        return set().union(*self.advisors.values())

    def holds(self, user_id: int | None, region_id: int) -> bool:
        """Whether somebody leads or advises that region."""
        return user_id in self.leaders[region_id] | self.advisors[region_id]


def _by_region(held: Iterable[Membership]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in held:
        found[row.region_id or 0].add(row.user_id)
    return found


def news_for_readers(since: datetime, now: datetime) -> list[News]:
    """What happened between the two and is still true, of all regions; ten queries."""
    seats, lately = Seats.on(timezone.localdate(now)), (since, now)
    return [
        *_waiting(seats, lately),
        *_answered(seats, lately),
        *_thoughts(seats, lately),
        *_meetings(lately),
        *_stand_ins(lately),
        *_readings(seats, lately),
        *_feedback(seats, lately),
    ]


def _waiting(seats: Seats, lately: Lately) -> Iterator[News]:
    """A question came in, or was handed over."""
    rows = Question.objects.waiting().filter(Q(asked_at__range=lately) | Q(handed_at__range=lately))
    for one in rows.select_related("region").defer("words"):
        if one.asked_of == Question.AskedOf.LEADER:
            text = _("Your advisor asks you something about %(region)s")
            text, page = text % {"region": one.region}, _("To the question")
            readers, path = seats.leaders[one.region_id], reverse("question_answer", args=[one.pk])
        else:
            text, page = _("A question waits for your answer"), _("Questions that wait")
            path = reverse("advisor_questions") + "?only=waiting"
            readers = seats.advisors[one.region_id]
            if one.assignee_id:
                readers = seats.all_advisors() & {one.assignee_id}
        key = f"waits:{one.pk}:{one.handed_at.isoformat()}" if one.handed_at else f"waits:{one.pk}"
        for reader in readers - {one.asked_by_id}:
            yield News(key, reader, text, page, path)


def _answered(seats: Seats, lately: Lately) -> Iterator[News]:
    rows = Question.objects.filter(answered_at__range=lately).exclude(answered_by=F("asked_by"))
    for one in rows.select_related("region").defer("words"):
        if one.asked_by_id and seats.holds(one.asked_by_id, one.region_id):
            path = reverse("questions", args=[one.region.slug])
            text = _("Your question has an answer")
            yield News(f"answer:{one.pk}", one.asked_by_id, text, _("Your questions"), path)


def _thoughts(seats: Seats, lately: Lately) -> Iterator[News]:
    """A colleague is asked to think along, or did."""
    rows = Invitation.objects.filter(
        Q(invited_at__range=lately) | Q(thought_at__range=lately), question__is_confidential=False
    )
    for one in rows.select_related("question__region", "colleague", "invited_by"):
        region = one.question.region
        path, page = reverse("question_answer", args=[one.question_id]), _("To the question")
        if one.thought_at:
            if one.invited_by_id in seats.advisors[region.pk]:
                text = _("%(name)s thought along about a question of %(region)s")
                text = text % {"name": one.colleague, "region": region}
                yield News(f"thought:{one.pk}", one.invited_by_id, text, page, path)
        elif not one.question.answered_at and one.colleague_id in seats.all_advisors():
            text = _("%(name)s asks what you think about a question of %(region)s")
            text = text % {"name": one.invited_by or _("A colleague"), "region": region}
            yield News(f"invited:{one.pk}", one.colleague_id, text, page, path)


def _meetings(lately: Lately) -> Iterator[News]:
    """For who signed up before: it is cancelled, or it has another day or place."""
    changed = NetworkMeeting.objects.filter(
        Q(cancelled_at__range=lately) | Q(moved_at__range=lately, cancelled_at=None),
        starts_at__gt=lately[1],
    )
    rows = Attendance.objects.filter(meeting__in=changed, person__is_active=True)
    for one in rows.select_related("meeting"):
        meeting = one.meeting
        at = meeting.cancelled_at or meeting.moved_at
        if at is None or one.added_at > at:
            continue
        told = {"title": meeting.title, "day": _day_and_hour(meeting.starts_at)}
        if meeting.cancelled_at:
            text = _("The meeting “%(title)s” of %(day)s is cancelled") % told
        else:
            text = _("The meeting “%(title)s” has changed: it is on %(day)s") % told
        path = reverse("meeting", args=[meeting.pk])
        key = f"meeting:{meeting.pk}:{at.isoformat()}"
        yield News(key, one.person_id, text, _("To the meeting"), path)


def _stand_ins(lately: Lately) -> Iterator[News]:
    today = timezone.localdate(lately[1])
    rows = Absence.objects.filter(made_at__range=lately, ends_on__gte=today)
    for one in rows.filter(substitute__is_active=True).select_related("advisor"):
        told = {"name": one.advisor, "first": _day(one.starts_on), "last": _day(one.ends_on)}
        text = _("You stand in for %(name)s, from %(first)s to %(last)s") % told
        if one.substitute_id and one.substitute_id != one.made_by_id:
            path = reverse("network_me")
            yield News(f"away:{one.pk}", one.substitute_id, text, _("My entry"), path)


def _readings(seats: Seats, lately: Lately) -> Iterator[News]:
    """A plan was given to read, or its advice is there."""
    asked = Reading.objects.waiting().filter(given_at__range=lately, reader__is_active=True)
    for one in asked.select_related("plan__region"):
        text = _("There is a plan for you to read: %(region)s") % {"region": one.plan.region}
        if one.due_on:
            text = _("%(text)s, by %(day)s") % {"text": text, "day": _day(one.due_on)}
        path = reverse("reading", args=[one.pk])
        yield News(f"read:{one.pk}", one.reader_id, text, _("To the plan"), path)
    for one in (
        Reading.objects.given().filter(advised_at__range=lately).select_related("plan__region")
    ):
        region = one.plan.region
        text = _("The advice of a reader about the plan of %(region)s is there")
        path = reverse("plan_readings", args=[region.slug])
        for reader in seats.leaders[region.pk]:
            page = _("To the advice")
            yield News(f"advice:{one.pk}", reader, text % {"region": region}, page, path)


def _feedback(seats: Seats, lately: Lately) -> Iterator[News]:
    """Your advisor wrote about a log or a period; what it was, the page tells."""
    rows = Review.objects.filter(made_at__range=lately, read_at=None).exclude(kind=Review.Kind.SEEN)
    for one in rows.select_related("region", "check_in"):
        path = reverse("feedback", args=[one.region.slug])
        page = _("Feedback of %(region)s") % {"region": one.region}
        text = _("Your advisor gave feedback on a period of %(region)s") % {"region": one.region}
        if one.check_in:
            month = Month.of(one.check_in.month_on)
            path = reverse("feedback_log", args=[one.region.slug, month])
            told = {"month": month.label, "region": one.region}
            page = _("Feedback on %(month)s") % told
            text = _("Your advisor gave feedback on the log of %(month)s, %(region)s") % told
        for reader in seats.leaders[one.region_id]:
            yield News(f"review:{one.pk}", reader, text, page, path)


def _day(day: date) -> str:
    return date_format(day, "j F")


def _day_and_hour(moment: datetime) -> str:
    return date_format(moment.astimezone(AMSTERDAM), "l j F, H.i")
