"""What somebody should hear soon: facts of the past days that are still true, for each reader.

Names, dates and places where it can be read; no text that somebody wrote goes by mail. A line about
a question that waits or was answered names no region and leads to a list, so that what was asked in
confidence cannot be told from what was not, also not by who looks after the mail.
"""

from collections.abc import Iterator
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
from regions.months import AMSTERDAM, Month

from .invited import invited
from .readers import Lately, News, Seats
from .reports import reports


def news_for_readers(since: datetime, now: datetime) -> list[News]:
    """What happened between the two and is still true, of all regions; fifteen queries."""
    seats, lately = Seats.on(timezone.localdate(now)), (since, now)
    return [
        *_waiting(seats, lately),
        *_answered(seats, lately),
        *_thoughts(seats, lately),
        *_meetings(lately),
        *invited(seats, lately),
        *_stand_ins(lately),
        *_readings(seats, lately),
        *_feedback(seats, lately),
        *reports(seats, lately),
    ]


def _waiting(seats: Seats, lately: Lately) -> Iterator[News]:
    """A question came in, or was handed over."""
    rows = Question.objects.waiting().filter(Q(asked_at__range=lately) | Q(handed_at__range=lately))
    for question in rows.select_related("region").defer("words"):
        if question.asked_of == Question.AskedOf.LEADER:
            text = _("Your advisor asks you something about %(region)s")
            text, page = text % {"region": question.region}, _("To the question")
            readers, path = (
                seats.leaders[question.region_id],
                reverse("question_answer", args=[question.pk]),
            )
        else:
            text, page = _("A question waits for your answer"), _("Questions that wait")
            path = reverse("advisor_questions")
            readers = seats.advisors[question.region_id]
            chosen = seats.all_advisors() & {question.assignee_id or 0}
            if chosen or question.is_confidential:
                readers = chosen
        key = (
            f"waits:{question.pk}:{question.handed_at.isoformat()}"
            if question.handed_at
            else f"waits:{question.pk}"
        )
        for reader in readers - {question.asked_by_id}:
            yield News(key, reader, text, page, path)


def _answered(seats: Seats, lately: Lately) -> Iterator[News]:
    rows = Question.objects.filter(answered_at__range=lately).exclude(answered_by=F("asked_by"))
    for question in rows.select_related("region").defer("words"):
        if question.asked_by_id and seats.holds(question.asked_by_id, question.region_id):
            path = reverse("questions", args=[question.region.slug])
            text = _("Your question has an answer")
            yield News(
                f"answer:{question.pk}", question.asked_by_id, text, _("Your questions"), path
            )


def _thoughts(seats: Seats, lately: Lately) -> Iterator[News]:
    """A colleague is asked to think along, or did."""
    rows = Invitation.objects.filter(
        Q(invited_at__range=lately) | Q(thought_at__range=lately), question__is_confidential=False
    )
    for invitation in rows.select_related("question__region", "colleague", "invited_by"):
        region = invitation.question.region
        path, page = reverse("question_answer", args=[invitation.question_id]), _("To the question")
        if invitation.thought_at:
            if invitation.invited_by_id in seats.advisors[region.pk]:
                text = _("%(name)s thought along about a question of %(region)s")
                text = text % {"name": invitation.colleague, "region": region}
                yield News(f"thought:{invitation.pk}", invitation.invited_by_id, text, page, path)
        elif (
            not invitation.question.answered_at and invitation.colleague_id in seats.all_advisors()
        ):
            text = _("%(name)s asks what you think about a question of %(region)s")
            text = text % {"name": invitation.invited_by or _("A colleague"), "region": region}
            yield News(f"invited:{invitation.pk}", invitation.colleague_id, text, page, path)


def _meetings(lately: Lately) -> Iterator[News]:
    """For who signed up before: it is cancelled, or it has another day or place."""
    changed = NetworkMeeting.objects.filter(
        Q(cancelled_at__range=lately) | Q(moved_at__range=lately, cancelled_at=None),
        starts_at__gt=lately[1],
    )
    rows = Attendance.objects.filter(meeting__in=changed, person__is_active=True)
    for attendance in rows.select_related("meeting"):
        meeting = attendance.meeting
        at = meeting.cancelled_at or meeting.moved_at
        if at is None or attendance.added_at > at:
            continue
        told = {"title": meeting.title, "day": _day_and_hour(meeting.starts_at)}
        if meeting.cancelled_at:
            text = _("The meeting “%(title)s” of %(day)s is cancelled") % told
        else:
            text = _("The meeting “%(title)s” has changed: it is on %(day)s") % told
        path = reverse("meeting", args=[meeting.pk])
        key = f"meeting:{meeting.pk}:{at.isoformat()}"
        yield News(key, attendance.person_id, text, _("To the meeting"), path)


def _stand_ins(lately: Lately) -> Iterator[News]:
    today = timezone.localdate(lately[1])
    rows = Absence.objects.filter(made_at__range=lately, ends_on__gte=today)
    for absence in rows.filter(substitute__is_active=True).select_related("advisor"):
        told = {
            "name": absence.advisor,
            "first": _day(absence.starts_on),
            "last": _day(absence.ends_on),
        }
        text = _("You stand in for %(name)s, from %(first)s to %(last)s") % told
        if absence.substitute_id and absence.substitute_id != absence.made_by_id:
            path = reverse("network_me")
            yield News(f"away:{absence.pk}", absence.substitute_id, text, _("My entry"), path)


def _readings(seats: Seats, lately: Lately) -> Iterator[News]:
    """A plan was given to read, or its advice is there."""
    asked = Reading.objects.waiting().filter(given_at__range=lately, reader__is_active=True)
    for reading in asked.select_related("plan__region"):
        text = _("There is a plan for you to read: %(region)s") % {"region": reading.plan.region}
        if reading.due_on:
            text = _("%(text)s, by %(day)s") % {"text": text, "day": _day(reading.due_on)}
        path = reverse("reading", args=[reading.pk])
        yield News(f"read:{reading.pk}", reading.reader_id, text, _("To the plan"), path)
    for reading in (
        Reading.objects.given().filter(advised_at__range=lately).select_related("plan__region")
    ):
        region = reading.plan.region
        text = _("The advice of a reader about the plan of %(region)s is there")
        path = reverse("plan_readings", args=[region.slug])
        for reader in seats.leaders[region.pk]:
            page = _("To the advice")
            yield News(f"advice:{reading.pk}", reader, text % {"region": region}, page, path)


def _feedback(seats: Seats, lately: Lately) -> Iterator[News]:
    """Your advisor wrote about a log or a period; what it was, the page tells."""
    rows = Review.objects.filter(made_at__range=lately, read_at=None).exclude(kind=Review.Kind.SEEN)
    for review in rows.select_related("region", "check_in"):
        path = reverse("feedback", args=[review.region.slug])
        page = _("Feedback of %(region)s") % {"region": review.region}
        text = _("Your advisor gave feedback on a period of %(region)s") % {"region": review.region}
        if review.check_in:
            month = Month.of(review.check_in.month_on)
            path = reverse("feedback_log", args=[review.region.slug, month])
            told = {"month": month.label, "region": review.region}
            page = _("Feedback on %(month)s") % told
            text = _("Your advisor gave feedback on the log of %(month)s, %(region)s") % told
        for reader in seats.leaders[review.region_id]:
            yield News(f"review:{review.pk}", reader, text, page, path)


def _day(day: date) -> str:
    return date_format(day, "j F")


def _day_and_hour(moment: datetime) -> str:
    return date_format(moment.astimezone(AMSTERDAM), "l j F, H.i")
