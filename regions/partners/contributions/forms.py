"""Forms of the steps of a contribution, and of the cut of their list."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import decimal_text
from regions.editing import EditForm
from regions.fields import DutchDateField, EurosField, ParsedField, not_later
from regions.models import Region
from regions.partners.models import Contribution, Partnership
from regions.partners.money.amounts import State
from regions.partners.money.contributing import NotPossible, worth
from regions.partners.money.list import SORTS, years_of
from regions.plans.versions import activities_of
from regions.web.lists import Choice, ListFilter

MOST_HOURS = Decimal("99999.99")
SHORT = {"class": "short"}


class HoursField(ParsedField):
    """ "40", "7,5": at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={**SHORT, "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def judged(self, number: Decimal, typed: Any) -> Decimal:
        if not 0 < number <= MOST_HOURS or number != number.quantize(Decimal("0.01")):
            message = _("“%(value)s” is not a number of hours; write for example 40 or 7,5")
            raise ValidationError(message % {"value": typed})
        return number

    def prepare_value(self, value: Any) -> Any:
        return hours_text(value) if isinstance(value, Decimal) else value


def hours_text(hours: Decimal) -> str:
    """ "40", "7,5" and "7,25"."""
    return decimal_text(hours, 2).rstrip("0").removesuffix(",") if hours % 1 else f"{int(hours)}"


class ContributionForm(EditForm):
    """What a business promises. The amount of hours follows from the rate of the day."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.none(),
        label=gettext_lazy("Business"),
        empty_label=gettext_lazy("Choose a business"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Contribution.Kind.choices)
    title = forms.CharField(
        label=gettext_lazy("What exactly?"),
        max_length=160,
        help_text=gettext_lazy("For example: supervision of six internships."),
    )
    hours = HoursField(
        label=gettext_lazy("Number of hours"),
        required=False,
        help_text=gettext_lazy("For hours, guest lessons and supervision. The portal computes."),
    )
    promised_cents = EurosField(
        label=gettext_lazy("Amount in euros"),
        required=False,
        help_text=gettext_lazy("For money, goods, machines and rooms."),
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "decimal"}),
    )
    promised_on = DutchDateField(label=gettext_lazy("Promised on"))
    expected_on = DutchDateField(
        label=gettext_lazy("Expected by"), required=False, end=True,
        help_text=gettext_lazy("May stay empty. After this day the portal asks about it."),
    )  # fmt: skip
    activity = forms.ChoiceField(
        label=gettext_lazy("Activity of the plan that it serves"), required=False
    )

    watched = ("activity",)

    class Meta:
        model = Contribution
        fields = [
            "partnership", "kind", "title", "hours", "promised_cents", "promised_on", "expected_on",
        ]  # fmt: skip

    def __init__(self, *args: Any, region: Region, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.activities = {str(activity.key): activity for activity in activities_of(region)}
        self._offer(region)
        if self.instance.delivered_on:
            for name in ("partnership", "kind", "hours", "promised_cents", "promised_on"):
                del self.fields[name]

    def _offer(self, region: Region) -> None:
        partners = region.partnerships.select_related("business")
        kept = self.instance.partnership_id
        here = partners.filter(ended_on=None) | partners.filter(pk=kept)
        self.fields["partnership"].queryset = here  # type: ignore[attr-defined]
        self.fields["activity"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *(
                (key, f"{activity.code} {activity.title}")
                for key, activity in self.activities.items()
            ),
        ]
        self.fields["activity"].initial = str(self.instance.activity_key or "")

    def clean_promised_on(self) -> date:
        return not_later(self.cleaned_data["promised_on"], self.today)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        start, end = self._promised_on(kept), kept.get("expected_on")
        if start and end and end < start:
            self.add_error("expected_on", _("This day lies before the promise."))
        if "kind" in kept and start:
            self._clean_amount(kept, start)
        return kept

    def _promised_on(self, kept: dict[str, Any]) -> date | None:
        return self.instance.promised_on if self.instance.delivered_on else kept.get("promised_on")

    def _clean_amount(self, kept: dict[str, Any], day: date) -> None:
        if kept["kind"] in Contribution.IN_HOURS:
            price_hours(self, kept, "promised_cents", day)
        else:
            kept["hours"] = None
            if not kept.get("promised_cents") and "promised_cents" not in self.errors:
                self.add_error("promised_cents", _("Fill in what it is worth in euros."))

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        activity = self.activities.get(self.cleaned_data.get("activity") or "")
        if activity or "activity" in self.changed_data:
            self.instance.activity_key = activity.key if activity else None


def price_hours(form: forms.BaseForm, kept: dict[str, Any], name: str, day: date) -> None:
    """Put what the hours are worth on `day` under `name`, or say what is missing."""
    hours = kept.get("hours")
    if not hours:
        if "hours" not in form.errors:
            form.add_error("hours", _("Fill in how many hours."))
        return
    try:
        kept[name] = worth(Contribution.Kind.HOURS, hours, None, day)
    except NotPossible as missing:
        form.add_error("hours", str(missing))


def state_labels() -> dict[str, str]:
    return {
        State.PROMISED: _("Promised"),
        State.DELIVERED: _("Delivered, not signed yet"),
        State.PROVEN: _("Proven"),
        State.DROPPED: _("Does not come"),
    }


class OverviewFilter(ListFilter):
    """A calendar year, or the whole period of the co-financing."""

    year = Choice(gettext_lazy("Period"), "")

    def __init__(self, query: Mapping[str, Any], years: list[int], period: str) -> None:
        super().__init__(query)
        options = [(year, year) for year in years]
        self.fields["year"].offer(options, period)  # type: ignore[attr-defined]


class ContributionFilter(ListFilter):
    """The order is chosen in the head of the table."""

    state = Choice(gettext_lazy("State"), gettext_lazy("All"))
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("All"), Contribution.Kind.choices)
    partner = Choice(gettext_lazy("Business"), gettext_lazy("All"))
    year = Choice(gettext_lazy("Year"), gettext_lazy("All"))
    sort = Choice("", "", [(name, name) for name in SORTS], widget=forms.HiddenInput)

    def __init__(self, query: Mapping[str, Any], region: Region) -> None:
        partners = region.partnerships.filter(contributions__isnull=False).distinct()
        super().__init__(
            query,
            state=state_labels().items(),
            partner=partners.order_by("business__name__dutch").values_list("pk", "business__name"),
            year=[(year, year) for year in years_of(region)],
        )
