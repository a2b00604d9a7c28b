"""Dates, amounts and numbers as Dutch people write and read them.

What is read comes from forms and workbooks; a ValueError carries a sentence for the person who
typed it. What is written keeps Dutch notation in every language; words follow the reader's.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext_lazy

MINUS = "\N{MINUS SIGN}"
# What is taken for a slip of the pen: days outside these, and more than a billion euros.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
MAX_CENTS = 100_000_000_000
NAMES_OF_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("maart", "march", "mrt"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augustus", "august"),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
DAY, MONTH, NAME = r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})", r"(?P<name>[a-z]{3,9})\.?"
FULL_YEAR = r"(?P<year>[0-9]{4})"
DATES = [
    re.compile(pattern)
    for pattern in (
        rf"{DAY}(?P<mark>[-/.]) ?{MONTH}(?P=mark) ?{YEAR}",
        rf"{FULL_YEAR}-{MONTH}-{DAY}(?:[t ][0-9:.]+(?:z|[+-][0-9:]+)?)?",
        rf"(?:[a-z]{{2,9}}\.? )?{DAY}[ -]{NAME}[ -]{YEAR}",
        rf"{NAME}[ -]{YEAR}",
        rf"{MONTH}[-/.]{FULL_YEAR}",
        rf"{FULL_YEAR}[-/]{MONTH}",
        FULL_YEAR,
    )
]
SERIALS = range(36_526, 73_416)  # how Excel counts the days of 2000 to 2100
YEARS = range(1900, 2200)
GROUPED = r"[1-9][0-9]{0,2}(?:(?P<mark>[. ])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
DUTCH_NUMBER = re.compile(rf"(?P<whole>{GROUPED}|[0-9]+)(?:,(?P<part>[0-9]+|[-–—]{{1,2}}))?")
POINT_NUMBER = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+(?=\.)|[0-9]+)\.(?P<part>[0-9]{1,2})"
)
CURRENCY = re.compile(r"€|\b(?:eur|euro|euro's|euro’s)(?![a-z])\.?", re.IGNORECASE)
NUMBER_WORDS = (
    pgettext_lazy("number", "zero"),
    pgettext_lazy("number", "one"),
    pgettext_lazy("number", "two"),
    pgettext_lazy("number", "three"),
    pgettext_lazy("number", "four"),
    pgettext_lazy("number", "five"),
    pgettext_lazy("number", "six"),
    pgettext_lazy("number", "seven"),
    pgettext_lazy("number", "eight"),
    pgettext_lazy("number", "nine"),
    pgettext_lazy("number", "ten"),
    pgettext_lazy("number", "eleven"),
    pgettext_lazy("number", "twelve"),
    pgettext_lazy("number", "thirteen"),
    pgettext_lazy("number", "fourteen"),
    pgettext_lazy("number", "fifteen"),
    pgettext_lazy("number", "sixteen"),
    pgettext_lazy("number", "seventeen"),
    pgettext_lazy("number", "eighteen"),
    pgettext_lazy("number", "nineteen"),
    pgettext_lazy("number", "twenty"),
)


def parse_date(value: object, *, end: bool = False) -> date:
    """Read "1-9-2026", "1 sept. 2026", "2026-09-01", "sept. 2026", "2026", a date or a serial.

    A month or a year alone is its first day, or its last with `end`. Day comes before month.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and value // 1 in SERIALS:
        return date(1899, 12, 30) + timedelta(days=int(value))
    text = _tidy(value).lower()
    for pattern in DATES:
        if match := pattern.fullmatch(text):
            try:
                return _date_of(match.groupdict(), end)
            except ValueError:
                break
    raise _refused(value, gettext("“%(value)s” is not a date; write for example 1-9-2026"))


def parse_cents(value: object) -> int:
    """Read an amount in euros, "€ 12.500,00" or "12.500,-" or a number, as whole cents."""
    sentence = gettext("“%(value)s” is not an amount; write for example 30.000")
    bare = CURRENCY.sub("", value, count=1) if isinstance(value, str) else value
    number = _number_of(bare, value, sentence) * 100
    cents = number.to_integral_value(ROUND_HALF_UP)
    if isinstance(value, str) and cents != number:
        raise _refused(value, sentence)
    return int(cents)


def parse_number(value: object) -> Decimal:
    """Read "1.250", "12,5" or a number; "12,500" has two meanings and is refused."""
    return _number_of(
        value, value, gettext("“%(value)s” is not a number; write for example 1.250 or 12,5")
    )


def decimal_text(value: float | Decimal, places: int = 1) -> str:
    """ "1.234,5", with a real minus sign; never minus nothing."""
    text = f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.-", f".,{MINUS}"))


