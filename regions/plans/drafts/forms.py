"""Forms of the plan room; each checks by itself what the plan keeps unique."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import DutchDateField, EurosField
from regions.plans.models import ActionLine, Activity, Milestone

SMALL = {"class": "short"}


class LineForm(EditForm):
    class Meta:
        model = ActionLine
        fields = ["code", "title"]
        widgets = {"code": forms.TextInput(attrs=SMALL)}

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        same = ActionLine.objects.filter(plan=self.instance.plan, code=code)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This plan already has an action line with this number."))
        return code


class ActivityForm(EditForm):
    """An activity with costs of its own has their sum as its budget, which nobody types."""

    has_costs = False
    starts_on = DutchDateField(label=gettext_lazy("Start"), required=False)
    ends_on = DutchDateField(label=gettext_lazy("End"), required=False, end=True)
    budget_cents = EurosField(
        label=gettext_lazy("Budget in euros"),
        required=False,
        help_text=gettext_lazy("For example 12.500. It weighs the activity in the tempo."),
    )

    class Meta:
        model = Activity
        fields = [
            "line",
            "code",
            "title",
            "delivers",
            "kind",
            "audience",
            "sub_region",
            "schools",
            "starts_on",
            "ends_on",
            "budget_cents",
            "target",
            "unit",
            "owner",
            "owner_email",
            "partners",
        ]
        widgets = {
            "code": forms.TextInput(attrs=SMALL),
            "delivers": forms.Textarea(attrs={"rows": 3, "maxlength": 4000}),
            "schools": forms.CheckboxSelectMultiple,
            "target": forms.NumberInput(attrs={**SMALL, "min": 1}),
        }
        help_texts = {
            "target": gettext_lazy("Leave empty when the activity counts nothing."),
            "unit": gettext_lazy("For example internship places."),
            "owner": gettext_lazy("A person or a work group; shown with the plan."),
            "owner_email": gettext_lazy("Only you, the advisor and the bureau see it."),
            "partners": gettext_lazy("Businesses, schools and others that the plan names."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.instance.plan.region
        self.fields["line"].queryset = self.instance.plan.lines.all()  # type: ignore[attr-defined]
        self.fields["line"].label = region.get_line_label_display()
        if self.instance.pk and self.instance.budget_lines.exists():
            self.has_costs = True
            del self.fields["budget_cents"]
        for name, rows in (("schools", region.schools), ("sub_region", region.sub_regions)):
            self.fields[name].queryset = rows.all()  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        same = Activity.objects.filter(plan=self.instance.plan, code=code)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This plan already has an activity with this number."))
        return code

    def clean_target(self) -> int | None:
        target = self.cleaned_data["target"]
        if target is not None and target < 1:
            raise ValidationError(_("A target is at least 1."))
        return target

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if start and end and end < start:
            message = _("The end date lies before the start date.")
            self.add_error("ends_on", message)
        return cleaned


class MilestoneForm(EditForm):
    due_on = DutchDateField(label=gettext_lazy("Date"))
    share = forms.DecimalField(
        label=gettext_lazy("Share in %"),
        required=False,
        min_value=0.01,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs=SMALL),
    )

    class Meta:
        model = Milestone
        fields = ["title", "due_on", "share"]


class MilestoneFormSet(forms.BaseInlineFormSet):
    """Milestones of one activity, inside its dates, each only once."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if not cleaned.get("due_on") or cleaned.get("DELETE"):
                continue
            key = (cleaned.get("title"), cleaned["due_on"])
            if key in seen:
                form.add_error("title", _("This activity already has this milestone."))
            seen.add(key)
            self._check_inside(form, cleaned["due_on"])

    def _check_inside(self, form: forms.BaseForm, due_on: Any) -> None:
        start, end = self.instance.starts_on, self.instance.ends_on
        if (start and due_on < start) or (end and due_on > end):
            form.add_error("due_on", _("This date lies outside the activity."))


milestone_formset = forms.inlineformset_factory(
    Activity, Milestone, form=MilestoneForm, formset=MilestoneFormSet, extra=2, max_num=40
)
