"""Where a webhook is told, of what, and until when."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from sto_portal.api.forms import EndingForm
from sto_portal.api.models import Heard

from .wire import NotReached, parts_of


class HookForm(EndingForm):
    address = forms.CharField(
        label=gettext_lazy("Address of the program"),
        max_length=500,
        help_text=gettext_lazy("Begins with https://. The portal sends its messages there."),
        error_messages={"required": gettext_lazy("Write the address to send to.")},
    )
    heard = forms.MultipleChoiceField(
        label=gettext_lazy("Tell it that"),
        choices=Heard.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only in regions where you may read this yourself."),
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    field_order = ("purpose", "address", "heard", "last_on")
    after = gettext_lazy("At the latest %(day)s. After that nothing is sent any more.")

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            parts_of(address)
        except NotReached as wrong:
            raise ValidationError(str(wrong)) from wrong
        return address
