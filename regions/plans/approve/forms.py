"""Forms of the bureau: approve a submitted plan, or return it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.fields import DutchDateField


class ApproveForm(forms.Form):
    approved_on = DutchDateField(label=gettext_lazy("Approved on"))
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For example the number of the decision on the grant."),
    )

    def __init__(self, *args: Any, is_detail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_detail:
            self.fields["approved_on"].label = _("Date of the letter of DUS-I")
            self.fields["reference"].label = _("Reference of the letter of DUS-I")
            self.fields["reference"].required = True


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What has to be better?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
