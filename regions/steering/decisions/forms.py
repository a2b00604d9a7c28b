"""What a member fills in about a proposal, and how the list of decisions is cut."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.plans.models import PlanChange
from regions.steering.models import Vote

TAKEN = (PlanChange.State.ACCEPTED, PlanChange.State.REJECTED)


class VoteForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Vote.Answer.choices,
        error_messages={
            "required": _("Choose whether you are in favour."),
            "invalid_choice": _("Choose whether you are in favour."),
        },
    )
    note = forms.CharField(
        label=_("Note with your answer (not obliged)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class DecisionFilter(forms.Form):
    """The kind and the outcome in the address; what is unknown filters nothing."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), *PlanChange.Kind.choices],
        widget=forms.Select({"class": "form-select"}),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("All")), *((state.value, state.label) for state in TAKEN)],
        widget=forms.Select({"class": "form-select"}),
    )
