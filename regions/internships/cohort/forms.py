"""Forms of internships: a cohort, one entry of its ledger, and what if."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import date_text
from regions.editing import EditForm
from regions.fields import DutchDateField, ParsedField
from regions.internships.ledger.booking import Entry
from regions.internships.models import InternshipCohort
from regions.internships.words import KINDS
from regions.models import Region, School
from regions.months import first_month_of, school_year_of, school_year_text
from regions.partners.models import Partnership
from regions.plans.versions import activities_of

MOST = 10_000
YEARS_BACK, YEARS_AHEAD = 4, 2


class PupilsField(ParsedField):
    """How many pupils: a whole number."""

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        attrs = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), **kwargs})
        self.least = least

    def judged(self, number: Decimal, typed: Any) -> int:
        if number != int(number) or not self.least <= number <= MOST:
            sentence = _("Write a whole number, from %(least)s to 10.000.")
            raise ValidationError(sentence % {"least": self.least})
        return int(number)


class BusinessForm(forms.Form):
    """A business that guided pupils of a cohort; not one that was proposed for it already."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.none(),
        label=gettext_lazy("Business that guided pupils"),
        empty_label=gettext_lazy("Choose a business"),
    )

    def __init__(
        self, *args: Any, region: Region, there: Collection[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = region.partnerships.running().exclude(pk__in=there).select_related("business")
        self.fields["partnership"].queryset = rows  # type: ignore[attr-defined]


class CohortForm(EditForm):
    school_year = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=int)
    needed = PupilsField(label=gettext_lazy("How many pupils need an internship?"))
    planned_from_on = DutchDateField(label=gettext_lazy("Internship from"), required=False)
    planned_until_on = DutchDateField(label=gettext_lazy("Internship until"), required=False)
    last_chance_on = DutchDateField(
        label=gettext_lazy("Last possible day"),
        end=True,
        help_text=gettext_lazy(
            "The last day on which these pupils can still do one, for example before they leave "
            "school. A month is enough: mei 2028."
        ),
    )
    activity = forms.ChoiceField(
        label=gettext_lazy("Activity of the plan that it serves"), required=False
    )

    class Meta:
        model = InternshipCohort
        fields = [
            "school", "school_year", "track", "needed", "planned_from_on", "planned_until_on",
            "last_chance_on",
        ]  # fmt: skip
        labels = {"school": gettext_lazy("School"), "track": gettext_lazy("Track")}

    def __init__(self, *args: Any, region: Region, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["school"].queryset = region.schools.all()
        now, kept = school_year_of(today), self.instance.school_year
        years = {*range(now - YEARS_BACK, now + YEARS_AHEAD + 1), *([kept] if kept else [])}
        fields["school_year"].choices = [
            (y, school_year_text(y)) for y in sorted(years, reverse=True)
        ]
        fields["school_year"].initial = now
        offered = [
            (str(activity.key), f"{activity.code} {activity.title}")
            for activity in activities_of(region)
        ]
        key = self.instance.activity_key
        if key and str(key) not in dict(offered):
            offered.append((str(key), _("an activity of an earlier plan")))
        fields["activity"].choices = [("", _("None")), *offered]
        fields["activity"].initial = str(key or "")

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        year, last = kept.get("school_year"), kept.get("last_chance_on")
        if year and last and last < first_month_of(year).first_day:
            self.add_error("last_chance_on", _("This day lies before the school year."))
        if bool(kept.get("planned_from_on")) != bool(kept.get("planned_until_on")):
            missing = "planned_until_on" if kept.get("planned_from_on") else "planned_from_on"
            if missing not in self.errors:
                self.add_error(missing, _("Fill in both days, or neither."))
        self.instance.activity_key = kept.get("activity") or None
        return kept


class EntryForm(forms.Form):
    """How many, what, when and why: one line of the ledger."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=KINDS,
        initial="placed",
        widget=forms.RadioSelect,
    )
    count = PupilsField(label=gettext_lazy("How many pupils?"), least=1)
    dated_on = DutchDateField(label=gettext_lazy("When"))
    until_on = DutchDateField(
        label=gettext_lazy("Postponed until"),
        required=False,
        end=True,
        help_text=gettext_lazy("Only when postponed, and when you know it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed when postponed or lost. Write no names of pupils."),
    )

    def __init__(self, *args: Any, cohort: InternshipCohort, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"dated_on": today}, **kwargs})
        self.cohort, self.today = cohort, today

    def clean_dated_on(self) -> date:
        day = self.cleaned_data["dated_on"]
        if day > self.today:
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        kind = kept.get("kind")
        if kind in ("postponed", "lost") and not kept.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write in one line why."))
        if kind != "postponed":
            kept["until_on"] = None
        self._clean_until(kept.get("until_on"), kept.get("dated_on"))
        return kept

    def _clean_until(self, until: date | None, day: date | None) -> None:
        last = self.cohort.last_chance_on
        if until and until > last:
            sentence = _(
                "That is after the last possible day, %(day)s. For this cohort it is lost then."
            )
            self.add_error("until_on", sentence % {"day": date_text(last)})
        elif until and day and until <= day:
            self.add_error("until_on", _("This day lies before the day of postponing."))

    def entry(self) -> Entry:
        names = ("kind", "count", "dated_on", "until_on", "reason")
        return Entry(**{name: self.cleaned_data[name] for name in names})


class WhatIfForm(forms.Form):
    """An extra year of chance, or a week of internships that moves; for some or for all."""

    years = forms.TypedChoiceField(
        label=gettext_lazy("Extra chance"),
        choices=[(0, gettext_lazy("No extra year")), (1, gettext_lazy("One extra year")),
                 (2, gettext_lazy("Two extra years"))],
        coerce=int, empty_value=0, required=False,  # type: ignore[arg-type]
    )  # fmt: skip
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("The internship moves"),
        choices=[(0, gettext_lazy("Not")), (4, gettext_lazy("4 weeks later")),
                 (13, gettext_lazy("3 months later")), (26, gettext_lazy("6 months later")),
                 (52, gettext_lazy("a year later")), (-4, gettext_lazy("4 weeks earlier"))],
        coerce=int, empty_value=0, required=False,  # type: ignore[arg-type]
    )  # fmt: skip
    year = forms.TypedChoiceField(
        label=gettext_lazy("School year"), coerce=int, empty_value=None, required=False
    )
    school = forms.ModelChoiceField(
        School.objects.none(),
        label=gettext_lazy("School"),
        required=False,
        empty_label=gettext_lazy("All schools"),
    )
    track = forms.ChoiceField(
        label=gettext_lazy("Track"),
        choices=[("", gettext_lazy("All tracks")), *InternshipCohort.Track.choices],
        required=False,
    )

    def __init__(self, *args: Any, region: Region, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["school"].queryset = region.schools.all()
        fields["year"].choices = [
            ("", _("All school years")),
            *((y, school_year_text(y)) for y in years),
        ]
        for field in fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked; nothing where the address asks nonsense."""
        return self.cleaned_data if self.is_valid() else {}
