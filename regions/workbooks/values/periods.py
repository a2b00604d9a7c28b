"""Parts of a year as regions write them: "schooljaar 2025-2026", "Q1 2025", "najaar 2026"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from regions.dutch import parse_date


class Period(NamedTuple):
    starts_on: date
    ends_on: date
    is_certain: bool = True


YEAR = r"'?(?P<year>(?:20)?\d\d)"
NEXT = r"(?P<next>(?:20)?\d\d)"
FIRST_OF = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
QUARTER = r"(?P<part>[1-4]|eerste|tweede|derde|vierde)(?:e|ste|de)?"
SEASONS = {
    "voorjaar": (3, 5),
    "lente": (3, 5),
    "zomer": (6, 8),
    "najaar": (9, 11),
    "herfst": (9, 11),
    "begin": (1, 3),
    "medio": (4, 9),
    "midden": (4, 9),
    "half": (4, 9),
    "eind": (10, 12),
    "einde": (10, 12),
}
BETWEEN = re.compile(r"\s+(?:t/m|tm|tot en met|tot|-|–|—)\s+|\s*[–—]\s*|\s*t/m\s*")


def parse_period(text: str) -> Period | None:
    """The first and last day of what the text names; None when it names no part of a year."""
    text = " ".join(text.casefold().replace("’", "'").split()).strip(" .,;()")
    for pattern, read in KINDS:
        if match := pattern.fullmatch(text):
            try:
                return read(match)
            except (ValueError, KeyError):
                return None
    return _between(text)


def _between(text: str) -> Period | None:
    for place in BETWEEN.finditer(text):
        first, last = _single(text[: place.start()]), _single(text[place.end() :])
        if first is None and last is not None:
            first = _single(f"{text[: place.start()]} {last.ends_on.year}")
        if first and last and first.starts_on <= last.ends_on:
            return Period(first.starts_on, last.ends_on, first.is_certain and last.is_certain)
    return None


def _single(text: str) -> Period | None:
    text = text.strip().removeprefix("van ").removeprefix("vanaf ")
    try:
        return Period(parse_date(text), parse_date(text, end=True))
    except ValueError:
        return parse_period(text) if not BETWEEN.search(text) else None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _months(year: int, first: int, last: int, *, is_certain: bool = True) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), is_certain)


def _school_year(match: re.Match[str]) -> Period:
    year, after = _year(match["year"]), _year(match["next"])
    if after != year + 1:
        raise ValueError(match.string)
    return Period(date(year, 8, 1), date(after, 7, 31), is_certain=False)


def _years(match: re.Match[str]) -> Period:
    first, last = _year(match["year"]), _year(match["next"])
    if last < first:
        raise ValueError(match.string)
    return Period(date(first, 1, 1), date(last, 12, 31), is_certain=last != first + 1)


def _part(match: re.Match[str]) -> int:
    return FIRST_OF.get(match["part"]) or int(match["part"])


def _quarter(match: re.Match[str]) -> Period:
    part = _part(match)
    return _months(_year(match["year"]), 3 * part - 2, 3 * part)


def _quarters(match: re.Match[str]) -> Period:
    first, last = int(match["part"]), int(match["last"])
    if last < first:
        raise ValueError(match.string)
    return _months(_year(match["year"]), 3 * first - 2, 3 * last)


def _half(match: re.Match[str]) -> Period:
    part = _part(match)
    if part > 2:
        raise ValueError(match.string)
    return _months(_year(match["year"]), 6 * part - 5, 6 * part)


def _season(match: re.Match[str]) -> Period:
    first, last = SEASONS[match["season"]]
    return _months(_year(match["year"]), first, last, is_certain=False)


def _winter(match: re.Match[str]) -> Period:
    year = _year(match["year"])
    return Period(date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1), is_certain=False)


def _week(match: re.Match[str]) -> Period:
    monday = date.fromisocalendar(_year(match["year"]), int(match["week"]), 1)
    return Period(monday, monday + timedelta(days=6), is_certain=False)


def _whole_year(match: re.Match[str]) -> Period:
    return _months(_year(match["year"]), 1, 12)


KINDS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]]] = [
    (re.compile(pattern), read)
    for pattern, read in (
        (
            rf"(?:schooljaar|school jaar|sj|cursusjaar|studiejaar)\.? ?{YEAR} ?[-/–] ?{NEXT}",
            _school_year,
        ),
        (rf"{YEAR}/{NEXT}", _school_year),
        (r"(?P<year>20\d\d) ?(?:-|–|t/m|tot en met) ?(?P<next>20\d\d)", _years),
        (rf"(?:q|k|kw|kwartaal) ?{QUARTER},?[ -/]*{YEAR}", _quarter),
        (rf"{QUARTER} (?:kwartaal|kw)(?: van)?[ -]*{YEAR}", _quarter),
        (rf"(?P<year>20\d\d)[ -/]*(?:q|k|kw|kwartaal) ?{QUARTER}", _quarter),
        (rf"q(?P<part>[1-4]) ?(?:-|–|t/m|en) ?q?(?P<last>[1-4]) {YEAR}", _quarters),
        (rf"{QUARTER} (?:helft|halfjaar|half jaar|semester)(?: van)? {YEAR}", _half),
        (rf"(?:h|s|halfjaar|semester) ?(?P<part>[12]) {YEAR}", _half),
        (rf"(?:het )?(?P<season>{'|'.join(SEASONS)})(?: van)? {YEAR}", _season),
        (rf"winter {YEAR}(?: ?[-/–] ?(?:20)?\d\d)?", _winter),
        (rf"(?:week|wk|w)\.? ?(?P<week>\d{{1,2}}),?[ -/]*{YEAR}", _week),
        (rf"(?:heel|gehele|hele|jaar|kalenderjaar|in|gedurende) {YEAR}", _whole_year),
        (r"(?P<year>20\d\d)", _whole_year),
    )
]
