"""Forms of an event itself, and of the cut of their list."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import WhenForm
from regions.labs.fields import BOXES, partners_for
from regions.labs.models import Event
from regions.models import Region
from regions.months import AMSTERDAM, school_year_of, school_year_text
from regions.plans.fields import ActivityField
from regions.web.lists import Choice, ListFilter

from .kinds import usual


class EventForm(WhenForm, EditForm):
    """A new event with its time; of an event that is there, all but its time: that one moves."""

    activity = ActivityField()
    online_url = forms.URLField(
        label=gettext_lazy("Address of the meeting"),
        required=False,
        assume_scheme="https",
        max_length=200,
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
        "kind", "title", "day", "begins", "ends", "last_day", "lab", "place", "is_online",
        "online_url", "is_public", "invitation", "direction", "activity", "schools", "partners",
    ]  # fmt: skip

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        row.region = region
        if row.pk:
            for name in ("day", "begins", "ends", "last_day", "is_online"):
                del self.fields[name]
            if not row.is_online:
                del self.fields["online_url"]
        labs = region.labs.filter(closed_on=None) | region.labs.filter(pk=row.lab_id)
        self.fields["lab"].queryset = labs  # type: ignore[attr-defined]
        self.fields["lab"].empty_label = _("No lab")  # type: ignore[attr-defined]
        self.fields["schools"].queryset = region.schools.all()  # type: ignore[attr-defined]
        self.fields["partners"].queryset = partners_for(region, row)  # type: ignore[attr-defined]
        self.fields["activity"].offer(region, row.activity_key)  # type: ignore[attr-defined]

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
