"""The form that takes a workbook."""

from django import forms
from django.utils.translation import gettext_lazy


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Workbook (.xlsx)"),
        help_text=gettext_lazy("At most 5 MB. First you see what was found; nothing is saved yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
