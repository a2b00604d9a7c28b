"""What the digest tells of events."""

import datetime

import pytest

from regions.labs.digest import Came, Held, come_and_see, held_in
from regions.labs.models import Event
from regions.models import Region
from regions.months import Month
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sheet import sheet_of
from sto_portal.notices.kinds.digest_mail import digest_contents
from tests.conftest import NOW

from .conftest import at

TODAY = datetime.date(2026, 11, 22)


def test_five_public_events_of_the_next_sixty_days(merenland, kustzoom, lab, event_of):
    event_of(merenland, "Vandaag", at(22, 9, month=11), is_public=True)
    event_of(merenland, "Besloten", at(1))
    event_of(merenland, "Afgelast", at(1), is_public=True, state="cancelled", reason="x")
    event_of(merenland, "Te ver", at(21, month=1, year=2027), is_public=True)
    event_of(kustzoom, "Elders", at(1), is_public=True)
    event_of(merenland, "Gisteren", at(21, month=11), is_public=True)
    for day in range(2, 8):
        event_of(merenland, f"Dag {day}", at(day), is_public=True, lab=lab, place="Straat 1")
    told = come_and_see(merenland.region, TODAY)
    assert [visit.title for visit in told] == ["Vandaag", "Dag 2", "Dag 3", "Dag 4", "Dag 5"]
    assert told[1].place == "Techniekhuis, Straat 1"
    assert told[1].path.startswith("/regions/merenland/events/")


def test_what_was_held_hides_small_counts(merenland, event_of):
    october = Month(2026, 10)
    event_of(merenland, "A", at(1, month=10), counts={"primary": 40, "teachers": 2})
    event_of(merenland, "B", at(31, 22, month=10), counts={"primary": 3, "parents": 0})
    event_of(merenland, "C", at(1, 0, month=11), counts={"primary": 50})
    event_of(merenland, "Gepland", at(2, month=10))
    assert held_in(merenland.region, october, october) == Held(
        2, [Came("primary", "40 of meer"), Came("teachers", "<5")]
    )
    assert held_in(merenland.region, Month(2026, 9), Month(2026, 9)) == Held(0, [])


@pytest.mark.usefixtures("on_22_november")
def test_both_ask_a_fixed_number_of_times(merenland, lab, event_of, django_assert_num_queries):
    for day in range(2, 22):
        event_of(merenland, f"Dag {day}", at(day), is_public=True, lab=lab)
        event_of(merenland, "Was", at(day, month=10), counts={"primary": 40, "teachers": 2})
    with django_assert_num_queries(2):
        come_and_see(merenland.region, TODAY)
        held_in(merenland.region, Month(2026, 10), Month(2026, 10))


@pytest.fixture
def october(merenland, event_of):
    event_of(
        merenland, "Open dag <b>", at(1, 16), is_public=True, place="Straat 1",
        invitation="Kom zelf lassen & kijken.",
    )  # fmt: skip
    event_of(merenland, "A", at(1, month=10), counts={"primary": 40, "teachers": 2})
    return Period(Month(2026, 10), Month(2026, 10))


def test_page_and_mail_say_come_and_see(merenland, october, browse):
    digest = compose(merenland.group, october, NOW)
    mail = digest_contents(digest, "https://stop.example/")
    text = " ".join(mail.text.split())
    assert (
        "KOM KIJKEN" in text and "dinsdag 1 december 2026, 16.00: Open dag <b> (Straat 1)" in text
    )
    assert "Kom zelf lassen & kijken." in text
    assert "In deze periode was er één event." in text
    assert "40 leerlingen van basisscholen en <5 docenten" in text
    assert "Open dag &lt;b&gt;" in mail.html and "Kom zelf lassen &amp; kijken." in mail.html


def test_a_digest_of_before_there_were_events_still_shows(merenland, october):
    digest = compose(merenland.group, october, NOW)
    del digest.sections["events"]
    sheet = sheet_of(digest)
    assert sheet["coming"] == [] and sheet["held"] == 0
    assert "KOM KIJKEN" not in digest_contents(digest, "https://stop.example/").text


def test_events_by_themselves_do_not_send_a_digest_that_reports_nothing(db):
    """Who asked for no empty digests gets none for an open day; in one that is sent, it stands."""
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    group = SteeringGroup.objects.create(region=region, digests_from_on=TODAY.replace(day=1))
    Event.objects.create(
        region=region, kind="open_day", title="Open dag", starts_at=at(1), ends_at=at(1, 16),
        is_public=True,
    )  # fmt: skip
    digest = compose(group, Period(Month(2026, 10), Month(2026, 10)), NOW)
    assert digest.is_empty and len(digest.sections["events"]["coming"]) == 1
