"""The form that takes the file of a layout."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.workbooks.forms import NO_FILE

from .layout import layout_from

MOST_BYTES = 200_000


class LayoutForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File with the layout (.json)"),
        help_text=gettext_lazy("Name, source, days, and of each sheet which column holds what."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        error_messages=NO_FILE,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is too large for a layout."))
        layout = layout_from(file.read())
        try:
            layout.full_clean()
        except ValidationError as refused:
            raise ValidationError(refused.messages) from refused
        return layout
