"""Whatever is uploaded: a plain sentence, never an exception, and nothing unpacked blindly."""

import io
import zipfile
from datetime import datetime

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from regions.plans.imports.workbook import read_plan
from regions.workbooks.opening import MAX_FILE_BYTES

from . import workbooks

SHEET = "xl/worksheets/sheet1.xml"


def only_problem(content: bytes) -> str:
    plan = read_plan(content)
    assert plan.activities == ()
    (problem,) = plan.problems
    return problem.message


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"Actielijn;Activiteit\n1;Meidenmiddag\n", ".csv"),
        (b"%PDF-1.7\0\0\0", ".xlsx"),
        (b"PK\x03\x04 and nothing more\0", ".xlsx"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), ".xlsx"),
        (b"x" * (MAX_FILE_BYTES + 1), "5 MB"),
    ],
)
def test_a_file_that_is_no_workbook_gets_one_plain_sentence(content, word):
    with override("en"):
        assert word in only_problem(content)


def test_a_file_that_is_not_there_is_a_problem_not_an_exception(tmp_path):
    assert read_plan(tmp_path / "plan.xlsx").errors


def test_a_path_and_an_open_file_are_read_alike(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbooks.neat())
    with path.open("rb") as opened:
        assert read_plan(path) == read_plan(opened) == read_plan(str(path))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = workbooks.replaced_part(workbooks.neat(), SHEET, lambda _xml: b" " * 60_000_000)
    assert len(bomb) < 200_000
    assert only_problem(bomb)


def test_a_zip_that_lies_about_its_sizes_is_refused_or_read_within_bounds():
    content = bytearray(
        workbooks.replaced_part(workbooks.neat(), SHEET, lambda _xml: b" " * 60_000_000)
    )
    directory = content.rfind(b"PK\x01\x02")
    while directory > 0:
        content[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
        directory = content.rfind(b"PK\x01\x02", 0, directory)
    assert read_plan(bytes(content)).errors


def test_entities_are_refused():
    hostile = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    assert only_problem(workbooks.replaced_part(workbooks.neat(), SHEET, lambda _xml: hostile))


def test_a_merge_over_the_whole_sheet_does_not_hang():
    def merge(xml: bytes) -> bytes:
        merges = b"".join(b'<mergeCell ref="A1:XFD1048576"/>' for _n in range(50))
        return xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")

    assert read_plan(workbooks.replaced_part(workbooks.neat(), SHEET, merge)).errors


def test_too_many_cells_are_refused():
    def fill(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", b"<row>" + b"<c/>" * 200_001 + b"</row></sheetData>")

    assert only_problem(workbooks.replaced_part(workbooks.neat(), SHEET, fill))


def test_a_macro_workbook_is_refused():
    changed = workbooks.replaced_part(
        workbooks.neat(),
        "[Content_Types].xml",
        lambda xml: xml.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"),
    )
    assert ".xlsx" in only_problem(changed)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(content):
    assert read_plan(content).errors


NEAT = workbooks.neat()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(NEAT) - 1), st.integers(0, 255)), max_size=20))
def test_no_damage_to_a_workbook_makes_it_fail(changes):
    content = bytearray(NEAT)
    for place, byte in changes:
        content[place] = byte
    read_plan(bytes(content))


PARTS = sorted(zipfile.ZipFile(io.BytesIO(NEAT)).namelist())


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PARTS), st.integers(0, 5000), st.binary(min_size=1, max_size=12))
def test_no_damage_inside_a_part_makes_it_fail(name, place, inserted):
    def damage(xml: bytes) -> bytes:
        return xml[: place % (len(xml) + 1)] + inserted + xml[place % (len(xml) + 1) :]

    read_plan(workbooks.replaced_part(NEAT, name, damage))


VALUES = st.one_of(
    st.none(),
    st.text(
        st.characters(codec="utf-8", exclude_characters="".join(map(chr, range(32)))), max_size=40
    ),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(min_value=datetime(1901, 1, 1)),
    st.sampled_from(
        [
            "Totaal",
            "Actielijn 2: Stages",
            "* noot",
            "#REF!",
            "pm",
            "n.v.t.",
            "1-9-2026",
            "€ 12,50",
            "1.1",
            "1e999",
            "=1/0",
            "=A1",
            "titel – 1-2-2027; – ;",
            "120%",
            "²",
            "٣",
            "€",
            "1-1-0001",
            "31-02-2027",
            "-",
            "NaN",
            "inf",
        ]
    ),
    st.sampled_from(workbooks.HEADERS),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(VALUES, max_size=12), max_size=12), st.booleans())
def test_no_values_in_the_cells_make_it_fail(rows, under_headers):
    book = Workbook()
    if under_headers:
        book.active.append(workbooks.HEADERS)
    for row in rows:
        book.active.append(row)
    beside = book.create_sheet("Mijlpalen")
    beside.append(["Nr activiteit", "Mijlpaal", "Datum", "Aandeel"])
    for row in rows:
        beside.append(row[:4])
    plan = read_plan(workbooks.saved(book))
    assert plan.activities or plan.errors
