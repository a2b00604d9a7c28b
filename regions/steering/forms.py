from django import forms

from regions.months import Month

from .models import SteeringGroup


class SteeringGroupForm(forms.ModelForm):
    """The rhythm of the digest and what the group is called, kept by the bureau."""

    class Meta:
        model = SteeringGroup
        fields = [
            "region",
            "label",
            "rhythm",
            "digest_working_day",
            "digests_from_on",
            "wants_empty_digests",
        ]
        widgets = {
            "region": forms.HiddenInput,
            "digests_from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].disabled = True

    def clean_digests_from_on(self):
        return Month.of(self.cleaned_data["digests_from_on"]).first_day
