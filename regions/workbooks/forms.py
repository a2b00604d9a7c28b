"""The form that takes a workbook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


def upload_field(label: Any, accept: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=gettext_lazy("At most 5 MB. First you see what was found; nothing is saved yet."),
        widget=forms.ClearableFileInput(attrs={"accept": accept}),
    )


class UploadForm(forms.Form):
    file = upload_field(gettext_lazy("Workbook (.xlsx)"), ".xlsx")
