"""The question desk of an advisor: what waits how long, and which themes rise."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.answers.doors import questions_for
from advisors.models import Question, Theme
from advisors.models.questions import QuestionQuerySet
from regions.accounts.models import User
from regions.web.lists import Choice, ListFilter

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
        .filter(theme__isnull=False, asked_at__gt=now - 2 * RISING)
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
    return sorted(found, key=lambda one: (one.before - one.regions, one.theme.name))


def median_wait(user: User, now: datetime.datetime) -> float | None:
    """Days between question and answer, the middle one of the past year; None without answers."""
    rows = questions_for(user).for_advisor().filter(answered_at__gt=now - YEAR)
    waits = rows.order_by().annotate(wait=F("answered_at") - F("asked_at"))
    days = [wait.total_seconds() / 86400 for wait in waits.values_list("wait", flat=True)]
    return median(days) if days else None


class DeskFilter(ListFilter):
    only = Choice(
        _("Which"),
        _("all questions"),
        [
            ("waiting", _("without an answer")),
            ("mine", _("answered by or handed to me")),
            ("invited", _("where I think along")),
        ],
    )
    kind = Choice(_("Kind"), _("all kinds"), Question.Kind.choices)
    theme = Choice(_("Theme"), _("all themes"))
    region = Choice(_("Region"), _("all regions"))

    def rows(self, user: User) -> QuestionQuerySet:
        """The questions that match, those without an answer first."""
        found, only = questions_for(user), self.wanted["only"]
        for name, column in {"kind": "kind", "theme": "theme", "region": "region__slug"}.items():
            if value := self.wanted[name]:
                found = found.filter(**{column: value})
        if only == "waiting":
            found = found.waiting()
        elif only == "invited":
            found = found.filter(invitations__colleague=user)
        elif only == "mine":
            found = found.filter(Q(assignee=user) | Q(answered_by=user))
        return found.select_related(
            "region", "asked_by", "answered_by", "theme", "assignee"
        ).order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")


def with_days(questions: Iterable[Question], now: datetime.datetime) -> list[Question]:
    """Put on each question how many days it waits or waited."""
    found = list(questions)
    for one in found:
        until = one.answered_at or now
        days = (timezone.localdate(until) - timezone.localdate(one.asked_at)).days
        one.days = days  # type: ignore[attr-defined]
    return found
