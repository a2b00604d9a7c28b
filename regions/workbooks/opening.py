"""Let a file in, or say in one sentence why not. Nothing is unpacked before its size is known."""

import io
import re
import zipfile
import zlib
from os import PathLike
from typing import BinaryIO

from django.utils.translation import gettext as _

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_PARTS = 500
MAX_CELLS = 200_000

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
CELL_TAG = re.compile(rb"<(?:\w+:)?c[ />]")


class Refused(Exception):
    """The file cannot be read; its text is for the person who uploaded it."""


def read_bytes(file: bytes | str | PathLike | BinaryIO) -> bytes:
    """At most one byte more than allowed is read, so that a huge file costs nothing."""
    try:
        content = _start_of(file)
    except OSError as error:
        raise Refused(_("This file cannot be opened.")) from error
    if len(content) > MAX_FILE_BYTES:
        raise Refused(
            _("This file is larger than 5 MB. Remove pictures and sheets that are not needed.")
        )
    return content


def _start_of(file: bytes | str | PathLike | BinaryIO) -> bytes:
    if isinstance(file, bytes | bytearray):
        return bytes(file)
    if isinstance(file, str | PathLike):
        with open(file, "rb") as opened:
            return opened.read(MAX_FILE_BYTES + 1)
    file.seek(0)
    return file.read(MAX_FILE_BYTES + 1)


def open_package(content: bytes) -> zipfile.ZipFile:
    """The workbook as a zip of which every part is small, plain XML and free of tricks."""
    if not content:
        raise Refused(_("This file is empty."))
    if content.startswith(OLE_MAGIC):
        raise Refused(_refusal_for_ole(content))
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Refused(_refusal_for_other(content)) from error
    _refuse_wrong_kind(package, {part.filename for part in parts})
    _refuse_wrong_size(parts)
    for part in parts:
        _refuse_hostile_part(package, part)
    return package


def _refusal_for_ole(content: bytes) -> str:
    if ENCRYPTED_PACKAGE in content:
        return _("This workbook has a password. Remove the password in Excel and upload it again.")
    return _("This is an old Excel file (.xls). Save it in Excel as .xlsx and upload it again.")


def _refusal_for_other(content: bytes) -> str:
    start = content[:2000]
    if b"\0" not in start and any(mark in start for mark in b";,\t"):
        return _(
            "This is a text file (.csv). Open it in Excel, save it as .xlsx and upload it again."
        )
    return _("This is not an Excel workbook. Upload a file that was saved as .xlsx.")


def _refuse_wrong_kind(package: zipfile.ZipFile, names: set[str]) -> None:
    if "[Content_Types].xml" not in names or not any(
        name.endswith("workbook.xml") for name in names
    ):
        raise Refused(_("This is not an Excel workbook. Upload a file that was saved as .xlsx."))
    types = _unpack(package, package.getinfo("[Content_Types].xml"))
    if b"macroEnabled" in types:
        raise Refused(
            _("This workbook has macros (.xlsm). Save it in Excel as .xlsx and upload it again.")
        )


def _refuse_wrong_size(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise Refused(
            _("This workbook is too large when unpacked. Keep only the sheets with the plan.")
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(
            _("This workbook has a password. Remove the password in Excel and upload it again.")
        )


def _refuse_hostile_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if not part.filename.lower().endswith((".xml", ".rels")):
        return
    content = _unpack(package, part)
    if b"\0" in content[:4] or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused(_("This workbook is damaged. Open it in Excel, save it again and upload it."))
    cells = sum(1 for _match in CELL_TAG.finditer(content)) if "worksheets/" in part.filename else 0
    if cells > MAX_CELLS:
        raise Refused(
            _("A sheet in this workbook has too many cells. Keep only the rows with the plan.")
        )


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The part as far as its stated size, whatever the stream would still give."""
    if part.file_size > MAX_UNPACKED_BYTES:
        raise Refused(
            _("This workbook is too large when unpacked. Keep only the sheets with the plan.")
        )
    try:
        with package.open(part) as stream:
            return stream.read(part.file_size)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise Refused(
            _("This workbook is damaged. Open it in Excel, save it again and upload it.")
        ) from error