def signed(value: float, places: int = 1) -> str:
    """ "+0,3", "−4,8", and "0,0" without a sign."""
    text = decimal_text(value, places)
    return f"+{text}" if value > 0 and text.strip("0,.") else text


def months_text(months: float) -> str:
    """How many months, without the sign: "2,3 maanden", "1 maand"."""
    number = decimal_text(abs(months)).removesuffix(",0")
    plural = 1 if number == "1" else 2
    return ngettext("%(number)s month", "%(number)s months", plural) % {"number": number}


def euros(cents: int, whole: bool = False) -> str:
    """ "€ 1.234,56", or rounded to "€ 1.235" with `whole`; no line ends after the sign."""
    return f"€\N{NO-BREAK SPACE}{decimal_text(Decimal(cents) / 100, 0 if whole else 2)}"


def percent(fraction: float) -> str:
    """ "49%"; never "100%" before all is reached, nor "0%" once something is."""
    rounded = int((Decimal(str(fraction)) * 100).to_integral_value(ROUND_HALF_UP))
    if fraction < 1:
        rounded = min(rounded, 99)
    return f"{decimal_text(max(rounded, 1) if fraction > 0 else rounded, 0)}%"


def number_word(number: int, capital: bool = False) -> str:
    """ "acht" up to twenty, figures from there; `capital` to begin a sentence."""
    if not 0 <= number < len(NUMBER_WORDS):
        return decimal_text(number, 0)
    word = str(NUMBER_WORDS[number])
    return word[0].upper().replace("É", "E") + word[1:] if capital else word


def number_words(*numbers: int, capital: bool = False) -> list[str]:
    """Numbers of one kind in one sentence: all in words or all in figures; `capital` where the
    first begins it."""
    if all(0 <= number < len(NUMBER_WORDS) for number in numbers):
        return [number_word(one, capital and not place) for place, one in enumerate(numbers)]
    return [decimal_text(number, 0) for number in numbers]


def date_text(day: date) -> str:
    """ "1 oktober 2026"."""
    return date_format(day, "j F Y")


def at_the_latest(day: date) -> str:
    """ "uiterlijk 7 december": until when an answer is asked, the same everywhere."""
    return gettext("%(day)s at the latest") % {"day": date_format(day, "j F")}


def date_range_text(first: date | None, last: date | None) -> str:
    """ "1 okt 2026 – 30 jun 2028"; one date where they are the same, "" where both are unknown."""
    written = [date_format(day, "j b Y") if day else "" for day in (first, last)]
    if first and last:
        return written[0] if first == last else " – ".join(written)
    if first:
        return gettext("from %(date)s") % {"date": written[0]}
    return gettext("until %(date)s") % {"date": written[1]} if last else ""


def years_text(first: int, last: int) -> str:
    """ "2027–2028", or "2027" for one year."""
    return str(first) if first == last else f"{first}–{last}"


def list_text(items: Sequence[object]) -> str:
    """ "a, b en c"."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(items)s and %(last)s") % {"items": ", ".join(words[:-1]), "last": words[-1]}


def _date_of(found: dict[str, str], end: bool) -> date:
    digits = found["year"].lstrip("'")
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    if year not in YEARS:
        raise ValueError(year)
    month = _month_of(found) or (12 if end else 1)
    if found.get("day"):
        return date(year, month, int(found["day"]))
    return date(year, month, monthrange(year, month)[1] if end else 1)


def _month_of(found: dict[str, str]) -> int | None:
    if name := found.get("name"):
        for number, names in enumerate(NAMES_OF_MONTHS, 1):
            if any(full.startswith(name) for full in names):
                return number
        raise ValueError(name)
    return int(found["month"]) if found.get("month") else None


def _number_of(value: object, typed: object, sentence: str) -> Decimal:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
        if number.is_finite():
            return number
        raise _refused(typed, sentence)
    text = _tidy(value).replace("\N{MINUS SIGN}", "-")
    sign, text = (-1, text[1:].strip()) if text.startswith("-") else (1, text)
    if re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", text):
        raise _refused(typed, gettext("“%(value)s” can mean two things; write 12.500 or 12,50"))
    match = DUTCH_NUMBER.fullmatch(text) or POINT_NUMBER.fullmatch(text)
    if not match or len(text) > 40:
        raise _refused(typed, sentence)
    part = (match["part"] or "").strip("-–—")
    return sign * Decimal(f"{re.sub('[., ]', '', match['whole'])}.{part or 0}")


def _tidy(value: object) -> str:
    """Text with single plain spaces; anything that is no text is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _refused(value: object, sentence: str) -> ValueError:
    shown = " ".join(str(value).split())
    return ValueError(sentence % {"value": shown if len(shown) <= 40 else f"{shown[:39]}…"})
