from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.editing import EditForm
from regions.fields import DayField
from regions.models import STEERING_ROLES, Role
from regions.months import Month

from .models import SteeringGroup


class SteeringGroupForm(EditForm):
    """What the group is called, the rhythm of its digest and who gets it, kept by the bureau."""

    mailed_roles = forms.MultipleChoiceField(
        label=_("Who gets the digest by mail"),
        choices=[(role.value, role.label) for role in Role if role in STEERING_ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody in the group reads it in the portal."),
    )

    class Meta:
        model = SteeringGroup
        fields = [
            "region",
            "label",
            "rhythm",
            "digest_working_day",
            "digests_from_on",
            "wants_empty_digests",
            "mails_addenda",
            "hears_of_money",
            "digests_before_meetings",
            "mailed_roles",
        ]
        widgets = {
            "region": forms.HiddenInput,
        }
        field_classes = {"digests_from_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].disabled = True

    def clean_digests_from_on(self):
        return Month.of(self.cleaned_data["digests_from_on"]).first_day
