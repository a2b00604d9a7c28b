"""A file from outside costs a bounded amount of a process of its own, whatever stands in it."""

import io
import os
import re
import resource
import subprocess
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import Workbook

from electives.national_list.workbook import read_list
from regions.partners.money_import.workbook import read_contributions
from regions.plans.imports.workbook import read_plan
from regions.workbooks import reading
from regions.workbooks.forms import UploadForm
from regions.workbooks.opening import MAX_ELEMENTS, Refused, open_package
from regions.workbooks.parsing import MAX_CHARACTERS
from regions.workbooks.reading import read_sheets

SHEET, STYLES, TYPES = "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TEXTS_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
READERS = [read_plan, read_contributions, read_list]


def workbook(rows: int = 3) -> dict[str, bytes]:
    """The parts of a workbook of `rows` rows, by their names."""
    book = Workbook()
    for number in range(rows):
        book.active.append([f"Techniekclub {number}", number, "1-9-2026", "leerlingen"] * 3)
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return written.getvalue()


def moved(parts: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The same workbook with a part under another name, as its relationships say."""
    short = old.removeprefix("xl/").encode(), new.removeprefix("xl/").encode()
    return {new if name == old else name: body.replace(*short) for name, body in parts.items()}


def many_formats(count: int) -> bytes:
    parts = workbook()
    some = b"<cellXfs>" + b"<xf/>" * count + b"</cellXfs>"
    parts[STYLES] = re.sub(rb"<cellXfs.*</cellXfs>", some, parts[STYLES], flags=re.DOTALL)
    assert parts[STYLES].count(b"<xf/>") == count
    return zipped(parts)


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sentence(content: bytes) -> str:
    with override("en"), pytest.raises(Refused) as refusal:
        read_sheets(content)
    return str(refusal.value)


@pytest.mark.parametrize("read", READERS)
def test_three_kilobytes_of_formats_cost_every_import_no_more_than_a_count(read):
    content = many_formats(400_000)
    assert len(content) < 12_000
    here, children = time.process_time(), seconds_of_children()
    with override("en"):
        (problem,) = read(content).problems
    assert "too much computing" in problem.message
    assert time.process_time() - here < 1
    assert seconds_of_children() == children


def test_what_passes_every_count_still_ends_at_its_seconds(monkeypatch):
    monkeypatch.setattr(reading, "WITHIN_SECONDS", 0.01)
    assert "too much computing" in sentence(zipped(workbook()))


def test_a_reader_that_computes_too_long_is_ended_by_the_kernel():
    busy = (
        "from regions.workbooks import parsing as p; p.CPU_SECONDS = 1; p._bound_this_process()\n"
    )
    ended = subprocess.run(
        [reading.sys.executable, "-c", busy + "while True: pass"], check=False, timeout=30
    )
    assert ended.returncode < 0


def test_a_reader_that_grows_too_large_is_refused_its_memory():
    grows = "from regions.workbooks import parsing as p; p._bound_this_process(); bytes(900 << 20)"
    ended = subprocess.run(
        [reading.sys.executable, "-c", grows], check=False, capture_output=True, timeout=30
    )
    assert b"MemoryError" in ended.stderr


def test_the_reader_gets_none_of_our_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    told = "import os, pickle, sys; sys.stdout.buffer.write(pickle.dumps(str(dict(os.environ))))"
    monkeypatch.setattr(reading, "COMMAND", [reading.sys.executable, "-c", told])
    assert "secret" in str(dict(os.environ))
    assert "secret" not in reading._answer(b"")


def test_an_answer_that_is_no_grid_is_not_built(monkeypatch):
    told = "import pickle, sys, os; sys.stdout.buffer.write(pickle.dumps(os.system))"
    monkeypatch.setattr(reading, "COMMAND", [reading.sys.executable, "-c", told])
    with pytest.raises(reading.pickle.UnpicklingError):
        reading._answer(b"")


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.dat", "xl/bladen/sheet1.XML", "xl/x.png"])
def test_a_sheet_is_a_sheet_whatever_its_name(name):
    parts = moved(workbook(), SHEET, name)
    (sheet,) = read_sheets(zipped(parts))
    assert sheet.own(1, 1).value == "Techniekclub 0"

    cells = parts | {
        name: parts[name].replace(b"</sheetData>", b"<c/>" * 200_001 + b"</sheetData>")
    }
    assert "too many cells" in sentence(zipped(cells))

    declares = parts | {name: DOCTYPE.encode() + parts[name]}
    assert "damaged" in sentence(zipped(declares))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_entities_are_found_in_every_encoding_that_a_parser_would_read(encoding):
    hidden = f"<?xml version='1.0'?>{DOCTYPE}<worksheet/>".encode(encoding)
    assert "damaged" in sentence(zipped(workbook() | {"xl/media/logo.png": hidden}))


def test_styles_under_another_name_are_counted_as_styles():
    parts = workbook()
    many = b"<styleSheet>" + b"<xf/>" * 100_000 + b"</styleSheet>"
    parts[TYPES] = parts[TYPES].replace(b"/xl/styles.xml", b"/xl/other.dat")
    assert "too much computing" in sentence(zipped(parts | {"xl/other.dat": many}))


def test_all_parts_together_have_a_most():
    half = b"<si/>" * (MAX_ELEMENTS // 2)
    parts = workbook() | {"xl/sharedStrings.xml": half, "xl/other.bin": half}
    assert "too large" in sentence(zipped(parts))


def test_a_text_that_many_cells_share_counts_for_each_of_them():
    parts = workbook()
    stated = b'<Override PartName="/xl/texts.xml" ContentType="' + TEXTS_TYPE + b'"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", stated)
    text = b"<si><t>" + b"x" * (MAX_CHARACTERS // 50) + b"</t></si>"
    parts["xl/texts.xml"] = b"<sst xmlns='" + NAMESPACE + b"'>" + text + b"</sst>"

    def sharing(cells: int) -> bytes:
        rows = b"<row>" + b'<c t="s"><v>0</v></c>' * cells + b"</row>"
        sheet = parts[SHEET].partition(b"<sheetData>")[0] + b"<sheetData>" + rows
        return zipped(parts | {SHEET: sheet + b"</sheetData></worksheet>"})

    assert len(read_sheets(sharing(49))[0].cells) == 49
    assert "too many cells" in sentence(sharing(51))


def test_a_plan_of_four_hundred_rows_is_read_well_within_two_seconds():
    content = zipped(workbook(rows=400))
    began = time.perf_counter()
    (sheet,) = read_sheets(content)
    assert time.perf_counter() - began < 2
    assert sheet.own(400, 1).value == "Techniekclub 399"


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, ".ods"),
        ({TYPES: b"<Types/>", "xl/workbook.xml": b"<workbook/>"}, "not an Excel workbook"),
        ({TYPES: b"<Types " + MAIN_TYPE}, "damaged"),
        ({TYPES: MAIN_TYPE.replace(b"sheet.main", b"sheet.macroEnabled.main")}, ".xlsm"),
    ],
)
def test_another_kind_of_file_gets_a_sentence_of_its_own(parts, word):
    with override("en"), pytest.raises(Refused, match=re.escape(word)):
        open_package(zipped(parts))


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("plan.XLSX", ""),
        ("plan.xls", "(.xls)"),
        ("plan.xlsm", "(.xlsm)"),
        ("plan.ods", "(.ods)"),
        ("plan.csv", "(.csv)"),
        ("plan.pdf", "not an Excel workbook"),
        ("plan", "not an Excel workbook"),
    ],
)
def test_the_end_of_a_name_is_checked_too(name, word):
    form = UploadForm(files={"file": SimpleUploadedFile(name, b"x")})
    with override("en"):
        assert form.is_valid() == (not word)
        assert word in str(form.errors.get("file", ""))
