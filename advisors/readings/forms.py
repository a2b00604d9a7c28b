"""Giving a plan, remarking on it, advising, and answering."""

import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisors.models import PlanRemark, Reading
from regions.accounts.models import User
from regions.editing import EditForm
from regions.fields import DayField
from regions.plans.models import Activity, Plan

from .doors import readers_for


class GiveForm(forms.Form):
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who reads the plan?"),
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(label=gettext_lazy("ready on"))

    def __init__(self, *args, plan: Plan, today: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["readers"].queryset = readers_for(plan, today)  # type: ignore[attr-defined]

    def clean_due_on(self) -> datetime.date:
        day = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("Choose a day that has not passed."))
        return day


class RemarkForm(EditForm):
    class Meta:
        model = PlanRemark
        fields = ["activity", "text"]
        widgets = {"activity": forms.HiddenInput, "text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        here = Activity.objects.filter(plan=plan)
        self.fields["activity"].queryset = here  # type: ignore[attr-defined]
        self.fields["activity"].required = False


class AdviceForm(EditForm):
    class Meta:
        model = Reading
        fields = ["advice", "advice_text"]
        widgets = {"advice": forms.RadioSelect, "advice_text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advice"].choices = Reading.Advice.choices  # type: ignore[attr-defined]
        for name in self.fields:
            self.fields[name].required = True


class ReplyForm(EditForm):
    class Meta:
        model = PlanRemark
        fields = ["reply"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply"].required = True
