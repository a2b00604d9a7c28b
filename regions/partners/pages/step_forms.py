"""Forms of a step on the ladder and of the evidence under it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.editing import EditForm
from regions.fields import DutchDateField, not_later
from regions.models import Region
from regions.partners.files import EvidenceField
from regions.partners.ladder.ladder import Rung
from regions.partners.models import Partnership, Proof


class StepForm(forms.Form):
    """Confirm the step that is proposed; another one asks why."""

    step = forms.ChoiceField(
        label=gettext_lazy("Step"), choices=Partnership.Step.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Why another step than the facts carry?"),
        max_length=140,
        required=False,
        help_text=gettext_lazy("Only needed when you choose another step than is proposed."),
    )

    def __init__(self, *args: Any, proposed: Rung, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        step = kept.get("step")
        if step and Rung.of(step) != self.proposed and not kept.get("reason"):
            self.add_error("reason", _("Write down why you choose another step."))
        return kept


class ProofForm(EditForm):
    """Evidence beside the talks."""

    dated_on = DutchDateField(label=gettext_lazy("Date"))
    valid_until_on = DutchDateField(
        label=gettext_lazy("Valid until"),
        required=False,
        end=True,
        help_text=gettext_lazy("May stay empty: then it holds without end."),
    )
    file = EvidenceField(label=gettext_lazy("File"), required=False)

    class Meta:
        model = Proof
        fields = ["kind", "text", "dated_on", "valid_until_on"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["kind"].choices = Proof.Kind.choices  # type: ignore[attr-defined]

    def keep(self, region: Region, by: User) -> Proof:
        """The evidence, with the file where there is one."""
        if file := self.cleaned_data["file"]:
            self.instance.document = file.keep(region, by)
        return self.save()

    def clean_dated_on(self) -> date:
        return not_later(self.cleaned_data["dated_on"], self.today)
