"""The next contact that is agreed with a partner: where it stands, and when it is done."""

import datetime
import random
import uuid

import pytest
from django.urls import reverse

from regions.partners.contacts.people import erase
from regions.partners.ladder.agreed import agreed_with
from regions.partners.ladder.watching import number_to_call
from regions.partners.models import ContactMoment
from tests.conftest import NOW
from tests.partners.conftest import TODAY, ago

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.timedelta(days=1)


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def client(merenland, browse):
    return browse(merenland.leader)


@pytest.fixture
def kade(merenland, partner_of):
    return partner_of(merenland, "Kade", (10, "Zahra"), (30, "Bea"))


def page(client, row, **query) -> str:
    return text(client.get(reverse("partner", args=["merenland", row.pk]), query))


def listed(client, **query) -> str:
    return text(client.get(reverse("partners", args=["merenland"]), query))


def note(client, row, **told):
    form = {"partner": row.pk, "channel": "phone", "held_on": "22-11-2026", "batch": uuid.uuid4()}
    return client.post(reverse("contact_new", args=["merenland"]), form | told)


def test_a_note_carries_the_day_and_who_was_spoken(client, kade):
    zahra = kade.people.get(name="Zahra")
    note(client, kade, person=zahra.pk, next_on="3-12-2026")
    assert "<dt>Volgend contact</dt> <dd>3 december 2026, Zahra" in page(client, kade)
    html = listed(client)
    assert "volgend contact 3 december 2026" in html and "Zahra" not in html
    assert "Kade" in listed(client, only="next") and "Kade" not in listed(client, only="call")
    note(client, kade, new_person="Noor", held_on="22-11-2026", next_on="4-12-2026")
    assert "4 december 2026, Noor" in page(client, kade)


def test_the_day_comes_after_the_contact_and_what_was_typed_stays(client, kade):
    for day in ("22-11-2026", "1-11-2026"):
        answer = note(client, kade, next_on=day, note="Over stages")
        assert answer.status_code == 422
        assert "Kies een dag na dit contact." in text(answer) and "Over stages" in text(answer)
    assert kade.moments.count() == 2


def test_several_partners_are_called_again_on_one_day(client, merenland, kade, partner_of):
    rees = partner_of(merenland, "Van Rees", (5, ""))
    note(client, kade, partner=[kade.pk, rees.pk], next_on="3-12-2026")
    assert set(agreed_with([kade.pk, rees.pk], TODAY)) == {kade.pk, rees.pk}


@pytest.mark.parametrize(("days", "is_due"), [(0, True), (-1, True), (1, False)])
def test_it_asks_for_a_call_from_its_day_on(client, merenland, kade, days, is_due):
    kade.moments.filter(held_on=ago(10)).update(next_on=TODAY + days * DAY)
    assert number_to_call(merenland.region.pk, TODAY) == is_due
    assert ("Kade" in listed(client, only="call")) == is_due
    heading = "Eén bedrijf is toe aan een gesprek" if is_due else "Alle bedrijven zijn op tijd"
    html = listed(client)
    assert f"<h1>{heading}" in html and ("bel weer: afgesproken voor" in html) == is_due
    assert ("<h1>Kade weer bellen: afgesproken voor" in page(client, kade)) == is_due
    waits = text(client.get("/regions/merenland/check-in/2026-11/"))
    assert ("1 partner te bellen" in waits) == is_due


def test_a_later_talk_ends_it_and_a_mail_or_an_earlier_talk_does_not(merenland, kade):
    kade.moments.filter(held_on=ago(10)).update(next_on=ago(2))
    for channel, held_on, stays in (
        ("mail", ago(1), True), ("phone", ago(11), True), ("phone", ago(10), False),
    ):  # fmt: skip
        row = ContactMoment.objects.create(partnership=kade, channel=channel, held_on=held_on)
        assert bool(agreed_with([kade.pk], TODAY)) == stays
        assert number_to_call(merenland.region.pk, TODAY) == stays
        row.delete()
    assert agreed_with([kade.pk], TODAY)[kade.pk].on == ago(2)  # the later one was a mistake


def test_it_is_moved_given_to_another_and_removed(client, kade):
    row = kade.moments.get(held_on=ago(10))
    bea = kade.people.get(name="Bea")
    edit = reverse("contact_edit", args=["merenland", row.pk])
    form = {"held_on": "12-11-2026", "channel": "phone", "note": "x"}
    client.post(edit, form | {"next_on": "1-12-2026", "next_person": bea.pk})
    assert "1 december 2026, Bea" in page(client, kade)
    answer = client.post(edit, form | {"next_on": "12-11-2026"})
    assert answer.status_code == 422 and "Kies een dag na dit contact." in text(answer)
    client.post(edit, form | {"next_on": "", "next_person": bea.pk})
    row.refresh_from_db()
    assert (row.next_on, row.next_person) == (None, None)
    assert "Volgend contact</dt>" not in page(client, kade)


def test_who_ended_is_not_called_again(client, merenland, kade):
    kade.moments.filter(held_on=ago(10)).update(next_on=ago(2))
    kade.ended_on = TODAY
    kade.save()
    assert number_to_call(merenland.region.pk, TODAY) == 0
    assert "bel weer" not in listed(client, only="ended")
    assert "Volgend contact</dt>" not in page(client, kade)


def test_who_may_not_read_people_sees_the_day_alone(client, merenland, kade, browse):
    zahra = kade.people.get(name="Zahra")
    kade.moments.filter(held_on=ago(10)).update(next_on=TODAY + DAY, next_person=zahra)
    html = page(browse(merenland.advisor), kade)
    assert "23 november 2026" in html and "Zahra" not in html
    file = listed(client, format="csv")
    assert "Zahra" not in file and "Volgend contact" in file


def test_the_person_takes_it_along_and_is_erased_in_it(client, kade):
    zahra = kade.people.get(name="Zahra")
    kade.moments.filter(held_on=ago(10)).update(next_on=TODAY + DAY, next_person=zahra)
    told = client.get(reverse("contact_person_export", args=["merenland", zahra.pk])).json()
    assert told["next_contacts"] == ["2026-11-23"]
    erase(zahra, NOW, TODAY)
    assert "Zahra" not in page(client, kade)


def test_what_stands_is_what_the_rows_say(merenland, partner_of):
    """Against a plain reading of the same rows, whatever was logged."""
    chance = random.Random(7)
    for number in range(40):
        row = partner_of(merenland, f"Bedrijf {number}")
        for _each in range(chance.randint(0, 5)):
            held_on = ago(chance.randint(0, 4))
            later = held_on + chance.randint(1, 6) * DAY
            ContactMoment.objects.create(
                partnership=row,
                held_on=held_on,
                channel=chance.choice(["phone", "visit", "mail"]),
                next_on=chance.choice([None, later]),
            )
        moments = sorted(row.moments.all(), key=lambda one: (one.held_on, one.pk))
        stands = None
        for moment in moments:
            if moment.channel != "mail":
                stands = None
            stands = moment.next_on or stands
        found = agreed_with([row.pk], TODAY).get(row.pk)
        assert (found and found.on) == stands
