"""A format loaded: as a file, or as the text of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .reading import ReadFormat, read_format

MOST_BYTES = 500_000


class FormatForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A .json, as every format on this site can be downloaded."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text of the file"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )
    found: ReadFormat | None = None

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        if self.errors:
            return kept
        text = self._text(kept)
        if not text.strip():
            self.add_error(None, _("Choose a file, or paste its text."))
            return kept
        self.found = read_format(text)
        for problem in self.found.problems:
            self.add_error(None, problem)
        return kept

    def _text(self, kept: dict[str, Any]) -> str:
        upload = kept.get("file")
        if upload is None:
            return kept.get("text") or ""
        if upload.size > MOST_BYTES:
            self.add_error("file", _("This file is too large to be a format."))
            return ""
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("This is no text file."))
            return ""
        # What was sent as a file is shown, so that it can be put right on the page.
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["text"] = text  # type: ignore[index]
        return text
