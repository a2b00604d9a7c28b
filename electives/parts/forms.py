"""Forms of the businesses behind an elective and of the schools that teach it."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.models import Backing, Offering
from regions.editing import EditForm
from regions.fields import DutchDateField
from regions.labs.models import Lab
from regions.models import School
from regions.months import school_year_of, school_year_text
from regions.partners.models import Partnership

YEARS_BACK, YEARS_AHEAD = 5, 3


class PartForm(EditForm):
    """A form of what hangs on an elective: one of a kind is told at the form, not by a crash."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"elective"}  # type: ignore[misc]


class BackingForm(PartForm):
    since_on = DutchDateField(label=gettext_lazy("Since"))

    class Meta:
        model = Backing
        fields = ["partnership", "role", "since_on", "may_be_named"]
        help_texts = {"may_be_named": gettext_lazy("Ask the business first.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        runs = Q(ended_on=None, business__merged_into=None)
        rows = Partnership.objects.filter(
            runs | Q(pk=self.instance.partnership_id), region=self.instance.elective.region_id
        )
        self.fields["partnership"].queryset = rows.select_related("business")  # type: ignore[attr-defined]
        self.fields["partnership"].empty_label = _("Choose…")  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Choose…")), *Backing.Role.choices]  # type: ignore[attr-defined]


class OfferingForm(PartForm):
    school_year = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=int)

    class Meta:
        model = Offering
        fields = ["school", "school_year", "track", "pupils", "is_teacher_trained", "lab", "room"]
        help_texts = {
            "pupils": gettext_lazy("Leave it empty as long as you do not know."),
            "room": gettext_lazy("Where pupils are taught when it is not in a lab."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.instance.elective.region_id
        open_labs = Q(closed_on=None) | Q(pk=self.instance.lab_id)
        fields: dict[str, Any] = self.fields
        fields["school"].queryset = School.objects.filter(region=region)
        fields["school"].empty_label = fields["lab"].empty_label = _("Choose…")
        fields["lab"].queryset = Lab.objects.filter(open_labs, region=region)
        fields["track"].choices = [("", _("Choose…")), *fields["track"].choices[1:]]
        now = school_year_of(today)
        years = {*range(now - YEARS_BACK, now + YEARS_AHEAD + 1), self.instance.school_year or now}
        fields["school_year"].choices = [
            (year, school_year_text(year)) for year in sorted(years)[::-1]
        ]
        self.initial["school_year"] = self.instance.school_year or now
