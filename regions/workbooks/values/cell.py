"""A cell as the file holds it: its value, how it is shown, and whether there is a value at all.

Without Django, as all that reads the file itself.
"""

import re
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from openpyxl.utils.datetime import to_excel

from regions.text import clean

ERROR_VALUE = re.compile(
    r"#(?:(?:REF|VALUE|NUM|NULL|SPILL|CALC|NAME|DIV/0|VERW|WAARDE|GETAL|LEEG|NAAM|DEEL/0|OVERLOOP"
    r"|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|PYTHON|EXTERNAL|ERROR|VELD|ONBEKEND)[!?]|N/A|N/B|NB|NA"
    r"|GETTING_DATA)",
    re.IGNORECASE,
)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
NOT_SHOWN_IN_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


class State(Enum):
    """What there is to read; a cell without content is not kept at all."""

    VALUE = "value"
    NO_RESULT = "no result"  # a formula that no program has calculated
    ERROR = "error"  # #N/A, and whatever newer programs write in its place


class Cell(NamedTuple):
    value: Any = None
    number_format: str = "General"
    state: State = State.VALUE
    is_formula: bool = False

    @property
    def is_readable(self) -> bool:
        return self.state is State.VALUE


NOTHING = Cell()


class Guess(NamedTuple):
    """A value that was read by a guess, and the sentence that says so."""

    value: Any
    sentence: str


def cell_of(
    value: Any, number_format: str = "General", kind: str = "", epoch: Any = None
) -> Cell | None:
    """The cell of a workbook or of a CSV, cleaned; None where nothing stands.

    `kind` is its type as the file says it ("e" is an error value).
    """
    if isinstance(value, str):
        value = cleaned(value)
        if not value:
            return None
        if kind == "e" or ERROR_VALUE.fullmatch(value):
            return Cell(value, number_format, State.ERROR)
    elif isinstance(value, datetime) and not is_date_format(number_format):
        value = _number_of(value, epoch)
    return None if value is None else Cell(value, number_format)


def cleaned(text: str) -> str:
    """Text as a person sees it: escapes undone, plain spaces and line ends, nothing unseen."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    return SPACES.sub(" ", UNSEEN.sub("", text)).strip()


def bare_format(number_format: str) -> str:
    """The first part of a number format, without what stands in it literally: "[$-413]mmm\\ yy;@"
    gives "mmmyy"."""
    return NOT_SHOWN_IN_FORMAT.sub("", number_format).partition(";")[0].strip().lower()


def is_date_format(number_format: str) -> bool:
    """Whether this shows a date or a time; "Standaard" has a d and does not."""
    bare = bare_format(number_format).replace("am/pm", "").replace("a/p", "")
    letters = set(re.findall(r"[a-z]", bare))
    is_elapsed = re.search(r"\[[hms]+\]", number_format, re.IGNORECASE) is not None
    return is_elapsed or (bool(letters) and letters <= set("dmyhse"))


def _number_of(moment: datetime, epoch: Any) -> int | float:
    number = round(to_excel(moment, epoch) if epoch else to_excel(moment), 9)
    return int(number) if number == int(number) else number
