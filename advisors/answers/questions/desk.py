"""The question desk of an advisor: an inbox with only what waits, and tabs for the rest."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db import models
from django.db.models import Case, CharField, Count, F, OrderBy, Q, Value, When
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advisors.answers.doors import (
    asked_to_think,
    is_for_leader,
    may_sort,
    questions_for,
    waiting_for,
    with_colleague,
)
from advisors.answers.meaning.nearest import near_questions
from advisors.answers.similar import SHORTEST
from advisors.answers.words import in_text
from advisors.models import Question
from advisors.models.questions import QuestionQuerySet
from regions.accounts.models import User
from regions.csv import csv_response
from regions.web.lists import Choice, ListFilter, Words


class Part(models.TextChoices):
    """The tabs of the desk: where a question stands for one person."""

    MINE = "mine", _("Waits for you")
    THINK = "think", pgettext_lazy("questions", "Think along")
    COLLEAGUE = "colleague", _("With a colleague")
    OTHERS = "others", _("Waits for somebody else")
    ANSWERED = "answered", pgettext_lazy("questions", "Answered")


@dataclass(frozen=True)
class Tab:
    part: str
    title: str | Lazy
    count: int | None  # None where it is not counted
    is_current: bool


def tabs_of(user: User, current: str) -> list[Tab]:
    """The tabs with something in them, what waits for `user` and what was answered; one query."""
    waits = [(part, _waiting(part, user)) for part in (Part.MINE, Part.THINK, Part.COLLEAGUE)]
    whens = [When(pk__in=rows.order_by().values("pk"), then=Value(part)) for part, rows in waits]
    part = Case(*whens, default=Value(Part.OTHERS), output_field=CharField())
    rows = questions_for(user).waiting().order_by().annotate(part=part).values("part")
    found = Counter(dict(rows.annotate(n=Count("pk")).values_list("part", "n")))
    always = (Part.MINE, Part.ANSWERED, current)
    return [
        Tab(part, part.label, None if part == Part.ANSWERED else found[part], part == current)
        for part in Part
        if found[part] or part in always
    ]


def _waiting(part: str, user: User) -> QuestionQuerySet:
    doors = {Part.MINE: waiting_for, Part.THINK: asked_to_think, Part.COLLEAGUE: with_colleague}
    rows = doors[part](user)  # type: ignore[index]
    if part == Part.THINK:
        rows = rows.exclude(pk__in=waiting_for(user).order_by().values("pk"))
    return rows


class DeskFilter(ListFilter):
    only = Choice("", "", Part.choices, widget=forms.HiddenInput)  # a tab
    q = Words(_("Search"), box="grow", most=200)
    kind = Choice(_("Kind"), _("all kinds"), Question.Kind.choices)
    theme = Choice(_("Theme"), _("all themes"), [("none", _("without a theme"))])
    region = Choice(_("Region"), _("all regions"))
    sort = Choice(
        _("Order"),
        _("By date"),
        [
            ("new", _("Newest question first")),
            ("region", _("Region")),
            ("theme", _("Theme")),
            ("who", _("Who asks")),
        ],
    )

    @property
    def part(self) -> str:
        return self.wanted["only"] or Part.MINE

    @property
    def is_narrowed(self) -> bool:
        """Whether less than the whole tab is shown, or in another order."""
        return any(value for name, value in self.wanted.items() if name != "only")

    def rows(self, user: User) -> QuestionQuerySet:
        """The questions of the chosen tab that match."""
        found, wanted = self._of_part(user), self.wanted
        if value := wanted["kind"]:
            found = found.filter(kind=value)
        if value := wanted["theme"]:
            found = found.filter(Q(theme=None) if value == "none" else Q(theme=value))
        if value := wanted["region"]:
            found = found.filter(region__slug=value)
        if value := wanted["q"]:
            found = found.filter(self._says(found, value))
        found = found.select_related("region", "asked_by", "answered_by", "theme", "assignee")
        return found.defer("words").order_by(*self._order())

    def _of_part(self, user: User) -> QuestionQuerySet:
        if self.part == Part.ANSWERED:
            return questions_for(user).filter(answered_at__isnull=False)
        if self.part != Part.OTHERS:
            return _waiting(self.part, user)
        elsewhere = (Part.MINE, Part.THINK, Part.COLLEAGUE)
        shown = [Q(pk__in=_waiting(part, user).order_by().values("pk")) for part in elsewhere]
        return questions_for(user).waiting().exclude(shown[0] | shown[1] | shown[2])

    def _says(self, found: QuestionQuerySet, words: str) -> Q:
        """By word, and what was answered by meaning as well."""
        says = in_text(words, "text", "answer") | Q(asked_by__name__icontains=words)
        if self.part == Part.ANSWERED and len(words) >= SHORTEST:
            says |= Q(pk__in=list(near_questions(found.not_confidential(), words)))
        return says

    def _order(self) -> list[str | OrderBy]:
        is_answered = self.part == Part.ANSWERED
        by_day = ["-answered_at", "pk"] if is_answered else ["asked_at", "pk"]
        first: dict[str, list[str | OrderBy]] = {
            "new": ["-asked_at"],
            "region": ["region__name__dutch"],
            "theme": [F("theme__position").asc(nulls_last=True), "theme__name__dutch"],
            "who": ["asked_by__name__dutch"],
        }
        return [*first.get(self.wanted["sort"], []), *by_day]


def on_desk(user: User, questions: Iterable[Question], now: datetime.datetime) -> list[Question]:
    """Put on each question its days, and whether `user` may give it a theme."""
    found = with_days(questions, now)
    for question in found:
        question.may_sort = may_sort(user, question)  # type: ignore[attr-defined]
    return found


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
