"""Let a file in, or say in one sentence why not. Nothing is unpacked before its size is known.

Every part of the zip is looked at, whatever it is called: which of them a reader will take for a
sheet, the styles or the texts is written inside the file, so a name promises nothing.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from os import PathLike
from typing import BinaryIO
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from .sheets import MAX_CELLS

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_PARTS = 500
MAX_ELEMENTS = 1_000_000  # in all parts together; a cell with a value is two
MAX_SMALL_PART_BYTES = 2 * 1024 * 1024
MAX_SMALL_PART_ELEMENTS = 60_000

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*/>")  # has a colour perhaps, and no value
CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
TYPES = "[Content_Types].xml"
WORKBOOK_TYPE = b"spreadsheetml.sheet.main+xml"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
# openpyxl builds these whole, with an object for each element.
SMALL_NAMES = ("[content_types].xml", ".rels", "styles.xml", "workbook.xml")
SMALL_TYPES = re.compile(rb"\.(?:styles|sheet\.main|relationships|theme)\+xml$")
DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


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
    _refuse_wrong_size(parts)
    small = _small_parts(_types(package))
    elements = 0
    for part in parts:
        elements += _elements(package, part, small)
        if elements > MAX_ELEMENTS:
            raise too_large()
    return package


def too_large() -> Refused:
    return Refused(
        _("This workbook is too large when unpacked. Keep only the sheets with the plan.")
    )


def too_many_cells() -> Refused:
    return Refused(
        _("A sheet in this workbook has too many cells. Keep only the rows with the plan.")
    )


def damaged() -> Refused:
    return Refused(_("This workbook is damaged. Open it in Excel, save it again and upload it."))


def old_excel() -> str:
    return _("This is an old Excel file (.xls). Save it in Excel as .xlsx and upload it again.")


def open_document() -> str:
    return _(
        "This is an OpenDocument file (.ods). Save it as an Excel workbook (.xlsx) "
        "and upload it again."
    )


def macro_workbook() -> str:
    return _("This workbook has macros (.xlsm). Save it in Excel as .xlsx and upload it again.")


def text_file() -> str:
    return _("This is a text file (.csv). Open it in Excel, save it as .xlsx and upload it again.")


def no_workbook() -> str:
    return _("This is not an Excel workbook. Upload a file that was saved as .xlsx.")


def _refusal_for_ole(content: bytes) -> str:
    if ENCRYPTED_PACKAGE in content:
        return _("This workbook has a password. Remove the password in Excel and upload it again.")
    return old_excel()


def _refusal_for_other(content: bytes) -> str:
    start = content[:2000]
    is_text = b"\0" not in start and any(mark in start for mark in b";,\t")
    return text_file() if is_text else no_workbook()


def _types(package: zipfile.ZipFile) -> bytes:
    """The part that says what every other part is, once it says that this is a workbook."""
    names = set(package.namelist())
    if "mimetype" in names and OPEN_DOCUMENT in _unpack(package, package.getinfo("mimetype")):
        raise Refused(open_document())
    if TYPES not in names:
        raise Refused(no_workbook())
    _elements(package, package.getinfo(TYPES), set())
    types = _unpack(package, package.getinfo(TYPES))
    if b"macroEnabled" in types:
        raise Refused(macro_workbook())
    if WORKBOOK_TYPE not in types:
        raise Refused(no_workbook())
    return types


def _small_parts(types: bytes) -> set[str]:
    """The names, in small letters, of the parts that are small in every real workbook."""
    try:
        stated = list(_stated(types))
    except ElementTree.ParseError as error:
        raise damaged() from error
    return {name for name, kind in stated if SMALL_TYPES.search(kind.encode())}


def _stated(types: bytes) -> Iterator[tuple[str, str]]:
    for element in ElementTree.fromstring(types):  # noqa: S314 - entities were refused
        yield element.get("PartName", "").lstrip("/").lower(), element.get("ContentType", "")


def _refuse_wrong_size(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise too_large()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(
            _("This workbook has a password. Remove the password in Excel and upload it again.")
        )


def _elements(package: zipfile.ZipFile, part: zipfile.ZipInfo, small: set[str]) -> int:
    """How many elements the part can hold at most; Refused when that, or what it says, is odd."""
    content = _unpack(package, part)
    if _declares(content):
        raise damaged()
    cells = sum(1 for _match in CELL_TAG.finditer(content))
    if cells > MAX_CELLS and cells - sum(1 for _m in EMPTY_CELL.finditer(content)) > MAX_CELLS:
        raise too_many_cells()
    tags = content.count(b"<")
    name = part.filename.lower()
    if (name in small or name.endswith(SMALL_NAMES)) and (
        len(content) > MAX_SMALL_PART_BYTES or tags > MAX_SMALL_PART_ELEMENTS
    ):
        raise Refused(too_much_work())
    return tags - content.count(b"</")


def too_much_work() -> str:
    return _(
        "This file takes too much computing. Copy the cells with your data to a new, "
        "empty workbook and upload that."
    )


def _declares(content: bytes) -> bool:
    """Whether the part declares entities, or is XML in an encoding that hides whether it does."""
    start = content[:4]
    hides = b"\0" in start and (b"<" in start or start.startswith(BYTE_ORDER_MARKS))
    return hides or any(word in content for word in DECLARATIONS)


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The part as far as its stated size, whatever the stream would still give."""
    if part.file_size > MAX_UNPACKED_BYTES:
        raise too_large()
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
        raise damaged() from error
