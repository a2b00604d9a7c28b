"""What everybody reads of a region: only of one that opened its page, and only what is for all."""

import datetime
import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from electives.models import Elective
from regions.labs.models import Event, Lab
from regions.models import Membership, Role, School
from regions.months import AMSTERDAM
from sto_portal.privacy.models import Deed
from sto_portal.privacy.table import RULES
from sto_portal.public.models import PublicPage
from tests.electives.test_path_in_the_database import elective_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
CALLED = {"contact_name": "Sanne Wiggers", "contact_phone": "0597 00 00 00", "may_be_named": True}


def event(where, title: str, day: int = 10, **fields) -> Event:
    starts_at = datetime.datetime(2026, 12, day, 19, tzinfo=AMSTERDAM)
    told = {
        "starts_at": starts_at,
        "kind": "open_day",
        "is_public": True,
        "ends_at": starts_at + datetime.timedelta(hours=2),
    }
    return Event.objects.create(region=where.region, title=title, **{**told, **fields})


def opened(place, **fields) -> PublicPage:
    return PublicPage.objects.create(region=place.region, opened_at=NOW, **fields)


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def lines_of(text: str) -> str:
    """A calendar file with its folded lines whole again."""
    return text.replace("\r\n ", "")


def test_a_page_that_is_not_opened_is_not_there_for_anybody(merenland):
    event(merenland, "Kijkavond")
    PublicPage.objects.create(region=merenland.region, intro="Nog niet.")
    for path in ("/in/merenland/", "/in/merenland/agenda.ics"):
        read(path, 404)
    assert "Kijkavond" not in read("/agenda/") + read("/agenda/agenda.csv")
    assert "/in/merenland/" not in read("/sitemap.xml")


def test_an_open_page_shows_what_is_public_and_nothing_else(merenland, kustzoom):
    opened(merenland, intro="Wij maken techniek zichtbaar.", **CALLED)
    event(merenland, "Kijkavond", place="Oosterveen", invitation="Kom langs.")
    event(merenland, "Besloten overleg", is_public=False)
    event(merenland, "Vorige maand", starts_at=NOW - datetime.timedelta(days=30),
          ends_at=NOW - datetime.timedelta(days=30, hours=-2), state="held")  # fmt: skip
    event(kustzoom, "In een ander gebied")
    Lab.objects.create(region=merenland.region, name="Techniekhuis", place="Oosterveen")
    Lab.objects.create(region=merenland.region, name="Dicht lab", closed_on=NOW.date())
    Lab.objects.create(
        region=merenland.region, name="Straks lab", opened_on=datetime.date(2027, 1, 4)
    )
    School.objects.create(region=merenland.region, name="Rietdam College", place="Rietdam")
    School.objects.create(region=merenland.region, name="De Kleine Wereld", kind="po")
    elective_of(merenland, title="Robotica", published_at=NOW)
    elective_of(merenland, title="Geheim vak")
    page = read("/in/merenland/")
    shown = ["Wij maken techniek zichtbaar.", "Kijkavond", "10 december 2026", "19.00–21.00"]
    shown += ["Oosterveen", "Kom langs.", "Techniekhuis", "Rietdam College", "Robotica"]
    shown += ["Sanne Wiggers", 'href="tel:0597000000"']
    hidden = ["Besloten overleg", "Vorige maand", "In een ander gebied", "Dicht lab", "Straks lab"]
    hidden += ["De Kleine Wereld", "Geheim vak", "achter op", "op schema"]
    assert [text for text in shown if text not in page] == []
    assert [text for text in hidden if text in page] == []


def test_an_elective_leads_to_the_page_of_its_region_once_that_is_open(merenland):
    elective = elective_of(merenland, title="Robotica", published_at=NOW)
    address = f"/electives/{elective.pk}/robotica/"
    assert "/in/merenland/" not in read(address)
    opened(merenland)
    assert 'href="/in/merenland/"' in read(address)


def test_labs_and_schools_can_be_left_out(merenland):
    opened(merenland, shows_labs=False, shows_schools=False)
    Lab.objects.create(region=merenland.region, name="Techniekhuis")
    School.objects.create(region=merenland.region, name="Rietdam College")
    page = read("/in/merenland/")
    assert "Techniekhuis" not in page and "Rietdam College" not in page
    assert "Nog niets te laten zien" in page


def test_what_is_cancelled_says_so_and_an_online_address_is_never_told(merenland):
    opened(merenland)
    event(merenland, "Kijkavond", state="cancelled", reason="De docent is ziek.", invitation="Kom!")
    event(
        merenland, "Webinar", day=11, is_online=True, online_url="https://vergaderen.example/geheim"
    )
    page, feed = read("/in/merenland/"), lines_of(read("/in/merenland/agenda.ics"))
    for text in (page, feed, read("/agenda/"), read("/agenda/agenda.csv")):
        assert "vergaderen.example" not in text and "ziek" not in text
    assert "gaat niet door" in page and "Kom!" not in page
    assert "STATUS:CANCELLED" in feed and feed.count("BEGIN:VEVENT") == 2
    assert "/in/merenland/" in feed


