"""The number of an action line or an activity, in a cell of its own or before its title."""

import re
from datetime import date

from django.utils.translation import gettext as _

from .cell import Cell, Guess
from .text import exact, line_of_text

CODE_IN_TEXT = re.compile(
    r"""^\s*(?P<word>(?:actielijn|programmalijn|ambitie|lijn|activiteit|al|pl)\s*[.:]?\s*)?
    (?P<code>[A-Za-z]{0,3}\d{1,3}(?:[.\-]\d{1,3})*[a-z]?)
    (?P<mark>\s*[:.)\]–—-]+\s+|\s+|\s*:\s*)(?P<title>\S.*)$""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
OUTLINE = re.compile(r"[A-Z]{0,3}\d{1,2}(?:\.[1-9]\d?)+[a-z]?")  # not 1.500, 2.0 or 10-14
LINE_CODE = re.compile(r"[A-Za-z]{0,2}\d{1,2}(?:\.\d{1,2})*")  # not 1e, MBO4
YEARS = re.compile(r"(19|20)\d\d(-\d+)?")


def as_code(cell: Cell) -> str | Guess:
    """The code as Excel shows it, also where Excel had turned it into a date."""
    value = cell.value
    if isinstance(value, date):
        code = f"{value.day}.{value.month}"
        message = _("Excel made a date of this number; it is read as %(code)s")
        return Guess(code, message % {"code": code})
    if isinstance(value, float) and "." in cell.number_format and abs(value) < 1_000_000:
        decimals = len(cell.number_format.partition(".")[2].split(";")[0].strip())
        if cell.number_format.replace("0", "").replace(".", "") == "" and decimals <= 3:
            return f"{exact(value):.{decimals}f}"
    return line_of_text(cell).rstrip(".:)")


def code_of(cell: Cell) -> str:
    """The code without the doubt about it."""
    code = as_code(cell)
    return code.value if isinstance(code, Guess) else code


def split_code(text: str, *, is_line: bool = False) -> tuple[str, str]:
    """("2.1", "Keuzevak Slimme Logistiek") from "2.1 Keuzevak Slimme Logistiek"; no code gives "".

    Before an activity only what can be nothing else is a code: "1.2 Gastles", "B1: Gastles". "30
    gastlessen", "MBO4 doorstroom", "1e jaars introductie" and "2.0 portaal" are titles. Before a
    line a bare number is its code.
    """
    match = CODE_IN_TEXT.match(text)
    if not match or YEARS.fullmatch(match["code"]):
        return "", text
    is_code = _is_surely_a_code(match) or (is_line and LINE_CODE.fullmatch(match["code"]))
    return (match["code"], match["title"].strip()) if is_code else ("", text)


def _is_surely_a_code(match: re.Match[str]) -> bool:
    return bool(match["word"] or match["mark"].strip() or OUTLINE.fullmatch(match["code"]))
