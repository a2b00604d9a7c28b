"""What a token is for, what it may read, and until when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import date_text
from regions.fields import DayField

from .models import Scope
from .tokens import MOST_DAYS, USUAL_DAYS


class EndingForm(forms.Form):
    """What something is for, and the last day on which it works."""

    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=120,
        help_text=gettext_lazy("For example: the dashboard of the school board."),
        error_messages={"required": gettext_lazy("Write what it is for.")},
    )
    after = gettext_lazy("At the latest %(day)s. After that the token opens nothing.")
    last_on = DayField(
        label=gettext_lazy("Works up to and including"),
        error_messages={"required": gettext_lazy("Choose the last day on which it works.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.latest = today, today + timedelta(days=MOST_DAYS)
        field = self.fields["last_on"]
        field.initial = today + timedelta(days=USUAL_DAYS)
        field.widget.attrs |= {"min": self.first.isoformat(), "max": self.latest.isoformat()}
        field.help_text = str(self.after) % {"day": date_text(self.latest)}

    def clean_last_on(self) -> date:
        day: date = self.cleaned_data["last_on"]
        if not self.first <= day <= self.latest:
            message = _("Choose a day from today up to and including %(day)s.")
            raise ValidationError(message % {"day": date_text(self.latest)})
        return day


class TokenForm(EndingForm):
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may read"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("No more than is needed: it reads nothing that you may not read."),
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    field_order = ("purpose", "scopes", "last_on")
