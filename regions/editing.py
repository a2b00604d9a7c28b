"""Two people edit one row: nothing that somebody has not seen is overwritten, whatever the form.

A form carries a mark of each value as it stood when the page was shown. When it comes back and a
value changed meanwhile, what its person left alone takes the newer value, and what both changed is
an error at that field, with the text of the other: saving once more keeps one's own.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .dutch import date_text, decimal_text
from .saving import AT_ONCE

SEEN = "as_seen"
MOST_TOLD = 400  # characters of what somebody else wrote
MEANWHILE = gettext_lazy(
    "Somebody else changed this meanwhile. It says “%(text)s” now. Save again to keep yours."
)


class EditForm(forms.ModelForm):
    """A ModelForm for rows that more than one person edits.

    `watched` names fields of the form that are no fields of the model, and whose initial value
    follows from the row alone.
    """

    as_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    watched: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored: dict[str, Any] = {}
        if self.instance.pk is None:
            del self.fields[SEEN]
            return
        begun_with = kwargs.get("initial") or {}
        self._stored = {
            name: self.initial[name] if name not in begun_with else getattr(self.instance, name)
            for name in self._meta.fields or ()
            if name in self.initial
        }
        self.fields[SEEN].initial = lambda: _written(self._marks())

    def _now(self) -> dict[str, Any]:
        """The value of each watched field as it is stored, by name of the field."""
        shown = [name for name in self.watched if name in self.fields]
        initial = {name: self.get_initial_for_field(self.fields[name], name) for name in shown}
        return initial | {
            name: value
            for name, value in self._stored.items()
            if name in self.fields and not isinstance(self.fields[name], forms.FileField)
        }

    def _marks(self) -> dict[str, str]:
        return {name: mark(value) for name, value in self._now().items()}

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        told = self.data.get(self.add_prefix(SEEN), "") if SEEN in self.fields else ""
        seen = dict(part.split(":", 1) for part in str(told).split() if ":" in part)
        for name, stored in self._now().items():
            is_as_seen = mark(stored) == seen.get(name, mark(stored))
            if not is_as_seen and name in self.cleaned_data:
                self._settle(name, stored, seen)
        if SEEN in self.fields and self.errors:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix(SEEN)] = _written(seen)  # type: ignore[index]

    def _settle(self, name: str, stored: Any, seen: dict[str, str]) -> None:
        typed, field = self.cleaned_data[name], self.fields[name]
        if mark(typed) == mark(stored):
            return
        if mark(typed) == seen[name]:
            self.cleaned_data[name] = field.clean(field.prepare_value(stored))
            return
        seen[name] = mark(stored)
        self.add_error(name, MEANWHILE % {"text": _shown(field, stored)})

    def save(self, commit: bool = True) -> Any:
        """ValidationError when the row changed between the check and now (see `saved`)."""
        if not commit or self.instance.pk is None:
            return super().save(commit)
        with transaction.atomic():
            self._hold()
            return super().save(commit)

    def _hold(self) -> None:
        rows = type(self.instance)._base_manager.select_for_update(of=("self",))
        row = rows.filter(pk=self.instance.pk).first()
        fields = [name for name in self._stored if name in self.fields]
        if row is None or any(
            mark(value) != mark(self._stored[name])
            for name, value in forms.model_to_dict(row, fields).items()
        ):
            raise ValidationError(AT_ONCE)


def mark(value: Any) -> str:
    """A short mark that is the same for a stored value and for the same value typed."""
    return blake2b(_plain(value).encode(errors="replace"), digest_size=6).hexdigest()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(value.split("\r\n")).strip()
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return str(value.timestamp())
    if isinstance(value, Iterable):
        return "\n".join(sorted(_plain(part) for part in value))
    return str(value)


def _written(marks: dict[str, str]) -> str:
    return " ".join(f"{name}:{value}" for name, value in marks.items())


def _shown(field: forms.Field, value: Any) -> str:
    """What somebody else made of it, in the words of the page."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(str(row) for row in value) or _("empty")
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if field.queryset is not None else None
        return str(row or "") or _("empty")
    if choices := dict(getattr(field, "choices", ())):
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(choices.get(part, part)) for part in values) or _("empty")
    text = _written_out(field.prepare_value(value))
    return text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…"


def _written_out(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{date_text(timezone.localtime(value).date())} {timezone.localtime(value):%H.%M}"
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal):
        return decimal_text(float(value), 2)
    return str(value if value is not None else "") or _("empty")
