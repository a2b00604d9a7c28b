from django import forms
from django.utils.translation import gettext_lazy as _

from regions.months import Month

from .models import SteeringGroup


class SteeringGroupForm(forms.ModelForm):
    """The mandate and the rhythm of the digest, kept by the bureau."""

    class Meta:
        model = SteeringGroup
        fields = [
            "region",
            "label",
            "mandate",
            "rhythm",
            "digest_working_day",
            "digests_from_on",
            "wants_empty_digests",
        ]
        widgets = {
            "region": forms.HiddenInput,
            "mandate": forms.Textarea(attrs={"rows": 3}),
            "digests_from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].disabled = True

    def clean_mandate(self) -> str:
        mandate = self.cleaned_data["mandate"].strip().rstrip(".")
        if not mandate:
            raise forms.ValidationError(_("Write what the group decides and watches."))
        return mandate

    def clean_digests_from_on(self):
        return Month.of(self.cleaned_data["digests_from_on"]).first_day
