"""Forms of what happens after a promise: delivered, proven, or dropped."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.fields import DutchDateField, EurosField, not_later
from regions.partners.files import EvidenceField
from regions.partners.models import Contribution

from .forms import SHORT, HoursField, price_hours


class DeliverForm(forms.Form):
    """Amount, hours and day as they really were."""

    delivered_on = DutchDateField(label=gettext_lazy("Delivered on"))
    hours = HoursField(label=gettext_lazy("Hours that were really made"), required=False)
    delivered_cents = EurosField(
        label=gettext_lazy("What it really was worth, in euros"),
        required=False,
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, contribution: Contribution, today: date, **kw: Any) -> None:
        row = contribution
        initial = {
            "delivered_on": row.delivered_on or max(today, row.promised_on),
            "hours": row.hours,
            "delivered_cents": row.delivered_cents or row.promised_cents,
        }
        super().__init__(*args, **{"initial": initial, **kw})
        self.contribution, self.today = row, today
        del self.fields["delivered_cents" if row.kind in row.IN_HOURS else "hours"]

    def clean_delivered_on(self) -> date:
        day = not_later(self.cleaned_data["delivered_on"], self.today)
        if day < self.contribution.promised_on:
            raise ValidationError(_("The delivery lies before the promise."))
        return day

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        day = kept.get("delivered_on")
        if "hours" in self.fields:
            if day:
                price_hours(self, kept, "delivered_cents", day)
        elif not kept.get("delivered_cents") and "delivered_cents" not in self.errors:
            self.add_error("delivered_cents", _("Fill in what it is worth in euros."))
        return kept


class ProveForm(forms.Form):
    file = EvidenceField(label=gettext_lazy("File with the evidence"))
    proven_on = DutchDateField(label=gettext_lazy("Signed or paid on"))

    def __init__(self, *args: Any, contribution: Contribution, today: date, **kw: Any) -> None:
        super().__init__(*args, **{"initial": {"proven_on": today}, **kw})
        self.contribution, self.today = contribution, today

    def clean_proven_on(self) -> date:
        day = not_later(self.cleaned_data["proven_on"], self.today)
        if self.contribution.delivered_on and day < self.contribution.delivered_on:
            raise ValidationError(_("The proof lies before the delivery."))
        return day


class DropForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why does it not come?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write in one line why it does not come.")},
    )
