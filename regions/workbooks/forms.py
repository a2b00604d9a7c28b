"""The form that takes a workbook."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from .opening import macro_workbook, no_workbook, old_excel, open_document, text_file

SENTENCES = {
    ".xls": old_excel,
    ".xlsm": macro_workbook,
    ".ods": open_document,
    ".csv": text_file,
    ".txt": text_file,
}


NO_FILE = {"required": gettext_lazy("Choose a file.")}


class WorkbookField(forms.FileField):
    """A file whose name ends as one of `endings`; what is in it is looked at when it is opened."""

    def __init__(self, *, endings: tuple[str, ...], **options: Any) -> None:
        super().__init__(**{"error_messages": NO_FILE, **options})
        self.endings = endings

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            ending = PurePath(file.name or "").suffix.lower()
            if ending not in self.endings:
                raise ValidationError(SENTENCES.get(ending, no_workbook)())
        return file


def upload_field(label: Any, *endings: str) -> forms.FileField:
    return WorkbookField(
        endings=endings,
        label=label,
        help_text=gettext_lazy("At most 5 MB. First you see what was found; nothing is saved yet."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(endings)}),
    )


class UploadForm(forms.Form):
    file = upload_field(gettext_lazy("Workbook (.xlsx)"), ".xlsx")
