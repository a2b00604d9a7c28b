"""The question desk of an advisor: what waits how long, and which themes rise."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db import models
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.answers.doors import is_for_leader, questions_for, waiting_for, with_colleague
from advisors.models import Question, Theme
from advisors.models.questions import QuestionQuerySet
from regions.accounts.models import User
from regions.csv import csv_response
from regions.web.lists import Choice, ListFilter
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


class Part(models.IntegerChoices):
    """Where a question stands on the desk of one person, in this order."""

    MINE = 0, _("Waits for you")
    COLLEAGUE = 1, _("With a colleague")
    OTHERS = 2, _("Waits for somebody else")
    ANSWERED = 3, _("Has an answer")


class DeskFilter(ListFilter):
    only = Choice(
        _("Which"),
        _("all questions"),
        [
            ("waiting", _("without an answer")),
            ("colleague", _("with a colleague")),
            ("mine", _("answered by or handed to me")),
            ("invited", _("where I think along")),
        ],
    )
    kind = Choice(_("Kind"), _("all kinds"), Question.Kind.choices)
    theme = Choice(_("Theme"), _("all themes"))
    region = Choice(_("Region"), _("all regions"))

    def rows(self, user: User) -> QuestionQuerySet:
        """The questions that match: what waits for `user`, what waits for others, the rest."""
        found, only = questions_for(user), self.wanted["only"]
        for name, column in {"kind": "kind", "theme": "theme", "region": "region__slug"}.items():
            if value := self.wanted[name]:
                found = found.filter(**{column: value})
        if only == "waiting":
            found = found.waiting()
        elif only == "colleague":
            found = found.filter(pk__in=with_colleague(user).order_by().values("pk"))
        elif only == "invited":
            found = found.filter(invitations__colleague=user)
        elif only == "mine":
            found = found.filter(Q(assignee=user) | Q(answered_by=user))
        mine, theirs = waiting_for(user).order_by(), with_colleague(user).order_by()
        return (
            found.select_related("region", "asked_by", "answered_by", "theme", "assignee")
            .annotate(
                part=Case(
                    When(answered_at__isnull=False, then=Value(Part.ANSWERED)),
                    When(pk__in=mine.values("pk"), then=Value(Part.MINE)),
                    When(pk__in=theirs.values("pk"), then=Value(Part.COLLEAGUE)),
                    default=Value(Part.OTHERS),
                    output_field=IntegerField(),
                )
            )
            .order_by("part", F("answered_at").desc(nulls_first=True), "asked_at", "pk")
        )


def shown_to(user: User, questions: Iterable[Question], now: datetime.datetime) -> list[Question]:
    """Put on each question its days, and whether `user` may answer it or take it back."""
    found = with_days(questions, now)
    keys = [question.pk for question in found if not question.answered_at]
    mine, handed = (
        set(rows.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        for rows in (waiting_for(user), with_colleague(user))
    )
    for question in found:
        question.is_mine = question.pk in mine or is_for_leader(user, question)  # type: ignore[attr-defined]
        question.is_handed = question.pk in handed  # type: ignore[attr-defined]
        question.heading = Part(question.part).label if hasattr(question, "part") else ""  # type: ignore[attr-defined]
    return found


def with_days(questions: Iterable[Question], now: datetime.datetime) -> list[Question]:
    """Put on each question how many days it waits or waited."""
    found = list(questions)
    for question in found:
        until = question.answered_at or now
        days = (timezone.localdate(until) - timezone.localdate(question.asked_at)).days
        question.days = days  # type: ignore[attr-defined]
    return found


def as_csv(questions: list[Question]) -> HttpResponse:
    return csv_response(
        "vragen.csv",
        [_("Region"), _("Asked on"), _("Kind"), _("Theme"), _("Question"), _("Answer"), _("Days")],
        (
            [
                question.region.name,
                timezone.localdate(question.asked_at),
                question.get_kind_display(),
                question.theme or "",
                question.text,
                question.answer,
                question.days,  # type: ignore[attr-defined]
            ]
            for question in questions
        ),
    )
