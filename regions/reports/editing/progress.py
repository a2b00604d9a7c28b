"""How far a report is: per question what is ready, open, or to be looked at again."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from regions.dutch import number_word, number_words
from regions.reports.models import Report, ReportAnswer, ReportQuestion

from .shown import text_shown
from .under import changed_under, open_gaps


class Stand(StrEnum):
    READY = "ready"
    CHECK = "check"  # somebody wrote, and the sources say something else since
    OPEN = "open"  # some place is open
    EMPTY = "empty"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    Stand.READY: pgettext_lazy("question of a report", "ready"),
    Stand.CHECK: pgettext_lazy("question of a report", "look again"),
    Stand.OPEN: pgettext_lazy("question of a report", "not complete"),
    Stand.EMPTY: pgettext_lazy("question of a report", "still empty"),
}


@dataclass
class Answered:
    """A question with its parts, in the order of the plan, as they stood when they were read."""

    question: ReportQuestion
    answers: list[ReportAnswer] = field(default_factory=list)

    @cached_property
    def news(self) -> int:
        """How many sentences of the sources changed under what somebody wrote."""
        return sum(len(changed_under(answer)) for answer in self.answers)

    @cached_property
    def gaps(self) -> int:
        return sum(len(open_gaps(answer)) for answer in self.answers)

    @property
    def is_edited(self) -> bool:
        return any(answer.is_edited for answer in self.answers)

    @property
    def stand(self) -> Stand:
        if not any(text_shown(answer).strip() for answer in self.answers):
            return Stand.EMPTY
        if self.news:
            return Stand.CHECK
        return Stand.OPEN if self.gaps else Stand.READY

    @property
    def has_headings(self) -> bool:
        return self.question.scope != ReportQuestion.Scope.WHOLE

    @cached_property
    def text(self) -> str:
        """The whole answer, as it goes into the one field of a form."""
        parts = []
        for answer, text in self.shown:
            parts.append(f"{answer.heading}\n{text}" if answer.heading else text)
        return "\n\n".join(parts)

    @property
    def shown(self) -> list[tuple[ReportAnswer, str]]:
        """The parts in which something stands."""
        told = ((answer, text_shown(answer).strip()) for answer in self.answers)
        return [(answer, text) for answer, text in told if text]

    @property
    def share(self) -> float:
        """How much of the limit is used, 0 without one."""
        return self.length / self.question.limit if self.question.limit else 0.0

    @property
    def length(self) -> int:
        return len(self.text)

    @property
    def is_too_long(self) -> bool:
        limit = self.question.limit
        if limit is None:
            return False
        if self.question.is_limit_per_part:
            return any(len(text_shown(answer)) > limit for answer in self.answers)
        return self.length > limit


def all_answered(report: Report) -> list[Answered]:
    """Every question with its answers; two queries."""
    by_question: dict[int, list[ReportAnswer]] = defaultdict(list)
    for answer in report.answers.select_related("question").order_by("position", "pk"):
        by_question[answer.question_id].append(answer)
    questions = report.format.questions.all()
    return [Answered(question, by_question[question.pk]) for question in questions]


def heading_of(told: list[Answered]) -> str:
    """ "Vier van zeven vragen zijn klaar, één zin moet je nakijken"."""
    ready = sum(1 for one in told if one.stand == Stand.READY)
    news = sum(one.news for one in told)
    some, all_of_them = number_words(ready, len(told), capital=True)
    words = {"ready": some, "total": all_of_them}
    if ready == len(told):
        text = _("Every question has an answer")
    elif ready:
        text = ngettext(
            "%(ready)s of %(total)s questions is ready",
            "%(ready)s of %(total)s questions are ready",
            ready,
        )
    else:
        text = _("No question is ready yet")
    if not news:
        return text % words
    again = ngettext("look at one sentence again", "look at %(n)s sentences again", news)
    both = {"heading": text % words, "again": again % {"n": number_word(news)}}
    return _("%(heading)s, %(again)s") % both
