"""Forms of an elective and of the steps of its path."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.models import Elective, PathStep, Profile, Stage
from regions.editing import EditForm
from regions.fields import DutchDateField
from regions.models import Region
from regions.months import school_year_of, school_year_text
from regions.partners.files import EvidenceField
from regions.plans.versions import activities_of

NOT_IN_PLAN = "none"
YEARS_BACK, YEARS_AHEAD = 5, 6


class ElectiveForm(EditForm):
    """The elective itself. Without an activity of the plan it can only be an idea."""

    profiles = forms.MultipleChoiceField(
        label=gettext_lazy("Profiles"),
        choices=Profile.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one profile.")},
    )
    aims_at = forms.TypedChoiceField(label=gettext_lazy("First taught in school year"), coerce=int)
    activity = forms.ChoiceField(label=gettext_lazy("Activity of the plan that it hangs on"))

    watched = ("activity",)

    class Meta:
        model = Elective
        fields = ["title", "summary", "profiles", "aims_at", "counts_for_exam"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    field_order = ["title", "summary", "activity", "profiles", "aims_at", "counts_for_exam"]

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        now, kept = school_year_of(timezone.localdate()), self.instance.aims_at
        years = {*range(now - YEARS_BACK, now + YEARS_AHEAD + 1), *([kept] if kept else [])}
        self.fields["aims_at"].choices = [  # type: ignore[attr-defined]
            (year, school_year_text(year)) for year in sorted(years, reverse=True)
        ]
        known = [
            (str(activity.key), f"{activity.code} {activity.title}")
            for activity in activities_of(region)
        ]
        key = str(self.instance.activity_key or "")
        if self.instance.pk:
            has_gone = key not in dict(known)
            known += [(key, _("an activity of an earlier plan"))] if has_gone else []
            self.fields["activity"].initial = key
            if PathStep.objects.filter(elective=self.instance, stage__gt=Stage.IDEA).exists():
                self.fields["counts_for_exam"].disabled = True
        else:
            choice = _("It is not in the plan: put it on the idea list")
            known = [("", _("Choose…")), *known, (NOT_IN_PLAN, choice)]
        self.fields["activity"].choices = known  # type: ignore[attr-defined]

    @property
    def is_idea_only(self) -> bool:
        return bool(self.cleaned_data["activity"] == NOT_IN_PLAN)

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        same = Elective.objects.filter(region=self.region, title=title).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError(_("This region already has an elective with this title."))
        return title

    def activity_key(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["activity"])


class TakeOverForm(ElectiveForm):
    """What a region says itself of an elective of another: its name, year and activity."""

    profiles = None  # type: ignore[assignment]

    class Meta(ElectiveForm.Meta):
        fields = ["title", "aims_at"]

    field_order = ["activity", "title", "aims_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["activity"]
        field.choices = [choice for choice in field.choices if choice[0] != NOT_IN_PLAN]
        self.has_plan = len(field.choices) > 1


class PathStepForm(forms.Form):
    """The step that comes next: when, with which percentage, line and paper."""

    dated_on = DutchDateField(label=gettext_lazy("On which day?"))
    overlap_percent = forms.IntegerField(
        label=gettext_lazy("Overlap in percent"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("With the existing elective that it looks like most."),
    )
    note = forms.CharField(label=gettext_lazy("In one line"), max_length=300, required=False)
    document = EvidenceField(label=gettext_lazy("File"), required=False)

    def __init__(
        self, *args: Any, stage: Stage, after: PathStep | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.after, self.today = after, today
        if stage != Stage.OVERLAP:
            del self.fields["overlap_percent"]

    def clean_dated_on(self) -> date:
        day: date = self.cleaned_data["dated_on"]
        if day > self.today:
            raise ValidationError(_("This day is still to come."))
        if self.after and day < self.after.dated_on:
            raise ValidationError(_("This day lies before the step before it."))
        return day


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why was it rejected?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
