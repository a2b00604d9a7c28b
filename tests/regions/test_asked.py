"""Numbers that people type into an address."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from regions.asked import row_id


@given(st.text() | st.integers().map(str) | st.text("0123456789٣²-+ \x00", max_size=30))
def test_the_number_of_a_row_fits_the_database_or_is_none(text):
    number = row_id(text)
    assert number is None or (0 <= number < 2**63 and int(text) == number)


@given(st.integers(0, 10**18 - 1))
def test_every_number_that_a_row_can_have_is_found(number):
    assert row_id(str(number)) == number


@pytest.mark.parametrize("wrong", ["9" * 5000, "²", "-1", "1e5", "\x00"])
def test_a_number_that_nothing_has_is_no_crash(merenland, browse, wrong):
    client = browse(merenland.leader)
    for name, asked in (("contact_new", "partner"), ("contributions_overview", "year")):
        address = reverse(name, args=[merenland.slug])
        assert client.get(address, {asked: wrong}).status_code < 500
    marked = client.post(reverse("ideas_meeting", args=[merenland.slug]), {"idea": wrong})
    assert marked.status_code < 500


ROOT = Path(__file__).parent.parent.parent
LOOSE = re.compile(r"\.(isdigit|isdecimal|isnumeric)\(|\bint\((request\.|asked\b|.*\b(GET|POST)\b)")


def loose(source: str) -> list[str]:
    """Lines that take any sign that looks like a digit, "²" or "٣", for a number."""
    return [
        line.strip() for line in source.splitlines() if LOOSE.search(line) and "isascii" not in line
    ]


def test_what_people_type_becomes_a_number_by_row_id_alone():
    paths = [
        path
        for app in ("regions", "advisors", "electives", "sto_portal")
        for path in (ROOT / app).rglob("*.py")
        if "workbooks" not in path.parts  # cells of a sheet, by their own patterns
    ]
    assert len(paths) > 400
    found = {str(path): lines for path in paths if (lines := loose(path.read_text()))}
    assert found == {}


@pytest.mark.parametrize("source", ['x = int(request.GET["x"])', "asked.isdecimal()", "int(asked)"])
def test_a_loose_number_is_found(source):
    assert loose(source)


@pytest.mark.parametrize("wrong", ["9" * 5000, "²", "-1", "1e5"])
def test_a_partner_that_nobody_knows_is_no_crash(merenland, browse, wrong):
    address = reverse("partner_new", args=[merenland.slug])
    answer = browse(merenland.leader).post(address, {"take": wrong, "kvk": wrong})
    assert answer.status_code == 404
