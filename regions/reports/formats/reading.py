"""A format as a file: JSON with its questions in order, read with what is wrong by question."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from regions.reports.models import ReportFormat, ReportQuestion
from regions.reports.models.formats import MOST_CHARACTERS
from regions.text import Decoder

MOST_QUESTIONS = 60
KEYS = {
    "name", "kind", "is_official", "source", "source_url", "valid_from", "valid_until", "questions",
}  # fmt: skip
QUESTION_KEYS = {"question", "explanation", "asked", "from", "limit", "limit_per_part"}


@dataclass
class ReadFormat:
    """The rows of a format that are not saved yet, and every sentence about what is wrong."""

    format: ReportFormat = field(default_factory=ReportFormat)
    questions: list[ReportQuestion] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_format(text: str) -> ReadFormat:
    found = ReadFormat()
    try:
        told = json.loads(text, cls=Decoder)
    except json.JSONDecodeError as wrong:
        words = {"line": wrong.lineno, "column": wrong.colno}
        text = _("This is no JSON: look at line %(line)s, sign %(column)s.")
        found.problems.append(text % words)
        return found
    if not isinstance(told, dict):
        found.problems.append(_("The file must be one object with a name and questions."))
        return found
    _unknown(told, KEYS, _("The format"), found.problems)
    _read_head(told, found)
    _read_questions(told.get("questions"), found)
    return found


def _read_head(told: dict[str, Any], found: ReadFormat) -> None:
    head, problems = found.format, found.problems
    head.name = _text(told, "name", 120, _("The format"), problems, is_needed=True)
    head.source = _text(told, "source", 300, _("The format"), problems, is_needed=True)
    head.source_url = _address(told, problems)
    head.kind = _one_of(told, "kind", ReportFormat.Kind.values, _("The format"), problems)
    head.is_official = _is_true(told, "is_official", _("The format"), problems)
    first, last = _day(told, "valid_from", problems), _day(told, "valid_until", problems)
    if first is None and "valid_from" not in told:
        problems.append(_("The format: “%(key)s” is missing.") % {"key": "valid_from"})
    if first and last and last < first:
        problems.append(_("The format: the last day lies before the first."))
    if first:
        head.valid_from_on = first
    head.valid_until_on = last


def _read_questions(told: Any, found: ReadFormat) -> None:
    if not isinstance(told, list) or not told:
        found.problems.append(_("There are no questions in it: give a list “questions”."))
        return
    if len(told) > MOST_QUESTIONS:
        text = _("There are %(n)s questions; a format has at most %(most)s.")
        found.problems.append(text % {"n": len(told), "most": MOST_QUESTIONS})
        return
    for position, one in enumerate(told, 1):
        where = _("Question %(number)s") % {"number": position}
        if not isinstance(one, dict):
            found.problems.append(_("%(where)s is no object.") % {"where": where})
            continue
        _unknown(one, QUESTION_KEYS, where, found.problems)
        found.questions.append(_question(one, position, where, found.problems))


def _question(told: dict, position: int, where: str, problems: list[str]) -> ReportQuestion:
    return ReportQuestion(
        position=position,
        text=_text(told, "question", 300, where, problems, is_needed=True),
        explanation=_text(told, "explanation", 2000, where, problems),
        scope=_one_of(told, "asked", ReportQuestion.Scope.values, where, problems),
        sources=_sources(told, where, problems),
        limit=_limit(told, where, problems),
        is_limit_per_part=_is_true(told, "limit_per_part", where, problems),
    )


def _sources(told: dict, where: str, problems: list[str]) -> list[str]:
    given, known = told.get("from"), ReportQuestion.Source.values
    if not isinstance(given, list) or not given:
        text = _("%(where)s: say in “from” where the answer comes from, such as %(example)s.")
        problems.append(text % {"where": where, "example": '["activities"]'})
        return []
    for wrong in [source for source in given if source not in known]:
        text = _("%(where)s: there is no source “%(source)s”; choose from %(known)s.")
        shown = str(wrong)[:40]
        problems.append(text % {"where": where, "source": shown, "known": ", ".join(known)})
    return [source for source in dict.fromkeys(map(str, given)) if source in known]


def _limit(told: dict, where: str, problems: list[str]) -> int | None:
    limit = told.get("limit")
    if limit is None:
        return None
    if isinstance(limit, int) and not isinstance(limit, bool) and 1 <= limit <= MOST_CHARACTERS:
        return limit
    text = _("%(where)s: “limit” is a whole number from 1 to %(most)s.")
    problems.append(text % {"where": where, "most": MOST_CHARACTERS})
    return None


def _text(
    told: dict, key: str, most: int, where: str, problems: list[str], is_needed: bool = False
) -> str:
    value = told.get(key, "")
    words = {"where": where, "key": key, "most": most}
    if not isinstance(value, str):
        problems.append(_("%(where)s: “%(key)s” is text.") % words)
        return ""
    if is_needed and not value.strip():
        problems.append(_("%(where)s: “%(key)s” is missing.") % words)
    if len(value) > most:
        problems.append(_("%(where)s: “%(key)s” is longer than %(most)s characters.") % words)
    return value.strip()[:most]


def _one_of(told: dict, key: str, known: list[str], where: str, problems: list[str]) -> str:
    value = told.get(key)
    if value in known:
        return str(value)
    words = {"where": where, "key": key, "known": ", ".join(known)}
    problems.append(_("%(where)s: “%(key)s” is one of %(known)s.") % words)
    return known[0]


def _is_true(told: dict, key: str, where: str, problems: list[str]) -> bool:
    value = told.get(key, False)
    if not isinstance(value, bool):
        words = {"where": where, "key": key}
        problems.append(_("%(where)s: “%(key)s” is true or false.") % words)
    return value is True


def _day(told: dict, key: str, problems: list[str]) -> date | None:
    value = told.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        text = _("The format: “%(key)s” is a day such as 2027-01-31.")
        problems.append(text % {"key": key})
        return None


def _address(told: dict, problems: list[str]) -> str:
    value = _text(told, "source_url", 200, _("The format"), problems)
    try:
        if value:
            URLValidator(["http", "https"])(value)
    except ValidationError:
        problems.append(_("The format: “source_url” is no address of a page."))
        return ""
    return value


def _unknown(told: dict, known: set[str], where: str, problems: list[str]) -> None:
    for key in told:
        if key not in known:
            words = {"where": where, "key": str(key)[:40]}
            problems.append(_("%(where)s: “%(key)s” means nothing here.") % words)
