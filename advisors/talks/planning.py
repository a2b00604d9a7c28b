"""The next talk with a region: by the rhythm agreed, planned in one tap, and in a calendar."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.models import PlannedTalk, Rhythm, Talk, TalkKind
from regions.accounts.models import User
from regions.ical import Entry
from regions.models import Region
from regions.months import AMSTERDAM, is_working_day, working_day_after

USUAL_WEEKS = 8  # where nothing was agreed
CLOCK_TIME = datetime.timedelta(minutes=30)  # that a talk takes in a calendar


def next_day(last_on: datetime.date, weeks: int | None) -> datetime.date:
    """The day of the next talk by the rhythm; never in a weekend or on a holiday."""
    wanted = last_on + datetime.timedelta(weeks=weeks or USUAL_WEEKS)
    return wanted if is_working_day(wanted) else working_day_after(wanted)


def rhythm_of(region: Region) -> int | None:
    return Rhythm.objects.filter(region=region).values_list("weeks", flat=True).first()


def agree_rhythm(region: Region, weeks: int, by: User, today: datetime.date) -> None:
    agreed = {"weeks": weeks, "agreed_by": by, "agreed_on": today}
    Rhythm.objects.update_or_create(region=region, defaults=agreed)


def plan_next(talk: Talk, planned_on: datetime.date) -> PlannedTalk:
    """Once for a day, however often it is asked."""
    found, _made = PlannedTalk.objects.get_or_create(
        region=talk.region,
        kind=TalkKind.PROGRESS,
        planned_on=planned_on,
        defaults={"made_by": talk.author},
    )
    return found


def entry_of(planned: PlannedTalk) -> Entry:
    """A planned talk as calendars know it: whole days where no hour was agreed."""
    first: datetime.date = planned.planned_on
    last: datetime.date = planned.planned_on + datetime.timedelta(days=1)
    if planned.starts_at:
        first = datetime.datetime.combine(planned.planned_on, planned.starts_at, AMSTERDAM)
        last = first + CLOCK_TIME
    told = {"kind": planned.get_kind_display(), "region": planned.region}
    return Entry(
        uid=f"planned-talk-{planned.pk}",
        sequence=0,
        is_cancelled=False,
        starts_at=first,
        ends_at=last,
        title=_("%(kind)s with %(region)s") % told,
        url=settings.SITE_URL + reverse("call_card", args=[planned.region.slug]),
    )
