"""A cell as an amount or a number; a ValueError carries the sentence for who filled it in."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from regions.dutch import MAX_CENTS, parse_cents, parse_number

from .cell import Cell, bare_format
from .text import exact, line_of_text, shown

MAX_TARGET = 10_000_000
COUNTED = re.compile(r"^\s*(?P<number>[\d.,]+)\s*(?P<unit>%|[^\W\d].*)?$", re.DOTALL)
THOUSAND = r"(?:1[. ']?000|duizend(?:en|tallen)?|1k)"
THOUSANDS = re.compile(
    rf"""[x×*]\s*(?:€|eur|euro)?\s*{THOUSAND}(?![\d.])
    | \bin\s*(?:€|eur|euro)?'?s?\s*{THOUSAND}(?![\d.])
    | [(]\s*(?:€|eur|euro)\s*{THOUSAND}\s*[)] | {THOUSAND}\s*(?:€|euro'?s?\b|eur\b)
    | \bin\s+duizend | duizend(?:en)?\s+euro | \bduizendtallen\b
    | k\s?€ | €\s?k\b | \bk\s?eur(?:o|o's)?\b | \b(?:eur|euro)\s?k\b | '000 | [(]\s*000\s*[)]""",
    re.IGNORECASE | re.VERBOSE,
)


def says_thousands(text: str) -> bool:
    """Whether the text above amounts says that they are thousands of euros."""
    return THOUSANDS.search(text) is not None


def scale_of(cell: Cell) -> int:
    """By how much Excel divides the number before it shows it: 1000 of the format "#,##0,"."""
    if not isinstance(cell.value, int | float):
        return 1
    match = re.search(r"[0#?](,+)(?![0#?])", bare_format(cell.number_format))
    return 1000 ** len(match[1]) if match else 1


def as_cents(cell: Cell, *, in_thousands: bool = False) -> int:
    """Whole cents. With `in_thousands` the number that is shown counts thousands of euros."""
    value = cell.value
    cents: int | None
    try:
        if isinstance(value, bool | datetime | date | timedelta) or "%" in cell.number_format:
            raise ValueError
        if isinstance(value, int | float):
            factor = 1000 / Decimal(scale_of(cell)) if in_thousands else 1
            cents = int((exact(value) * factor * 100).to_integral_value("ROUND_HALF_UP"))
        else:
            cents = parse_cents(line_of_text(cell)) * (1000 if in_thousands else 1)
    except (ValueError, InvalidOperation, OverflowError, TypeError):
        cents = None
    if cents is None or abs(cents) > MAX_CENTS:
        raise ValueError(
            _("“%(value)s” is not an amount; write for example 30.000") % {"value": shown(cell)}
        )
    if cents < 0:
        raise ValueError(
            _("“%(value)s” is less than zero; write an amount") % {"value": shown(cell)}
        )
    return cents


def as_quantity(cell: Cell) -> tuple[Decimal, str]:
    """How many hours, days or pieces an amount is for, and of what ("40 uur")."""
    number, unit = _as_number(cell)
    if number is None or not 0 <= number <= MAX_TARGET:
        message = _("“%(value)s” is not a number; write for example 1.250 or 12,5")
        raise ValueError(message % {"value": shown(cell)})
    return number, unit


def as_target(cell: Cell) -> tuple[int, str]:
    """The number to reach, and the unit when it stands in the same cell ("120 plekken", "80%")."""
    number, unit = _as_number(cell)
    if number is None or number != int(number) or not 0 <= number <= MAX_TARGET:
        raise ValueError(
            _("“%(value)s” is not a whole number; write for example 120") % {"value": shown(cell)}
        )
    return int(number), unit


def are_fractions(cells: Iterable[Cell]) -> bool:
    """Whether the bare numbers of a column of shares are parts of one (0,25 0,5 1)."""
    numbers = [
        cell.value
        for cell in cells
        if isinstance(cell.value, int | float) and "%" not in cell.number_format
    ]
    return bool(numbers) and all(0 <= number <= 1 for number in numbers)


def as_share(cell: Cell, *, is_fraction: bool = False) -> Decimal:
    """Percent, of "40%", 40, or 0.4 in a column of fractions."""
    number, unit = _as_number(cell)
    is_bare = isinstance(cell.value, int | float) and unit == ""
    if number is not None and is_bare and (is_fraction or 0 < number < 1):
        number *= 100
    if number is None or not 0 < number <= 100:
        raise ValueError(
            _("“%(value)s” is not a share; write for example 40%%") % {"value": shown(cell)}
        )
    return max(number.quantize(Decimal("0.01")), Decimal("0.01"))


def _as_number(cell: Cell) -> tuple[Decimal | None, str]:
    value = cell.value
    number: Decimal | None
    try:
        if isinstance(value, bool | datetime | date | timedelta):
            return None, ""
        if isinstance(value, int | float):
            is_percent = "%" in cell.number_format
            number = exact(value) * (100 if is_percent else 1)
            unit = "%" if is_percent else ""
        else:
            number, unit = _counted(line_of_text(cell))
    except (ValueError, InvalidOperation, OverflowError, TypeError):
        return None, ""
    is_usable = number is not None and number.is_finite() and abs(number) < Decimal("1e12")
    return (number, unit) if is_usable else (None, "")


def _counted(text: str) -> tuple[Decimal | None, str]:
    match = COUNTED.match(text)
    if not match:
        return None, ""
    number = parse_number(match["number"])
    return (None if number is None else Decimal(number)), (match["unit"] or "").strip()
