"""The bureau writes a version of a mandate."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import DayField
from regions.plans.models import PlanChange
from regions.steering.models import Mandate


class MandateForm(EditForm):
    decides = forms.MultipleChoiceField(
        label=gettext_lazy("The group decides on plan changes of this kind"),
        choices=PlanChange.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none when the group decides on no plan change."),
    )

    class Meta:
        model = Mandate
        fields = ["text", "decides", "quorum_percent", "holds_from_on"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
        }
        field_classes = {"holds_from_on": DayField}
        help_texts = {
            "text": gettext_lazy("What the group is for, in words that every member understands."),
            "holds_from_on": gettext_lazy("Each member accepts this version from that day on."),
        }

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_holds_from_on(self) -> datetime.date:
        day = self.cleaned_data["holds_from_on"]
        if day < self.today:
            raise forms.ValidationError(
                _("A mandate begins today or later: what held before stays as it was.")
            )
        return day
