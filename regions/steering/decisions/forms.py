"""What a member fills in about a proposal, and how the list of decisions is cut."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.plans.models import PlanChange
from regions.steering.models import Vote
from regions.web.lists import Choice, ListFilter

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


class ConcludeForm(forms.Form):
    """`seen` is the mark of the answers that stood on the page."""

    reason = forms.CharField(
        label=_("Why do you not wait for the others?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you reopen the decision?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write why you reopen the decision.")},
    )


class DecisionFilter(ListFilter):
    kind = Choice(_("Kind"), _("All"), PlanChange.Kind.choices)
    outcome = Choice(_("Outcome"), _("All"), [(state.value, state.label) for state in TAKEN])
