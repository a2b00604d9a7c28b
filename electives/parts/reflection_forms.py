"""The form of a school's three answers."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.models import Reflection
from regions.models import School
from regions.months import school_year_of, school_year_text

from .forms import PartForm

YEARS_BACK = 3
QUESTIONS = ["pupils_learned", "works", "change"]


class SchoolReflectionForm(PartForm):
    school_year = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=int)

    class Meta:
        model = Reflection
        fields = ["school", "school_year", *QUESTIONS]
        widgets = dict.fromkeys(QUESTIONS, forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elective, fields = self.instance.elective, self.fields
        schools: Any = fields["school"]
        teaching = elective.offerings.values("school")
        schools.queryset = School.objects.filter(region=elective.region_id)
        schools.required, schools.empty_label = True, _("Choose…")
        if schools.queryset.filter(pk__in=teaching).exists():
            known = [*teaching.values_list("school", flat=True), self.instance.school_id]
            schools.queryset = schools.queryset.filter(pk__in=known)
        now = school_year_of(today)
        years = {*range(now - YEARS_BACK, now + 1), self.instance.school_year or now}
        fields["school_year"].choices = [  # type: ignore[attr-defined]
            (year, school_year_text(year)) for year in sorted(years)[::-1]
        ]
        self.initial["school_year"] = self.instance.school_year or now

    def clean_school_year(self) -> int:
        year: int = self.cleaned_data["school_year"]
        same = Reflection.objects.filter(
            elective=self.instance.elective, school_year=year, partnership=None
        )
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("A school gave its answers for this year already."))
        return year