def test_a_change_reaches_the_calendars_of_visitors(merenland):
    opened(merenland)
    row = event(merenland, "Kijkavond")
    before = lines_of(read("/in/merenland/agenda.ics"))
    row.starts_at += datetime.timedelta(days=1)
    row.ends_at += datetime.timedelta(days=1)
    row.save()
    after = lines_of(read("/in/merenland/agenda.ics"))
    found = [re.search(r"UID:(\S+)[\s\S]*?SEQUENCE:(\d+)", text) for text in (before, after)]
    assert found[0][1] == found[1][1] and int(found[1][2]) == int(found[0][2]) + 1
    assert "20261211T" in after and "20261211T" not in before


def test_the_agenda_of_all_regions_is_searched_and_filtered(merenland, kustzoom):
    opened(merenland), opened(kustzoom)
    event(merenland, "Kijkavond", place="Oosterveen")
    event(kustzoom, "Lasdag", kind="network", day=11)
    whole = read("/agenda/")
    assert "2 keer kijken" in whole and whole.index("Kijkavond") < whole.index("Lasdag")
    for query, found, other in [
        ("q=oosterv", "Kijkavond", "Lasdag"),
        ("region=kustzoom", "Lasdag", "Kijkavond"),
        ("kind=open_day", "Kijkavond", "Lasdag"),
    ]:
        for path in ("/agenda/", "/agenda/agenda.csv"):
            page = read(f"{path}?{query}")
            assert found in page and other not in page
    assert "Geen moment past" in read("/agenda/?q=onvindbaar")


def test_a_region_that_is_closed_is_not_there_any_more(merenland):
    opened(merenland)
    event(merenland, "Kijkavond")
    merenland.region.closed_on = NOW.date()
    merenland.region.save()
    read("/in/merenland/", 404)
    assert "Kijkavond" not in read("/agenda/")


def test_a_leader_writes_looks_opens_and_takes_away(merenland, client):
    client.force_login(merenland.leader)
    event(merenland, "Kijkavond")
    typed = {"intro": "Techniek, dichtbij.", "shows_labs": "on", "shows_schools": "on"}
    saved = client.post("/regions/merenland/public/", typed, follow=True).content.decode()
    assert "Nog niemand anders ziet deze pagina" in saved and "Kijkavond" in saved
    read("/in/merenland/", 404)
    client.post("/regions/merenland/public/open/")
    assert "Techniek, dichtbij." in read("/in/merenland/")
    assert "/in/merenland/" in read("/sitemap.xml")
    client.post("/regions/merenland/public/close/")
    read("/in/merenland/", 404)
    page = client.get("/regions/merenland/public/").content.decode()
    assert "Techniek, dichtbij." in page, "what was written stays"
    told = apps.get_model("public", "PublicPageEvent").objects.order_by("pk")
    assert [row.opened_at is not None for row in told] == [False, True, False], "who did what"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"contact_name": "Sanne"}, "Vraag of deze persoon het goed vindt"),
        ({"may_be_named": "on"}, "Schrijf wie het goed vond"),
        ({"contact_email": "geen adres", "may_be_named": "on"}, "geldig e-mailadres"),
    ],
)
def test_nobody_is_named_who_did_not_agree(merenland, client, typed, said):
    client.force_login(merenland.leader)
    answer = client.post("/regions/merenland/public/", {"intro": "Getypt.", **typed})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert "Getypt." in answer.content.decode() and not PublicPage.objects.exists()


def test_the_database_names_nobody_without_a_yes(merenland):
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(merenland, contact_name="Sanne")
    with pytest.raises(ValidationError):
        PublicPage(region=merenland.region, contact_phone="06").full_clean()


def test_only_who_edits_events_writes_it(merenland, kustzoom, client):
    member = Membership.objects.filter(region=merenland.region, role=Role.CHAIR).get().user
    for user, status in ((member, 403), (merenland.advisor, 403), (kustzoom.leader, 404)):
        client.force_login(user)
        for path in ("", "open/", "close/"):
            assert client.post(f"/regions/merenland/public/{path}").status_code == status
    assert not PublicPage.objects.exists()


def test_who_may_be_called_is_wiped_once_nobody_can_read_the_page(merenland, kustzoom):
    rule = next(rule for rule in RULES if rule.name == "public_contacts")
    kept, gone = opened(kustzoom, **CALLED), opened(merenland, **CALLED)
    gone.opened_at = None
    gone.save()
    long_ago = NOW - datetime.timedelta(days=5000)
    assert rule.source.count(NOW) == 0, "it was taken away today"
    PublicPage.objects.update(changed_at=long_ago)
    assert rule.source.count(NOW) == 1
    rule.source.step(NOW, Deed.objects.create(), rule.name, 10)
    assert PublicPage.objects.get(pk=gone.pk).contact_name == ""
    assert PublicPage.objects.get(pk=kept.pk).contact_name == "Sanne Wiggers"


def test_the_pages_ask_as_many_queries_for_much_as_for_little(merenland, kustzoom):
    opened(merenland), opened(kustzoom)
    counts = []
    for round_ in range(2):
        for number in range(1 if round_ == 0 else 15):
            event(merenland, f"Avond {round_}.{number}", day=1 + number)
            elective_of(merenland, title=f"Vak {round_}.{number}", published_at=NOW)
        for path in ("/agenda/", "/in/merenland/", "/in/merenland/agenda.ics"):
            with CaptureQueriesContext(connection) as queries:
                read(path)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert counts[0] <= 8 and counts[1] <= 8 and Elective.objects.count() == 16
