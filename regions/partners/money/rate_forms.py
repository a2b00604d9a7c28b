"""Forms of the bureau: norm, hourly rate and eligible budget, each with its days and its source."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import parse_number
from regions.editing import EditForm
from regions.fields import DutchDateField, EurosField
from regions.partners.models import CofinancingNorm, EligibleBudget, GuidanceShare, HourlyRate
from regions.plans.models import CostKind


class PercentField(forms.DecimalField):
    """ "7,5" as well as "7.5"."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return super().to_python(parse_number(str(value).strip().removesuffix("%").strip()))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if hasattr(value, "normalize") else value


class _Dated(EditForm):
    """First and last day in order; a period that overlaps is refused by the model's constraint."""

    valid_from_on = DutchDateField(label=gettext_lazy("First day"))
    valid_until_on = DutchDateField(label=gettext_lazy("Last day"), end=True)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        first, last = kept.get("valid_from_on"), kept.get("valid_until_on")
        if first and last and last < first:
            # Postgres knows no such range, so the constraint is not asked either.
            raise ValidationError({"valid_until_on": _("The last day lies before the first day.")})
        return kept

    def _get_validation_exclusions(self) -> set[str]:
        left_out = super()._get_validation_exclusions()  # type: ignore[misc]
        return left_out | ({"valid_until_on"} if "valid_until_on" in self.errors else set())


class NormForm(_Dated):
    percent = PercentField(label=gettext_lazy("Percent"), max_digits=4, decimal_places=2)

    class Meta:
        model = CofinancingNorm
        fields = ["percent", "valid_from_on", "valid_until_on", "source"]


class RateForm(_Dated):
    cents = EurosField(label=gettext_lazy("Euros per hour"))
    valid_until_on = DutchDateField(
        label=gettext_lazy("Last day"),
        required=False,
        end=True,
        help_text=gettext_lazy("Leave empty while the rate holds."),
    )

    class Meta:
        model = HourlyRate
        fields = ["cents", "valid_from_on", "valid_until_on", "source"]

    def clean_cents(self) -> int:
        return _some(self.cleaned_data["cents"])


class ShareForm(_Dated):
    percent = PercentField(
        label=gettext_lazy("Percent of the time of a pupil"), max_digits=5, decimal_places=2
    )
    valid_until_on = DutchDateField(
        label=gettext_lazy("Last day"),
        required=False,
        end=True,
        help_text=gettext_lazy("Leave empty while the share holds."),
    )

    class Meta:
        model = GuidanceShare
        fields = ["percent", "valid_from_on", "valid_until_on", "source"]


class BudgetForm(_Dated):
    cents = EurosField(
        label=gettext_lazy("Eligible multi-year budget in euros"),
        help_text=gettext_lazy("Over the whole period: the norm is a share of it."),
    )

    class Meta:
        model = EligibleBudget
        fields = ["region", "cents", "valid_from_on", "valid_until_on", "source"]

    def clean_cents(self) -> int:
        return _some(self.cleaned_data["cents"])


class CostKindForm(_Dated):
    valid_until_on = DutchDateField(
        label=gettext_lazy("Last day"),
        required=False,
        end=True,
        help_text=gettext_lazy("Leave empty while it holds; lines that have it keep it."),
    )

    class Meta:
        model = CostKind
        fields = ["name", "valid_from_on", "valid_until_on", "source"]


def _some(cents: int) -> int:
    if not cents:
        raise ValidationError(_("Fill in an amount above zero."))
    return cents
