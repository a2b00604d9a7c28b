"""One cell of the bureau's workbook; a ValueError carries the sentence for who filled it in."""

from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions.accounts.addresses import MailAddressField
from regions.accounts.models.people import IS_PHONE
from regions.bureau.register.brin import as_brin, is_brin
from regions.workbooks.headers import normalised
from regions.workbooks.values.cell import Cell
from regions.workbooks.values.numbers import as_quantity
from regions.workbooks.values.text import line_of_text, shown

from .columns import OF_THE_BUREAU, ROLES, Words

YES, NO = {"ja", "j", "x", "1", "yes", "waar", "true"}, {"nee", "n", "0", "no", "onwaar", "false"}
MOST_TOLERANCE = 12


def one_of(choices: Words) -> Callable[[Cell], str]:
    """The value of a word, and which words there are where it is none of them."""
    known = {normalised(word): value for value, found in choices.items() for word in found}

    def read(cell: Cell) -> str:
        value = known.get(normalised(line_of_text(cell)))
        if value is None:
            message = _("“%(value)s” is not one of these: %(words)s")
            listed = ", ".join(found[0] for found in choices.values())
            raise ValueError(message % {"value": shown(cell), "words": listed})
        return str(value)

    return read


def as_role(cell: Cell) -> str:
    if normalised(line_of_text(cell)) in OF_THE_BUREAU:
        raise ValueError(
            _("who works at the national bureau gets that role under People, not here")
        )
    return one_of(ROLES)(cell)


def as_address(cell: Cell) -> str:
    text = line_of_text(cell)
    try:
        return MailAddressField(max_length=254).clean(text).lower()
    except ValidationError as error:
        message = _("“%(value)s” is not an e-mail address. %(why)s")
        why = " ".join(error.messages)
        raise ValueError(message % {"value": shown(cell), "why": why}) from None


def as_phone(cell: Cell) -> str:
    text = line_of_text(cell)
    try:
        IS_PHONE(text)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    return text


def as_site(cell: Cell) -> str:
    code = as_brin(line_of_text(cell))
    if not is_brin(code):
        message = _("“%(value)s” is not a BRIN: two digits, two letters and two digits of the site")
        raise ValueError(message % {"value": shown(cell)})
    return code


def as_tolerance(cell: Cell) -> Decimal:
    number, unit = as_quantity(cell)
    if number > MOST_TOLERANCE or normalised(unit) not in ("", "maand", "maanden"):
        message = _("“%(value)s” is not a number of months from 0 to 12")
        raise ValueError(message % {"value": shown(cell)})
    return number.quantize(Decimal("0.1"))


def as_yes(cell: Cell) -> bool:
    word = str(cell.value).strip().casefold()
    if word not in YES | NO:
        raise ValueError(_("“%(value)s” is not ja or nee") % {"value": shown(cell)})
    return word in YES
