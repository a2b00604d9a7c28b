"""For whom a link is, what for, and until when."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import date_text
from regions.fields import DayField

from .links import latest_day, usual_last_day


class AccountantForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        help_text=gettext_lazy("The name of the accountant and the firm."),
        error_messages={"required": gettext_lazy("Write for whom the link is.")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=200,
        help_text=gettext_lazy("For example: the audit of the annual accounts."),
        error_messages={"required": gettext_lazy("Write what the link is for.")},
    )
    last_on = DayField(
        label=gettext_lazy("Works up to and including"),
        error_messages={"required": gettext_lazy("Choose the last day on which the link works.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.latest = today, latest_day(today)
        field = self.fields["last_on"]
        field.initial = usual_last_day(today)
        field.widget.attrs |= {"min": self.first.isoformat(), "max": self.latest.isoformat()}
        field.help_text = _("At the latest %(day)s. After that the link opens nothing.") % {
            "day": date_text(self.latest)
        }

    def clean_last_on(self) -> date:
        day: date = self.cleaned_data["last_on"]
        if not self.first <= day <= self.latest:
            message = _("Choose a day from today up to and including %(day)s.")
            raise ValidationError(message % {"day": date_text(self.latest)})
        return day
