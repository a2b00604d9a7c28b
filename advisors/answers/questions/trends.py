"""How fast questions get an answer, and which themes more regions ask about than before."""

import datetime
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, Q

from advisors.answers.doors import questions_for
from advisors.models import Question, Theme
from regions.accounts.models import User
from regions.words.folding import sort_key

RISING = datetime.timedelta(days=90)
REGIONS = 3  # from how many regions a theme is more than one region's
YEAR = datetime.timedelta(days=365)


@dataclass(frozen=True)
class Rising:
    """A theme that more regions ask about than before: a subject for a network meeting."""

    theme: Theme
    regions: int
    before: int


def rising_themes(now: datetime.datetime) -> list[Rising]:
    """Themes asked by at least three regions in ninety days, and by more than in the ninety
    before. Counts only, over all regions; what was asked in confidence, or of a leader, is left
    out."""
    asked = (
        Question.objects.not_confidential()
        .for_advisor()
        .filter(theme__isnull=False, asked_at__gt=now - 2 * RISING, asked_at__lte=now)
    )
    late = Q(asked_at__gt=now - RISING)
    rows = (
        asked.order_by()
        .values("theme")
        .annotate(
            late=Count("region", filter=late, distinct=True),
            early=Count("region", filter=~late, distinct=True),
        )
        .filter(late__gte=REGIONS, late__gt=F("early"))
    )
    counts = {row["theme"]: row for row in rows}
    found = [
        Rising(theme, counts[theme.pk]["late"], counts[theme.pk]["early"])
        for theme in Theme.objects.filter(pk__in=counts)
    ]
    return sorted(
        found, key=lambda trend: (trend.before - trend.regions, sort_key(trend.theme.name))
    )


def median_wait(user: User, now: datetime.datetime) -> float | None:
    """Days between question and answer, the middle one of the past year; None without answers."""
    rows = questions_for(user).for_advisor().filter(answered_at__range=(now - YEAR, now))
    waits = rows.order_by().annotate(wait=F("answered_at") - F("asked_at"))
    days = [wait.total_seconds() / 86400 for wait in waits.values_list("wait", flat=True)]
    return median(days) if days else None
