"""Forms of the network: what somebody knows, days away, meetings and initiatives."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from advisors.models import Absence, Expertise, Initiative, NetworkMeeting, TakeOver, Theme
from regions.accounts.models import User
from regions.editing import EditForm
from regions.fields import ClockField, DutchDateField, instant
from regions.models import Region
from regions.months import AMSTERDAM
from regions.plans.fields import ActivityField
from regions.web.lists import Choice, ListFilter, Words

from .doors import advisors_on


class ThemeFilter(ListFilter):
    theme = Choice(gettext_lazy("Theme"), gettext_lazy("All themes"))


class NetworkFilter(ThemeFilter):
    q = Words(gettext_lazy("Name, theme or region"), box="grow", most=100)
    field_order = ("q", "theme")


class LeaderFilter(ListFilter):
    q = Words(gettext_lazy("Region, name or initiative"), box="grow", most=100)
    which = Choice(
        gettext_lazy("Which"),
        gettext_lazy("All regions"),
        [("sharing", gettext_lazy("That share something"))],
    )


class MeetingFilter(ThemeFilter):
    period = Choice(
        gettext_lazy("Period"), gettext_lazy("Coming"), [("past", gettext_lazy("What was"))]
    )


class InitiativeFilter(ListFilter):
    q = Words(gettext_lazy("Words"))
    theme = Choice(gettext_lazy("Theme"), gettext_lazy("All themes"))
    which = Choice(
        gettext_lazy("Which"),
        gettext_lazy("All"),
        [
            ("ours", gettext_lazy("Shared by us")),
            ("taken", gettext_lazy("Taken over by us")),
        ],
    )


class ExpertiseForm(EditForm):
    class Meta:
        model = Expertise
        fields = ["theme", "note"]

    def __init__(self, *args: Any, advisor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.advisor = advisor
        known = Expertise.objects.filter(advisor=advisor).values("theme")
        self.fields["theme"].queryset = Theme.objects.exclude(pk__in=known)  # type: ignore[attr-defined]


class AbsenceForm(EditForm):
    starts_on = DutchDateField(label=gettext_lazy("First day away"))
    ends_on = DutchDateField(label=gettext_lazy("Last day away"), end=True)

    class Meta:
        model = Absence
        fields = ["starts_on", "ends_on", "substitute"]
        labels = {"substitute": gettext_lazy("Who stands in for you?")}

    def __init__(self, *args: Any, advisor: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.instance.advisor = advisor
        field = self.fields["substitute"]
        field.queryset = advisors_on(today).exclude(pk=advisor.pk)  # type: ignore[attr-defined]
        field.empty_label = _("Nobody")  # type: ignore[attr-defined]

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        return day


class ShortenForm(forms.Form):
    """An earlier last day; what lies behind us stays as it was."""

    ends_on = DutchDateField(label=gettext_lazy("Last day away"), end=True)

    def __init__(self, *args: Any, absence: Absence, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ends_on"] = absence.ends_on
        self.first, self.last = max(absence.starts_on, today), absence.ends_on

    def clean_ends_on(self) -> date:
        day = self.cleaned_data["ends_on"]
        if not self.first <= day <= self.last:
            values = {"first": f"{self.first:%-d-%-m-%Y}", "last": f"{self.last:%-d-%-m-%Y}"}
            raise forms.ValidationError(_("Choose a day from %(first)s to %(last)s.") % values)
        return day


class MeetingForm(EditForm):
    day = DutchDateField(label=gettext_lazy("Day"))
    begins = ClockField(label=pgettext_lazy("clock", "From"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=15,
        max_value=480,
        initial=90,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    watched = ("day", "begins")

    class Meta:
        model = NetworkMeeting
        fields = ["title", "theme", "minutes", "is_online", "place", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    field_order = ["title", "theme", "day", "begins", "minutes", "is_online", "place", "text"]

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.before = now, _when_and_where(self.instance)
        self.fields["theme"].empty_label = _("No theme")  # type: ignore[attr-defined]
        if self.instance.pk:
            start = self.instance.starts_at.astimezone(AMSTERDAM)
            self.initial["day"], self.initial["begins"] = start.date(), start.time()

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("day") and kept.get("begins") is not None:
            starts_at = instant(kept["day"], kept["begins"])
            if starts_at != self.instance.starts_at and starts_at <= self.now:
                self.add_error("day", _("Choose a moment that is still to come."))
            self.instance.starts_at = starts_at
        return kept

    def save(self, commit: bool = True) -> NetworkMeeting:
        if self.instance.pk and _when_and_where(self.instance) != self.before:
            self.instance.moved_at = self.now
        return super().save(commit)


def _when_and_where(meeting: NetworkMeeting) -> tuple[datetime, bool, str]:
    return meeting.starts_at, meeting.is_online, meeting.place


class InitiativeForm(EditForm):
    activity = ActivityField(label=gettext_lazy("Activity of your plan that it hangs on"))

    watched = ("activity",)

    class Meta:
        model = Initiative
        fields = ["title", "text", "theme"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "text": gettext_lazy(
                "Every region reads this. Name no persons, and no businesses that did not agree."
            )
        }

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.region = region
        self.fields["theme"].empty_label = _("No theme")  # type: ignore[attr-defined]
        self.fields["activity"].offer(region, self.instance.activity_key)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        self.instance.activity_key = self.cleaned_data.get("activity") or None
        super()._post_clean()  # type: ignore[misc]


class TakeOverForm(EditForm):
    activity = ActivityField(label=gettext_lazy("Where does it hang in your own plan?"))

    class Meta:
        model = TakeOver
        fields = ["note"]
        labels = {"note": gettext_lazy("What you do with it, in one line")}

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.region = region
        self.fields["activity"].offer(region, None)  # type: ignore[attr-defined]

    field_order = ["activity", "note"]

    def _post_clean(self) -> None:
        self.instance.activity_key = self.cleaned_data.get("activity") or None
        super()._post_clean()  # type: ignore[misc]
