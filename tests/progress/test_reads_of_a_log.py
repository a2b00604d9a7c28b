"""How often one request reads: the log book once, whatever button was pressed."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regions.plans.models import Activity
from regions.progress.log.corrections import start_correction
from regions.progress.models import CheckIn

from .stories import NOW, log, month

NOVEMBER = month("2026-11")
CODES = ("1.1", "1.2", "2.1")


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def leader(merenland, browse):
    log(merenland.region, "2026-10", {code: {"status": "on_track"} for code in CODES})
    return browse(merenland.leader)


def press(client, place, button: str, *codes: str) -> tuple[int, int]:
    """How often the log book was read, and how many queries there were in all."""
    ids = dict(Activity.objects.filter(plan=place.plan).values_list("code", "pk"))
    said = {f"s{ids[code]}": "on_track" for code in codes}
    address = reverse("check_in_month", args=[place.slug, NOVEMBER])
    with CaptureQueriesContext(connection) as asked:
        response = client.post(address, {"do": button, **said})
    assert response.status_code in {200, 302, 422}
    # What earlier logs counted last is asked by the log book only.
    books = sum("FIRST_VALUE" in query["sql"] for query in asked.captured_queries)
    return books, len(asked)


def state() -> str:
    return CheckIn.objects.order_by("month_on", "version").last().state


@pytest.mark.parametrize(
    ("button", "codes", "most", "becomes"),
    [
        ("save", ("1.1",), 20, "draft"),
        ("keep", ("1.1",), 32, "draft"),
        ("submit", CODES, 60, "submitted"),
        ("submit", ("1.1",), 60, "submitted"),  # of the others the answer of last time is in place
        ("nothing", (), 60, "submitted"),
    ],
)
def test_a_button_reads_the_log_book_once(merenland, leader, button, codes, most, becomes):
    books, queries = press(leader, merenland, button, *codes)
    assert (books, state()) == (1, becomes)
    assert queries <= most


def test_submitting_again_and_submitting_a_correction_read_it_once_too(merenland, leader):
    press(leader, merenland, "submit", *CODES)
    books, queries = press(leader, merenland, "submit", *CODES)
    assert books == 1 and queries <= 10
    start_correction(merenland.region, NOVEMBER, merenland.leader, NOW, "Fout")
    books, queries = press(leader, merenland, "submit", *CODES)
    assert books == 1 and queries <= 41
    assert [check_in.version for check_in in CheckIn.objects.filter(state="submitted")] == [2, 1, 1]
