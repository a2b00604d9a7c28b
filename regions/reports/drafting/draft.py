"""A whole draft: each question, for each of its subjects, in sentences of its sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from regions.dutch import date_range_text, decimal_text
from regions.plans.models import Activity
from regions.progress.models import Status
from regions.reports.models import Report, ReportQuestion
from regions.reports.sentences import Sentence
from regions.stored import Stored

from .base import Base, Subject, base_of
from .discreet import Hide, discreet, hider
from .sources.activities import count_of
from .table import Told

Scope = ReportQuestion.Scope
REST = "rest"


@dataclass(frozen=True)
class Part:
    """The draft of one answer."""

    question: ReportQuestion
    subject: str
    heading: str
    position: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Figure(Stored):
    """Planned beside realised, of one activity."""

    line: str
    code: str
    title: str
    planned: str
    realised: str
    status: str


@dataclass(frozen=True)
class Draft:
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]


def draft_of(report: Report, questions: Iterable[ReportQuestion], today: date) -> Draft:
    """In Dutch, whatever the language of who asks: it is a text for the funder."""
    with override("nl"):
        base = base_of(report.region, report.starts_on, report.ends_on, today)
        told, hide = Told(base), hider(report.region)
        parts = [part for question in questions for part in _parts(question, told, hide)]
        return Draft(tuple(parts), tuple(_figures(base)))


def _parts(question: ReportQuestion, told: Told, hide: Hide) -> Iterable[Part]:
    for position, subject in enumerate(_subjects(question, told.base)):
        sentences = _sentences(question, told, subject)
        if not sentences and subject.is_rest:
            continue
        sentences = sentences or [_nothing(subject)]
        kept = tuple(discreet(sentence, hide) for sentence in sentences)
        yield Part(question, subject.key, subject.heading, position, kept)


def _sentences(question: ReportQuestion, told: Told, subject: Subject) -> list[Sentence]:
    """In the order of the sources; what is open goes last."""
    own = ReportQuestion.Source.OWN
    found = [
        one for source in question.sources if source != own for one in told.of(source, subject)
    ]
    if own in question.sources and not subject.is_rest:
        found.append(_own(subject))
    return sorted(found, key=lambda sentence: sentence.is_gap)


def _own(subject: Subject) -> Sentence:
    text = _("this answer; only you know it")
    if subject.heading:
        text = _("this answer about %(subject)s; only you know it") % {"subject": subject.heading}
    return Sentence(f"gap:own:{subject.key}", text, (), True)


def _nothing(subject: Subject) -> Sentence:
    text = _("an answer to this question in this period")
    if subject.heading:
        text = _("anything about %(subject)s in this period") % {"subject": subject.heading}
    return Sentence(f"gap:nothing:{subject.key}", text, (), True)


def _subjects(question: ReportQuestion, base: Base) -> Sequence[Subject]:
    if question.scope == Scope.WHOLE:
        return [Subject("", "", tuple(base.activities), is_whole=True)]
    rest = Subject(REST, _("The programme as a whole"), (), is_rest=True)
    if question.scope == Scope.ACTIVITY:
        told = [one for one in base.activities if _is_in_period(base, one)]
        return [*(Subject(str(one.key), str(one), (one,)) for one in told), rest]
    by_line = [
        (code, title, tuple(one for one in base.activities if one.line.code == code))
        for code, title in base.lines
    ]
    return [
        *(Subject(code, f"{code} {title}".strip(), here) for code, title, here in by_line),
        rest,
    ]


def _is_in_period(base: Base, activity: Activity) -> bool:
    if activity.starts_on and activity.starts_on > base.ends_on:
        return False
    return not (activity.ends_on and activity.ends_on < base.first_on)


def _figures(base: Base) -> Iterable[Figure]:
    for activity in base.activities:
        said = [told for told in base.said_of(activity) if told.status]
        counts = [told.counted for told in base.said_of(activity) if told.counted is not None]
        yield Figure(
            line=str(activity.line),
            code=activity.code,
            title=activity.title,
            planned=" · ".join(filter(None, [_target(activity), _days(activity)])),
            realised=_realised(activity, counts),
            status=str(Status(said[-1].status).label) if said else _("no log tells"),
        )


def _target(activity: Activity) -> str:
    return f"{decimal_text(activity.target, 0)} {activity.unit}".strip() if activity.target else ""


def _realised(activity: Activity, counts: list[int]) -> str:
    if not (counts and activity.target):
        return "–"
    return f"{count_of(activity, counts[-1])} {activity.unit}".strip()


def _days(activity: Activity) -> str:
    return date_range_text(activity.starts_on, activity.ends_on)
