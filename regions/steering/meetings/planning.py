"""A meeting in the diary: planned, invited to, moved, cancelled, and taking place after all.

A row is all that is written; the mail about it follows from the row.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.ical import Entry
from regions.steering.models import Meeting, MeetingRhythm

from .rhythm import instants, proposed_days


class MeetingRefused(Exception):
    """Nothing was saved; the text is for the person who tried."""


def locked(meeting: Meeting) -> Meeting:
    """The meeting of now, held for the running transaction."""
    rows = Meeting.objects.select_for_update(of=["self"])
    return rows.select_related("steering_group__region").get(pk=meeting.pk)


@transaction.atomic
def plan_by_rhythm(rhythm: MeetingRhythm, days: Iterable[date], by: User, now: datetime) -> int:
    """Put those of the proposed days in the diary that were chosen; how many."""
    chosen, made = set(days), 0
    for proposed in proposed_days(rhythm, now):
        if proposed.day not in chosen:
            continue
        starts_at, ends_at = instants(rhythm, proposed.day)
        _row, is_new = Meeting.objects.get_or_create(
            steering_group=rhythm.steering_group,
            starts_at=starts_at,
            cancelled_at=None,
            defaults={"ends_at": ends_at, "place": rhythm.place, "made_by": by, "made_at": now},
        )
        made += is_new
    return made


@transaction.atomic
def invite(meeting: Meeting, now: datetime) -> None:
    """Once; twice does no harm."""
    meeting = locked(meeting)
    if meeting.cancelled_at or meeting.starts_at <= now:
        raise MeetingRefused(_("Nobody can be invited to this meeting any more."))
    if meeting.invited_at is None:
        meeting.invited_at = now
        meeting.save(update_fields=["invited_at"])


@transaction.atomic
def cancel(meeting: Meeting, reason: str, now: datetime) -> None:
    meeting = locked(meeting)
    if meeting.is_past:
        raise MeetingRefused(_("This meeting was opened or cancelled already."))
    meeting.cancelled_at, meeting.cancel_reason = now, reason
    meeting.save(update_fields=["cancelled_at", "cancel_reason"])


def take_place_after_all(meeting: Meeting, now: datetime) -> None:
    try:
        with transaction.atomic():
            meeting = locked(meeting)
            if meeting.starts_at <= now:
                raise MeetingRefused(_("The day of this meeting has passed."))
            meeting.cancelled_at, meeting.cancel_reason = None, ""
            meeting.save(update_fields=["cancelled_at", "cancel_reason"])
    except IntegrityError:
        told = _("There is another meeting at this moment. Move or cancel that one first.")
        raise MeetingRefused(told) from None


@transaction.atomic
def remove(meeting: Meeting) -> None:
    """Only what nobody was told of."""
    meeting = locked(meeting)
    if meeting.invited_at or meeting.opened_at:
        raise MeetingRefused(_("The group was invited to this meeting. Cancel it instead."))
    meeting.delete()


def when_text(meeting: Meeting) -> str:
    """ "donderdag 14 januari 2027, 14.00–15.30 uur"."""
    begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return _("%(day)s, %(begins)s–%(ends)s") % {
        "day": date_format(begins, "l j F Y"),
        "begins": date_format(begins, "H.i"),
        "ends": date_format(ends, "H.i"),
    }


def entry_of(meeting: Meeting) -> Entry:
    """The meeting as calendars know it; never what is on the agenda."""
    region = meeting.steering_group.region
    return Entry(
        uid=f"stuurgroep-{meeting.uid}",
        sequence=meeting.sequence,
        is_cancelled=meeting.cancelled_at is not None,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=str(meeting.steering_group),
        place=meeting.place,
        url=settings.SITE_URL + reverse("group_meeting", args=[region.slug, meeting.pk]),
    )


def is_day_of(meeting: Meeting, now: datetime) -> bool:
    return localdate(now) >= meeting.day
