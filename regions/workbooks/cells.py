"""One cell as the value a plan needs; a ValueError carries the sentence for who filled it in."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl.utils.datetime import from_excel

from regions.dutch import (
    EARLIEST,
    LATEST,
    MAX_CENTS,
    date_text,
    parse_cents,
    parse_date,
    parse_number,
)

from .headers import normalised
from .sheets import ERROR_VALUE, Cell

MAX_TARGET = 10_000_000
EMPTY_WORDS = frozenset({"nvt", "n v t", "geen", "na", "n a", "none"})
OPEN_WORDS = frozenset(
    {"pm", "p m", "nnb", "n n b", "ntb", "n t b", "tbd", "onbekend", "volgt", "nog te bepalen"}
)
CODE_IN_TEXT = re.compile(
    r"""^\s*(?:(?:actielijn|programmalijn|ambitie|lijn|activiteit|al|pl)\s*[.:]?\s*)?
    (?P<code>[A-Za-z]{0,3}\d{1,3}(?:[.\-]\d{1,3})*[a-z]?)
    (?:\s*[:.)\]–—-]+\s+|\s+|\s*:\s*)(?P<title>\S.*)$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
COUNTED = re.compile(r"^\s*(?P<number>[\d.,]+)\s*(?P<unit>%|[^\W\d].*)?$", re.DOTALL)
YEARS = re.compile(r"(19|20)\d\d(-\d+)?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def refuse_error_value(cell: Cell) -> None:
    if isinstance(cell.value, str) and ERROR_VALUE.fullmatch(cell.value.strip()):
        raise ValueError(
            _("%(value)s is an error in Excel; correct the formula") % {"value": cell.value.strip()}
        )


def long_text(cell: Cell) -> str:
    """Text with its own line breaks; outer white space and characters that nobody sees go."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime):
        return date_text(value.date())
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f") if abs(value) < 1e15 else str(value)
    text = CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\u00a0", " ").strip()


def line_of_text(cell: Cell) -> str:
    return " ".join(long_text(cell).split())


def is_empty(cell: Cell) -> bool:
    text = line_of_text(cell)
    return not text.strip("-–—./ ") or normalised(text) in EMPTY_WORDS


def is_open(cell: Cell) -> bool:
    """The region says that it does not know yet: "pm", "n.n.b."."""
    return isinstance(cell.value, str) and normalised(cell.value) in OPEN_WORDS


def as_date(cell: Cell, *, end: bool = False, epoch: object = None) -> date:
    value = cell.value
    day: date | None
    try:
        if isinstance(value, datetime):
            day = value.date()
        elif isinstance(value, date):
            day = value
        elif (
            isinstance(value, int | float) and 36_526 <= value <= 73_415
        ):  # serials of 2000 to 2100
            day = _from_serial(value, epoch)
        else:
            day = parse_date(line_of_text(cell), end=end)
    except (ValueError, OverflowError, TypeError):
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise ValueError(
            _("“%(value)s” is not a date; write for example 1-9-2026") % {"value": shown(cell)}
        )
    return day


def _from_serial(value: int | float, epoch: object) -> date:
    moment = from_excel(value, epoch) if epoch else from_excel(value)
    return moment.date() if isinstance(moment, datetime) else moment


def as_cents(cell: Cell) -> int:
    value = cell.value
    try:
        if isinstance(value, bool | datetime | date | timedelta):
            raise ValueError
        if isinstance(value, int | float):
            cents = int((Decimal(repr(value)) * 100).to_integral_value("ROUND_HALF_UP"))
        else:
            cents = parse_cents(line_of_text(cell))
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


def as_target(cell: Cell) -> tuple[int, str]:
    """The number to reach, and the unit when it stands in the same cell ("120 plekken", "80%")."""
    number, unit = _as_number(cell)
    if number is None or number != int(number) or not 0 <= number <= MAX_TARGET:
        raise ValueError(
            _("“%(value)s” is not a whole number; write for example 120") % {"value": shown(cell)}
        )
    return int(number), unit


def as_share(cell: Cell) -> Decimal:
    """Percent, of "40%", 40 or 0.4."""
    number, unit = _as_number(cell)
    if number is not None and unit == "" and isinstance(cell.value, float) and 0 < number <= 1:
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
            found = Decimal(repr(value)) * (100 if is_percent else 1)
            number, unit = found, "%" if is_percent else ""
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


def as_code(cell: Cell) -> tuple[str, bool]:
    """The code, and whether Excel had turned it into a date (so that it may be another one)."""
    value = cell.value
    if isinstance(value, datetime | date):
        return f"{value.day}.{value.month}", True
    if isinstance(value, float) and "." in cell.number_format and abs(value) < 1_000_000:
        decimals = len(cell.number_format.partition(".")[2].split(";")[0].strip())
        if cell.number_format.replace("0", "").replace(".", "") == "" and decimals <= 3:
            return f"{value:.{decimals}f}", False
    return line_of_text(cell).rstrip(".:)"), False


def split_code(text: str, *, is_line: bool = False) -> tuple[str, str]:
    """("2.1", "Keuzevak Slimme Logistiek") from "2.1 Keuzevak Slimme Logistiek"; no code gives "".

    A bare number is a code before a line's title only: "30 gastlessen" is an activity.
    """
    match = CODE_IN_TEXT.match(text)
    if not match or YEARS.fullmatch(match["code"]):
        return "", text
    is_bare = match["code"].isdigit() and text[: match.start("title")].strip() == match["code"]
    if is_bare and not is_line:
        return "", text
    return match["code"], match["title"].strip()


def shown(cell: Cell) -> str:
    """The cell as a person sees it, short enough for a sentence."""
    value = cell.value
    if isinstance(value, datetime | date):
        return date_format(value, "j-n-Y")
    text = line_of_text(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"
