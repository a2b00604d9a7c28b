"""Forms of an event itself, and of the cut of their list."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import DutchDateField, WhenForm
from regions.labs.fields import BOXES, partners_for
from regions.labs.models import Event
from regions.models import Region
from regions.months import AMSTERDAM, school_year_of, school_year_text
from regions.plans.fields import ActivityField
from regions.web.lists import Choice, ListFilter

from .kinds import usual
from .series import MOST, Repeat, series_of


class EventForm(WhenForm, EditForm):
    """A new event with its time; of an event that is there, all but its time: that one moves."""

    activity = ActivityField()
    online_url = forms.URLField(
        label=gettext_lazy("Address of the meeting"),
        required=False,
        assume_scheme="https",
        max_length=200,
    )

    repeat = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Repeat.choices, required=False
    )
    until = DutchDateField(
        label=gettext_lazy("Up to and including"),
        required=False,
        help_text=gettext_lazy("Only where it comes more often; at most half a year of weeks."),
    )

    watched = ("activity",)

    class Meta:
        model = Event
        fields = [
            "kind", "title", "lab", "place", "is_online", "online_url", "direction", "is_public",
            "invitation", "schools", "partners",
        ]  # fmt: skip
        widgets = {"schools": BOXES, "partners": BOXES}

    field_order = [
        "kind", "title", "day", "begins", "ends", "last_day", "repeat", "until", "lab", "place",
        "is_online", "online_url", "is_public", "invitation", "direction", "activity", "schools",
        "partners",
    ]  # fmt: skip

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        row.region = region
        if row.pk:
            for name in ("day", "begins", "ends", "last_day", "repeat", "until", "is_online"):
                del self.fields[name]
            if not row.is_online:
                del self.fields["online_url"]
        labs = region.labs.filter(closed_on=None) | region.labs.filter(pk=row.lab_id)
        self.fields["lab"].queryset = labs  # type: ignore[attr-defined]
        self.fields["lab"].empty_label = _("No lab")  # type: ignore[attr-defined]
        self.fields["schools"].queryset = region.schools.all()  # type: ignore[attr-defined]
        self.fields["partners"].queryset = partners_for(region, row)  # type: ignore[attr-defined]
        self.fields["activity"].offer(region, row.activity_key)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        if kept.get("repeat") and "day" in kept and "until" not in self.errors:
            self._judge_series(kept)
        return kept

    def _judge_series(self, kept: dict[str, Any]) -> None:
        day, until = kept["day"], kept.get("until")
        if until is None or until <= day:
            self.add_error("until", _("Choose a day after the first one."))
        elif kept.get("last_day") and kept["last_day"] != day:
            self.add_error("repeat", _("What takes more than one day is planned once at a time."))
        elif series_of(day, kept["repeat"], until).is_too_long:
            self.add_error("until", _("That makes more than %(most)s events.") % {"most": MOST})

    def _post_clean(self) -> None:
        kept, row = self.cleaned_data, self.instance
        row.activity_key = kept.get("activity") or None
        if "starts_at" in kept:
            row.starts_at, row.ends_at = kept["starts_at"], kept["ends_at"]
        super()._post_clean()  # type: ignore[misc]


def begin_with(kind: str) -> dict[str, Any]:
    """What a new event of this kind begins with."""
    found = usual(kind)
    return {
        "kind": kind,
        "title": Event.Kind(kind).label,
        "direction": found.direction,
        "begins": found.begins,
        "ends": found.ends,
        "is_public": found.is_public,
    }


class EventFilter(ListFilter):
    """Kind, lab, school, state and period in the address; what is unknown filters nothing."""

    period = Choice(gettext_lazy("Period"), gettext_lazy("From today"))
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("All"), Event.Kind.choices)
    lab = Choice(gettext_lazy("Lab"), gettext_lazy("All"))
    school = Choice(gettext_lazy("School"), gettext_lazy("All"))
    state = Choice(gettext_lazy("State"), gettext_lazy("All"), Event.State.choices)
    sort = Choice(
        gettext_lazy("Order"),
        gettext_lazy("By day"),
        [
            ("new", gettext_lazy("Newest first")),
            ("title", gettext_lazy("Title")),
            ("kind", gettext_lazy("Kind")),
        ],
    )

    def __init__(self, query: Mapping[str, Any], region: Region) -> None:
        offers = {
            "lab": list(region.labs.values_list("pk", "name")),
            "school": list(region.schools.values_list("pk", "name")),
        }
        super().__init__(query, period=periods_of(region), **offers)
        for name, options in offers.items():
            if not options:
                del self.fields[name]

    @property
    def is_filtered(self) -> bool:
        return any(self.wanted.values())


def periods_of(region: Region) -> list[tuple[str, str]]:
    """What was, everything, and the school years with events, newest first."""
    days = (
        Event.objects.filter(region=region)
        .order_by()
        .datetimes("starts_at", "month", tzinfo=AMSTERDAM)
    )
    years = sorted({school_year_of(day) for day in days}, reverse=True)
    return [
        ("past", _("What was")),
        ("all", _("Everything")),
        *(
            (str(year), _("School year %(year)s") % {"year": school_year_text(year)})
            for year in years
        ),
    ]
