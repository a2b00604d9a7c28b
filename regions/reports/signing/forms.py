"""Given back with a reason, and sent on a day."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.fields import DayField, not_later
from regions.reports.models import Report


class GiveBackForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What is not right yet?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SendForm(forms.Form):
    sent_on = DayField(label=gettext_lazy("Sent on"))
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("What DUS-I gave back as a number or a reference."),
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def clean_sent_on(self) -> datetime.date:
        day = not_later(self.cleaned_data["sent_on"], timezone.localdate())
        established = self.report.established_at
        if established and day < timezone.localdate(established):
            raise ValidationError(_("It cannot be sent before it was established."))
        return day
