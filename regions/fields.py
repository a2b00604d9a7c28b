"""Form fields that take dates and amounts as Dutch people write them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .dutch import decimal_text, parse_cents, parse_date
from .workbooks.cells import EARLIEST, LATEST, MAX_CENTS


class DutchDateField(forms.Field):
    """ "1-9-2026", "1 sept. 2026"; with `end` "juni 2028" is its last day."""

    widget = forms.TextInput

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"placeholder": "d-m-jjjj", "class": "short"})
        )
        super().__init__(**kwargs)
        self.end = end

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        try:
            day = parse_date(value, end=self.end)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if not EARLIEST <= day <= LATEST:
            message = _("“%(value)s” is not a date; write for example 1-9-2026")
            raise ValidationError(message % {"value": value})
        return day

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or None)


class EurosField(forms.Field):
    """An amount in euros on the page, whole cents behind it."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            cents = parse_cents(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if not 0 <= cents <= MAX_CENTS:
            message = _("“%(value)s” is not an amount; write for example 30.000")
            raise ValidationError(message % {"value": value})
        return cents

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return decimal_text(value / 100, 2).removesuffix(",00")
        return value
