"""Forms for plan changes and ideas."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import DutchDateField
from regions.plans.models import PlanChange


class ChangeForm(EditForm):
    decide_by = DutchDateField(label=gettext_lazy("At the latest"), required=False)

    class Meta:
        model = PlanChange
        fields = ["kind", "title", "reason", "effect", "options", "advice", "decide_by"]
        widgets = {
            "kind": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 4, "maxlength": 4000}),
            "effect": forms.Textarea(attrs={"rows": 4, "maxlength": 4000}),
            "options": forms.Textarea(attrs={"rows": 3, "maxlength": 4000}),
            "advice": forms.Textarea(attrs={"rows": 3, "maxlength": 4000}),
        }
        help_texts = {
            "title": gettext_lazy("What you ask, in one line. It is the heading of the proposal."),
            "decide_by": gettext_lazy("Until and including this day the group answers."),
            "effect": gettext_lazy("One consequence on each line."),
            "options": gettext_lazy("One on each line, with what it would bring."),
            "advice": gettext_lazy("Which option you advise, and why."),
        }

    def clean_decide_by(self) -> date | None:
        day = self.cleaned_data["decide_by"]
        if day and day < timezone.localdate():
            raise ValidationError(
                _("This day is over. Give the group a day that is still to come.")
            )
        return day

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError(_("Write why you ask for this change."))
        return reason


class DecisionForm(forms.Form):
    OUTCOMES = [
        (PlanChange.State.ACCEPTED, PlanChange.State.ACCEPTED.label),
        (PlanChange.State.REJECTED, PlanChange.State.REJECTED.label),
    ]
    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    decided_on = DutchDateField(label=gettext_lazy("Decided on"))
    decided_by = forms.CharField(
        label=gettext_lazy("Decided by"),
        max_length=160,
        help_text=gettext_lazy("For example: steering group, meeting of 4 December."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
