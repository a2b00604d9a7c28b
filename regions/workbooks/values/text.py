"""A cell as text, and the texts that stand for nothing, for "not yet" and for "as above"."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.workbooks.headers import normalised

from .cell import Cell, State

SHORT = 40  # characters: a longer text is none of these words, whatever stands around them
EMPTY_WORDS = frozenset({"nvt", "n v t", "geen", "na", "n a", "none"})
OPEN_WORDS = frozenset(
    {"pm", "p m", "nnb", "n n b", "ntb", "n t b", "tbd", "onbekend", "volgt", "nog te bepalen"}
)
DITTO_MARKS = frozenset('"\u201c\u201d\u201e\u00ab\u00bb\u3003\u2033') | {
    "''",
    "\u2019\u2019",
    ",,",
}
DITTO_WORDS = frozenset(
    {"idem", "id", "idem dito", "ditto", "dito", "zie boven", "zie hierboven", "als boven"}
)

TOTAL = re.compile(
    r"(?:(?:sub|eind|generaal|groot)? ?(?:totaal|totale|totalen|total)\b.*|subtotal|tot|saldo|som"
    r"|som (?:van|der|totaal|begroting|kosten|bedragen)\b.*|sommatie|optelling)"
)
BARE_TOTAL = re.compile(
    r"(?:(?:sub|eind|generaal|groot)? ?(?:totaal|totale|totalen|total)|subtotal|tot|saldo|som"
    r"|sommatie|optelling)(?: (?:begroting|budget|kosten|bedrag|euro|generaal|per jaar|\d+"
    r"|actielijn|programmalijn|ambitie|lijn|plan|van|de|het|alle|activiteiten|subsidie))*"
)


def long_text(cell: Cell) -> str:
    """Text with its own line breaks; "" of a cell that has no value."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, datetime):
        return date_text(value.date())
    if isinstance(value, float):
        return format(exact(value), "f") if abs(value) < 1e15 else str(value)
    return str(value).strip()


def exact(value: int | float) -> Decimal:
    """A number to the fifteen digits that Excel shows: 1.1 + 0.1 is 1.2."""
    number = Decimal(f"{value:.15g}")
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def line_of_text(cell: Cell) -> str:
    return " ".join(long_text(cell).split())


def refuse_unreadable(cell: Cell) -> None:
    """Raise the sentence for a formula without a result and for an error value."""
    if cell.state is State.ERROR:
        raise ValueError(
            _("%(value)s is an error in Excel; correct the formula") % {"value": cell.value}
        )
    if cell.state is State.NO_RESULT:
        raise ValueError(
            _("this formula has no result yet; open the workbook in Excel and save it")
        )


def is_empty(cell: Cell) -> bool:
    if not cell.is_readable:
        return False
    text = line_of_text(cell)
    return not text.strip("-–—./ ") or (len(text) <= SHORT and normalised(text) in EMPTY_WORDS)


def is_open(cell: Cell) -> bool:
    """The region says that it does not know yet: "pm", "n.n.b."."""
    text = cell.value
    return isinstance(text, str) and len(text) <= SHORT and normalised(text) in OPEN_WORDS


def says_total(text: str) -> bool:
    """Whether this begins as the name of a total: "Totale begroting", "Som", "Subtotaal lijn 2"."""
    return TOTAL.fullmatch(normalised(text)) is not None


def is_surely_total(text: str) -> bool:
    """Whether it can be nothing else; "Totale aanpak techniek" may be an activity."""
    return BARE_TOTAL.fullmatch(normalised(text)) is not None


def is_ditto(cell: Cell) -> bool:
    """Marks or a word that stand for the cell above."""
    if not cell.is_readable or not isinstance(cell.value, str) or len(cell.value) > SHORT:
        return False
    bare = cell.value.strip().strip("-–—. ")
    return bare in DITTO_MARKS or normalised(cell.value) in DITTO_WORDS


def shown(cell: Cell) -> str:
    """The cell as a person sees it, short enough for a sentence."""
    value = cell.value
    if cell.state is State.NO_RESULT:
        return _("formula")
    if isinstance(value, datetime | date):
        return date_format(value, "j-n-Y")
    text = line_of_text(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"
