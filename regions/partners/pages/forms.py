"""The form of how a region works with a business."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from regions.editing import EditForm
from regions.fields import DutchDateField, not_later
from regions.models import Region
from regions.partners.models import Business, Partnership
from regions.plans.models import Plan
from regions.web.lists import Choice, ListFilter, Words


class PartnerFilter(ListFilter):
    q = Words(gettext_lazy("Search"), example=gettext_lazy("Name, place or sector"), box="grow")
    only = Choice(
        pgettext_lazy("partners", "Which"),
        gettext_lazy("All partners"),
        [
            ("call", gettext_lazy("Whom to call")),
            ("next", gettext_lazy("Next contact agreed")),
            ("silent", gettext_lazy("Silent too long")),
            ("one", gettext_lazy("Hangs on one person")),
            ("step", gettext_lazy("Another step proposed")),
            ("ended", gettext_lazy("Ended")),
        ],
    )
    step = Choice(gettext_lazy("Step"), gettext_lazy("All steps"), Partnership.Step.choices)
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("All kinds"), Business.Kind.choices)
    sector = Choice(gettext_lazy("Sector"), gettext_lazy("All sectors"))
    sort = Choice(
        gettext_lazy("Order"),
        gettext_lazy("Whom to call first"),
        [
            ("name", gettext_lazy("Name")),
            ("step", gettext_lazy("Highest step first")),
            ("recent", gettext_lazy("Spoken last")),
            ("next", gettext_lazy("Next contact first")),
        ],
    )

    @property
    def asks_ended(self) -> bool:
        return self.wanted["only"] == "ended"


class PartnershipForm(EditForm):
    """How a region works with a business; the activities are those of the plan that holds."""

    started_on = DutchDateField(label=gettext_lazy("Partner since"))
    activities = forms.MultipleChoiceField(
        label=gettext_lazy("Activities of the plan that it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    watched = ("activities",)

    class Meta:
        model = Partnership
        fields = ["brings", "ideal_days", "max_days", "started_on"]

    def __init__(self, *args: Any, region: Region, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        plan = Plan.objects.current().filter(region=region).first()
        rows = plan.activities.order_by("position") if plan else []
        field = self.fields["activities"]
        field.choices = [  # type: ignore[attr-defined]
            (str(activity.key), f"{activity.code} {activity.title}") for activity in rows
        ]
        field.initial = self.instance.activity_keys
        if not field.choices:  # type: ignore[attr-defined]
            del self.fields["activities"]

    def clean_started_on(self) -> date:
        return not_later(self.cleaned_data["started_on"], self.today)

    def save(self, commit: bool = True) -> Partnership:
        if "activities" in self.cleaned_data:
            offered = {key for key, _title in self.fields["activities"].choices}  # type: ignore[attr-defined]
            other = [key for key in self.instance.activity_keys if key not in offered]
            self.instance.activity_keys = [*self.cleaned_data["activities"], *other]
        return super().save(commit)
