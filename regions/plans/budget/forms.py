"""Forms: the costs of one activity, and the years that a detail works out."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.dutch import decimal_text, euros, years_text
from regions.editing import EditForm
from regions.fields import EurosField, ParsedField
from regions.models.validity import holding
from regions.plans.models import Activity, BudgetLine, CostKind, Plan
from regions.plans.models.budget import product_cents

from .details import periods_of, suggested

MOST_LINES = 60
MOST_OF_ONE = Decimal(10_000_000)
SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}


class QuantityField(ParsedField):
    """ "200", "1.250" or "0,8"; two decimals."""

    def judged(self, number: Decimal, typed: Any) -> Decimal:
        if not 0 < number <= MOST_OF_ONE or number != round(number, 2):
            raise ValidationError(_("Write a quantity such as 200 or 0,8."))
        return number

    def prepare_value(self, value: Any) -> Any:
        return decimal_text(value, 2).removesuffix(",00") if isinstance(value, Decimal) else value


class BudgetLineForm(EditForm):
    """Quantity times price makes the amount; without those two the amount is filled in."""

    quantity = QuantityField(
        label=gettext_lazy("Quantity"), required=False, widget=forms.TextInput(SHORT)
    )
    price_cents = EurosField(
        label=gettext_lazy("Price"), required=False, widget=forms.TextInput(SHORT)
    )
    cents = EurosField(label=gettext_lazy("Amount"), required=False, widget=forms.TextInput(SHORT))
    cofinancing_cents = EurosField(
        label=gettext_lazy("Of which co-financing"), required=False, widget=forms.TextInput(SHORT)
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None
    )

    class Meta:
        model = BudgetLine
        fields = [
            "kind", "text", "year", "quantity", "unit", "price_cents", "cents", "cofinancing_cents",
        ]  # fmt: skip
        labels = {"text": gettext_lazy("What for?"), "unit": gettext_lazy("Unit")}
        widgets = {"unit": forms.TextInput({"class": "short", "placeholder": "uur, stuk"})}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance.kind_id
        self.fields["kind"].queryset = kinds_on(timezone.localdate(), kept)  # type: ignore[attr-defined]
        self.fields["kind"].empty_label = _("Choose a kind")  # type: ignore[attr-defined]
        years = set(range(plan.starts_on.year, plan.ends_on.year + 1)) | {self.instance.year}
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            ("", _("whole period")),
            *((str(year), str(year)) for year in sorted(year for year in years if year)),
        ]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        quantity, price = kept.get("quantity"), kept.get("price_cents")
        if "quantity" in self.errors or "price_cents" in self.errors or "cents" in self.errors:
            return kept
        if (quantity is None) != (price is None):
            name = "price_cents" if price is None else "quantity"
            self.add_error(name, _("A quantity and a price belong together."))
        elif quantity is not None:
            self._multiply(kept, product_cents(quantity, price or 0))
        elif kept.get("cents") is None:
            self.add_error("cents", _("Fill in an amount, or a quantity and a price."))
        kept["cofinancing_cents"] = kept.get("cofinancing_cents") or 0
        return kept

    def _multiply(self, kept: dict[str, Any], product: int) -> None:
        """An amount that was counted before and not touched follows the quantity and the price."""
        typed = kept.get("cents")
        if typed is not None and typed != product and "cents" in self.changed_data:
            told = _("Quantity times price is %(product)s. Leave the amount empty, or change them.")
            self.add_error("cents", told % {"product": euros(product)})
        kept["cents"] = product


class BudgetFormSet(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "plan": self.instance.plan}


budget_formset = forms.inlineformset_factory(
    Activity, BudgetLine, form=BudgetLineForm, formset=BudgetFormSet, extra=2, max_num=MOST_LINES
)


def kinds_on(day: Any, kept: int | None = None) -> Any:
    """The kinds of costs that hold on a day, and the one that a line has already."""
    return CostKind.objects.filter(holding(day) | Q(pk=kept))


class DetailForm(forms.Form):
    """Which years are worked out: those that come next, unless somebody chooses others."""

    first = forms.ChoiceField(label=gettext_lazy("Which years?"))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].choices = [  # type: ignore[attr-defined]
            (first.isoformat(), years_text(first.year, last.year))
            for first, last in periods_of(plan)
        ]
        next_one = suggested(plan, timezone.localdate())
        self.fields["first"].initial = next_one[0].isoformat() if next_one else None
