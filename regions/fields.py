"""Form fields that take dates and amounts as Dutch people write them."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .dutch import EARLIEST, LATEST, MAX_CENTS, decimal_text, parse_cents, parse_date, parse_number
from .months import AMSTERDAM

FIRST_DAY = date(2020, 1, 1)  # STO began in that year


class DateInput(forms.DateInput):
    """A date field that a browser shows as a calendar."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class DutchDateField(forms.Field):
    """A day out of a calendar, or as it is written: "1-9-2026", "1 sept. 2026"; with `end` "juni
    2028" is its last day."""

    def __init__(self, *, end: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateInput(attrs={"class": "short"}))
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
        """A calendar shows a written day only as a date; what is none stays as it was typed."""
        try:
            return self.to_python(value)
        except ValidationError:
            return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class DayField(forms.DateField):
    """A day out of a calendar, within the years that the programme can be about."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not FIRST_DAY <= day <= LATEST:
            message = _("Choose a day from %(first)s up to and including %(last)s.")
            raise ValidationError(message % {"first": _short(FIRST_DAY), "last": _short(LATEST)})
        return day


def _short(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


class ParsedField(forms.Field):
    """A number as it is typed: empty is None, and what cannot be read is an error of the field."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            number = self.parsed(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return self.judged(number, value)

    def parsed(self, typed: Any) -> Any:
        """ValueError, with a sentence for people, when it is no number."""
        return parse_number(typed)

    def judged(self, number: Any, typed: Any) -> Any:
        """What the form keeps; ValidationError when the number does not fit here."""
        raise NotImplementedError


class EurosField(ParsedField):
    """An amount in euros on the page, whole cents behind it."""

    def parsed(self, typed: Any) -> int:
        return parse_cents(typed)

    def judged(self, number: int, typed: Any) -> int:
        if not 0 <= number <= MAX_CENTS:
            message = _("“%(value)s” is not an amount; write for example 30.000")
            raise ValidationError(message % {"value": typed})
        return number

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return decimal_text(value / 100, 2).removesuffix(",00")
        return value


CLOCK = re.compile(r"(?P<hours>[0-9]{1,2})(?:[:.]?(?P<minutes>[0-9]{2}))?")


MOST_PEOPLE = 100_000


LONGEST_DAYS = 366


class ClockField(forms.Field):
    """ "14:30", "14.30", "1430" or "14"."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "short", "placeholder": "uu:mm", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or not str(value).strip():
            return None
        found = CLOCK.fullmatch(str(value).strip().lower().removesuffix("uur").strip())
        if found and int(found["hours"]) < 24 and int(found["minutes"] or 0) < 60:
            return time(int(found["hours"]), int(found["minutes"] or 0))
        raise ValidationError(_("Write a time, for example 14:30."))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or None)


class WhenForm(forms.Form):
    """A day, a beginning and an end; a last day where it takes longer."""

    day = DutchDateField(label=gettext_lazy("Day"))
    begins = ClockField(label=pgettext_lazy("clock", "From"))
    ends = ClockField(label=pgettext_lazy("clock", "Until"))
    last_day = DutchDateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Only where it takes more than one day."),
    )

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        read_when(self, kept)
        return kept


def read_when(form: forms.BaseForm, kept: dict[str, Any]) -> None:
    """Put `starts_at` and `ends_at` beside the fields of a form, or an error at one of them."""
    day, begins, ends = kept.get("day"), kept.get("begins"), kept.get("ends")
    if day is None or begins is None or ends is None:
        return
    last = kept.get("last_day") or day
    starts_at, ends_at = instant(day, begins), instant(last, ends)
    if last < day or (last - day).days > LONGEST_DAYS:
        form.add_error("last_day", _("The last day lies before the first, or a year after it."))
    elif ends_at <= starts_at:
        form.add_error("ends", _("The end lies before the beginning."))
    else:
        kept["starts_at"], kept["ends_at"] = starts_at, ends_at


def instant(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, AMSTERDAM)


def when_of(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """What the fields of `WhenForm` begin with."""
    start, end = starts_at.astimezone(AMSTERDAM), ends_at.astimezone(AMSTERDAM)
    last_day = end.date() if end.date() != start.date() else None
    return {"day": start.date(), "begins": start.time(), "ends": end.time(), "last_day": last_day}


class CountField(ParsedField):
    """How many people: "42", "1.250"; empty is not the same as 0."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def judged(self, number: Decimal, typed: Any) -> int:
        if number != int(number) or not 0 <= number <= MOST_PEOPLE:
            raise ValidationError(_("Write a whole number, from 0 to 100.000."))
        return int(number)


def not_later(day: date, today: date) -> date:
    if day > today:
        raise ValidationError(_("This day is still to come."))
    return day
