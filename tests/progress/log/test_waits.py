"""Over the log one line says what waits in other rooms, with numbers that lead there."""

import datetime

import pytest
import time_machine

from advisors.models import Review
from regions.labs.models import Event
from regions.partners.models import Business, Partnership
from regions.steering.models import Remark
from tests.progress.stories import NOW, log

URL = "/regions/merenland/check-in/2026-11/"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def told(place, browse) -> str:
    html = " ".join(browse(place.leader).get(URL).content.decode().split())
    return html.partition("Wacht op je:")[2].partition("</p>")[0]


def test_nothing_that_waits_is_no_line(merenland, browse):
    assert told(merenland, browse) == ""


def test_what_waits_is_told_with_its_number_and_leads_there(merenland, kustzoom, browse):
    first = log(merenland.region, "2026-10", {"1.2": {"status": "on_track"}})
    for about in ("what", "what", "how"):
        Remark.objects.create(
            steering_group=merenland.group, about=about, text="?", made_by=merenland.chair
        )
    Review.objects.create(
        region=merenland.region, author=merenland.advisor, kind="seen", check_in=first
    )
    for place in (merenland, kustzoom):
        Event.objects.create(
            region=place.region, kind="open_day", title="Open dag",
            starts_at=NOW - datetime.timedelta(days=3), ends_at=NOW - datetime.timedelta(days=2),
        )  # fmt: skip
    Partnership.objects.create(
        region=merenland.region, business=Business.objects.create(name="Van Rees", place="Meren"),
        started_on=datetime.date(2025, 1, 1),
    )  # fmt: skip
    line = told(merenland, browse)
    for path, words in (
        ("remarks", "2 vragen van de stuurgroep"), ("feedback", "1 bericht van je ondersteuner"),
        ("events", "1 event af te ronden"), ("partners", "1 partner te bellen"),
    ):  # fmt: skip
        assert words in line
        assert f'{path}/"' in line


def test_a_log_that_is_in_is_read_without_the_line(merenland, browse):
    log(merenland.region, "2026-11", {"1.2": {"status": "on_track"}})
    Remark.objects.create(
        steering_group=merenland.group, about="what", text="?", made_by=merenland.chair
    )
    assert told(merenland, browse) == ""
