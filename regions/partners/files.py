"""Files that people hand in as evidence: which kinds, how large, and whether they are what they
say. They are kept in the database, as `Document`."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.models import User
from regions.models import Region

from .models import Document
from .models.documents import LARGEST

OFFICE = "application/vnd.openxmlformats-officedocument."
LONGEST_NAME = 160
UNWANTED = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\ud800-\udfff\"\\/:*?<>|]+")


def given(row: Document) -> HttpResponse:
    """The file as an attachment, never shown in the page."""
    response = HttpResponse(bytes(row.content), content_type=row.content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@dataclass(frozen=True)
class Kind:
    content_type: str
    is_really: Callable[[bytes], bool]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _is_office(folder: str) -> Callable[[bytes], bool]:
    def check(content: bytes) -> bool:
        try:
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            return False
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        is_package = "[Content_Types].xml" in names and not has_macros
        return is_package and any(name.startswith(folder) for name in names)

    return check


KINDS = {
    "pdf": Kind("application/pdf", _begins(b"%PDF-")),
    "png": Kind("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": Kind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "docx": Kind(f"{OFFICE}wordprocessingml.document", _is_office("word/")),
    "xlsx": Kind(f"{OFFICE}spreadsheetml.sheet", _is_office("xl/")),
}


@dataclass(frozen=True)
class Checked:
    name: str
    content_type: str
    content: bytes

    def keep(self, region: Region, by: User | None) -> Document:
        return Document.objects.create(
            region=region,
            name=self.name,
            content_type=self.content_type,
            content=self.content,
            size=len(self.content),
            uploaded_by=by,
        )


def checked(upload: UploadedFile) -> Checked:
    """The file with a clean name; ValidationError with a sentence when it is not allowed."""
    name = _clean_name(upload.name or "")
    ending = name.rpartition(".")[2].lower()
    kind = KINDS.get(ending)
    if kind is None:
        raise ValidationError(_("Choose a PDF, a picture (png, jpg), or a docx or xlsx file."))
    if (upload.size or 0) > LARGEST:
        raise ValidationError(_("This file is larger than 5 MB. Choose a smaller one."))
    content = upload.read(LARGEST + 1)
    if not content:
        raise ValidationError(_("This file is empty."))
    if len(content) > LARGEST or not kind.is_really(content):
        message = _("The content of this file is not %(kind)s. Save it again and choose it anew.")
        raise ValidationError(message % {"kind": ending})
    return Checked(name, kind.content_type, content)


def _clean_name(name: str) -> str:
    bare = UNWANTED.sub(" ", name.replace("\\", "/").rpartition("/")[2])
    bare = " ".join(bare.split()).strip(" .")
    stem, dot, ending = bare.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[-LONGEST_NAME:]


class EvidenceField(forms.FileField):
    """A file that is checked; the form gets it as `Checked`."""

    widget = forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in KINDS)})
    default_help = gettext_lazy("PDF, png, jpg, docx or xlsx; at most 5 MB.")

    def __init__(self, **kwargs) -> None:
        texts = {"required": gettext_lazy("Choose a file.")}
        super().__init__(**{"help_text": self.default_help, "error_messages": texts, **kwargs})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return checked(upload) if isinstance(upload, UploadedFile) else upload
