"""The list of partners, one partner, the ten-second contact and the step that a person confirms."""

import datetime
import json
import re
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import dumps
from django.urls import reverse

from regions.partners.models import (
    Business,
    ContactMoment,
    ContactPerson,
    Document,
    Partnership,
    Proof,
    StepChange,
)
from tests.canaries.partners import plant_partners
from tests.conftest import NOW

from .conftest import TODAY, ago

pytestmark = pytest.mark.usefixtures("on_22_november")
OFFER = re.compile(r'name="take" value="([^"]+)"')


def text(response) -> str:
    return " ".join(response.content.decode().split())


CONTACT = "/regions/merenland/partners/contacts/new/"


def partners(client, **query):
    return client.get(reverse("partners", args=["merenland"]), query)


@pytest.fixture
def five(merenland, partner_of):
    """Two silent, one over the ideal, one in time, and one that ended."""
    return [
        partner_of(merenland, "Van Rees", (94, "Piet"), place="Oosterveen", sector="installatie"),
        partner_of(merenland, "Stil", (200, "Jan"), sector="bouw"),
        partner_of(merenland, "Hofstra", (71, "Klaas"), (300, "Marie"), sector="bouw"),
        partner_of(merenland, "Kade", (12, "Zahra"), (20, "Bea"), (90, "Zahra"), (180, "Bea"),
                   step="structural"),
        partner_of(merenland, "Weg", (500, ""), ended_on=ago(10)),
    ]  # fmt: skip


def test_the_heading_says_who_is_silent(five, merenland, browse):
    page = text(partners(browse(merenland.leader)))
    assert "<h1>Twee bedrijven al 90 dagen niet gesproken</h1>" in page
    assert "4 partners. Dit kwartaal wisselde niemand van trede." in page
    assert "94 dagen geleden" in page and "3 kwartalen contact, 2 mensen" in page
    assert "Weg" not in page


def test_without_silence_the_heading_says_who_is_due_or_that_all_is_well(
    merenland, partner_of, browse
):
    client = browse(merenland.leader)
    row = partner_of(merenland, "Hofstra", (71, "Klaas"))
    assert "Eén bedrijf is toe aan een gesprek" in text(partners(client))
    ContactMoment.objects.create(partnership=row, held_on=TODAY)
    assert "Alle bedrijven zijn op tijd gesproken" in text(partners(client))


def test_who_was_never_spoken_is_neither_in_time_nor_late(merenland, partner_of, browse):
    """An open circle until the time that is allowed has passed; then it is silent too long."""
    row = partner_of(merenland, "Hofstra", started_on=ago(12))
    client = browse(merenland.leader)
    for path in (reverse("partners", args=["merenland"]), f"/regions/merenland/partners/{row.pk}/"):
        page = text(client.get(path))
        assert '<span class="status s-not_started">nog niet gesproken</span>' in page
        assert "op tijd" not in page and "s-on_track" not in page
    assert "<h1>Geen bedrijf is toe aan een gesprek</h1>" in text(partners(client))
    Partnership.objects.update(started_on=ago(200))
    page = text(partners(client))
    assert "s-stalled" in page and "nog niet gesproken" in page and "te lang stil" in page


def test_the_call_note_begins_in_its_line(merenland, partner_of, browse):
    row = partner_of(merenland, "Hofstra")
    client = browse(merenland.leader)
    page = text(client.get(f"{CONTACT}?partner={row.pk}"))
    assert re.findall(r'name="(\w+)"[^>]*\sautofocus', page) == ["note"]
    page = text(client.get(CONTACT))
    assert re.findall(r'name="(\w+)"[^>]*\sautofocus', page) == ["partner"]
    wrong = client.post(CONTACT, {"partner": row.pk, "held_on": "morgen"})
    assert wrong.status_code == 422 and "autofocus" not in text(wrong)


def test_a_mail_is_no_talk(merenland, partner_of, browse):
    row = partner_of(merenland, "Hofstra", (91, "Klaas"))
    ContactMoment.objects.create(partnership=row, held_on=TODAY, channel="mail")
    assert "Eén bedrijf al 90 dagen niet gesproken" in text(partners(browse(merenland.leader)))


def test_the_silent_come_first_and_then_those_over_the_ideal(five, merenland, browse):
    rows = partners(browse(merenland.leader)).context["page_obj"]
    assert [row.name for row in rows] == ["Stil", "Van Rees", "Hofstra", "Kade"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"only": "silent"}, ["Stil", "Van Rees"]),
        ({"only": "call"}, ["Stil", "Van Rees", "Hofstra"]),
        ({"only": "one"}, ["Stil", "Van Rees"]),
        ({"only": "ended"}, ["Weg"]),
        ({"only": "step"}, []),
        ({"step": "structural"}, ["Kade"]),
        ({"sector": "bouw"}, ["Stil", "Hofstra"]),
        ({"q": "OOSTER"}, ["Van Rees"]),
        ({"q": "x\x00"}, []),
        ({"sort": "name"}, ["Hofstra", "Kade", "Stil", "Van Rees"]),
        ({"sort": "step"}, ["Kade", "Hofstra", "Stil", "Van Rees"]),
        ({"sort": "recent"}, ["Kade", "Hofstra", "Van Rees", "Stil"]),
    ],
)
def test_the_list_is_cut_and_sorted_by_its_address(five, merenland, browse, query, names):
    client = browse(merenland.leader)
    page = partners(client, **query)
    assert [row.name for row in page.context["page_obj"]] == names
    csv = client.get(reverse("partners_csv", args=["merenland"]), query).content.decode()
    assert [line.split(";")[0] for line in csv.strip().split("\r\n")[1:]] == names


def test_an_empty_list_teaches_with_one_button(merenland, browse):
    page = text(partners(browse(merenland.leader)))
    assert "Nog geen partners" in page and page.count("btn-primary") == 1


def test_the_list_takes_as_many_queries_for_sixty_as_for_one(
    merenland, partner_of, browse, django_assert_max_num_queries
):
    client = browse(merenland.leader)
    partner_of(merenland, "Eerste", (3, "Piet"))
    partners(client)
    with django_assert_max_num_queries(30) as few:
        partners(client)
    for number in range(60):
        partner_of(merenland, f"Bedrijf {number}", (number, "Piet"), (number + 90, "Marie"))
    with django_assert_max_num_queries(30) as sixty:
        partners(client)
    assert len(sixty) == len(few)


def test_a_partner_takes_as_many_queries_for_hundred_talks_as_for_one(
    merenland, partner_of, browse, django_assert_max_num_queries
):
    client = browse(merenland.leader)
    row = partner_of(merenland, "Eerste", (3, "Piet"))
    address = reverse("partner", args=["merenland", row.pk])
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for days in range(100):
        ContactMoment.objects.create(partnership=row, held_on=ago(days))
    with django_assert_max_num_queries(30) as many:
        page = client.get(address)
    assert len(many) == len(few)
    assert "Toon alle gesprekken" in text(page)
    assert "Toon alle gesprekken" not in text(client.get(address, {"talks": "all"}))


def test_advisor_and_bureau_read_days_and_numbers_but_no_people_and_no_notes(
    merenland, bureau, browse
):
    ids = plant_partners(merenland, "openbaar", "geheim")
    for user in (merenland.advisor, bureau):
        client = browse(user)
        addresses = [
            reverse("partners", args=["merenland"]),
            reverse("partners_csv", args=["merenland"]),
            reverse("partner", args=["merenland", ids["partner"]]),
        ]
        for address in addresses:
            page = text(client.get(address))
            assert "geheim" not in page, address
            assert "openbaar" in page, address
    page = text(browse(merenland.advisor).get(addresses[-1]))
    assert "De regio kent één persoon." in page and "1 oktober 2026" in page


def test_the_leader_reads_all_of_it(merenland, browse):
    ids = plant_partners(merenland, "openbaar", "geheim")
    page = text(
        browse(merenland.leader).get(reverse("partner", args=["merenland", ids["partner"]]))
    )
    for words in ("Contact geheim", "Gebeld geheim", "Afspraak geheim", "Omdat geheim"):
        assert words in page


def contact(client, *rows, **fields):
    data = {
        "partner": [row.pk for row in rows], "channel": "phone", "held_on": "22-11-2026",
        "note": "Belt terug", "batch": uuid.uuid4(), **fields,
    }  # fmt: skip
    return client.post(reverse("contact_new", args=["merenland"]), data)


def test_a_call_is_one_line_and_can_be_undone_at_once(merenland, partner_of, browse):
    client, row = browse(merenland.leader), partner_of(merenland, "Hofstra")
    page = client.get(reverse("contact_new", args=["merenland"]), {"partner": row.pk})
    assert "Je sprak Hofstra" in text(page) and 'value="2026-11-22"' in text(page)
    answer = contact(client, row, new_person="Piet")
    moment = ContactMoment.objects.get()
    assert (moment.person.name, moment.note, moment.logged_by) == (
        "Piet", "Belt terug", merenland.leader,
    )  # fmt: skip
    assert "Ongedaan maken" in text(client.get(answer.url))
    client.post(reverse("contact_undo", args=["merenland"]), {"batch": moment.batch})
    assert not ContactMoment.objects.exists() and not ContactPerson.objects.exists()


def test_undoing_leaves_a_person_who_was_known_before(merenland, partner_of, browse):
    client, row = browse(merenland.leader), partner_of(merenland, "Hofstra", (9, "Piet"))
    contact(client, row, new_person="piet")
    moment = ContactMoment.objects.first()
    assert moment.person == ContactPerson.objects.get()
    client.post(reverse("contact_undo", args=["merenland"]), {"batch": moment.batch})
    assert ContactMoment.objects.count() == ContactPerson.objects.count() == 1


def test_a_double_submit_is_kept_once(merenland, partner_of, browse):
    client, row = browse(merenland.leader), partner_of(merenland, "Hofstra")
    batch = uuid.uuid4()
    for _time in range(2):
        assert contact(client, row, batch=batch, new_person="Piet").status_code == 302
    assert ContactMoment.objects.count() == ContactPerson.objects.count() == 1


def test_several_partners_at_once_are_one_batch(five, merenland, browse):
    client = browse(merenland.leader)
    before = ContactMoment.objects.count()
    contact(client, *five[:3], channel="event")
    rows = ContactMoment.objects.filter(note="Belt terug")
    assert (rows.count(), len({row.batch for row in rows})) == (3, 1)
    client.post(reverse("contact_undo", args=["merenland"]), {"batch": rows[0].batch})
    assert ContactMoment.objects.count() == before


def test_only_who_logged_it_takes_it_back_and_only_right_after(
    merenland, partner_of, browse, time_machine
):
    client, row = browse(merenland.leader), partner_of(merenland, "Hofstra")
    contact(client, row)
    batch = ContactMoment.objects.get().batch
    time_machine.move_to(datetime.datetime(2026, 11, 22, 14, tzinfo=datetime.UTC))
    client.post(reverse("contact_undo", args=["merenland"]), {"batch": batch})
    assert ContactMoment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"held_on": "23-11-2026"}, "Deze datum ligt in de toekomst"),
        ({"held_on": "gisteren?"}, "is geen datum"),
        ({"partner": []}, "Kies een bedrijf."),
        ({"partner": ["999999"]}, "Kies een bedrijf."),
        ({"partner": ["x"]}, "Kies een bedrijf."),
        ({"batch": "x"}, "Er is nog niets bewaard"),
        ({"channel": "duif"}, "duif"),
    ],
)
def test_a_wrong_contact_is_said_and_nothing_is_kept(merenland, partner_of, browse, fields, says):
    client, row = browse(merenland.leader), partner_of(merenland, "Hofstra")
    answer = contact(client, row, **fields)
    assert answer.status_code == 422
    assert "Belt terug" in text(answer)
    assert not ContactMoment.objects.exists()


def test_a_partner_of_another_region_cannot_be_chosen(merenland, kustzoom, partner_of, browse):
    row = partner_of(kustzoom, "Van hen", (4, "Iemand"))
    client = browse(merenland.leader)
    page = client.get(reverse("contact_new", args=["merenland"]), {"partner": row.pk})
    assert "Van hen" not in text(page)
    assert contact(client, row).status_code == 422
    assert ContactMoment.objects.count() == 1


def structural(merenland, partner_of) -> Partnership:
    return partner_of(
        merenland, "Kade", (5, "Zahra"), (80, "Bea"), (150, "Zahra"), (240, "Bea"), step="contact"
    )


def test_the_proposed_step_is_confirmed_with_its_evidence(merenland, partner_of, browse):
    row, client = structural(merenland, partner_of), browse(merenland.leader)
    address = reverse("partner_step", args=["merenland", row.pk])
    assert "“Structureel”" in text(client.get(address))
    client.post(address, {"step": "structural"})
    change = StepChange.objects.get()
    row.refresh_from_db()
    assert (row.step, change.from_step, change.to_step) == ("structural", "contact", "structural")
    assert (change.changed_on, change.confirmed_by) == (TODAY, merenland.leader)
    assert change.evidence.startswith("Gesprekken in vier van de laatste vier kwartalen")
    client.post(address, {"step": "structural"})
    assert StepChange.objects.count() == 1
    page = text(partners(client))
    assert "Dit kwartaal klom er één." in page and "▲ 1" in page


def test_another_step_than_proposed_asks_why(merenland, partner_of, browse):
    row, client = structural(merenland, partner_of), browse(merenland.leader)
    address = reverse("partner_step", args=["merenland", row.pk])
    answer = client.post(address, {"step": "exchange"})
    assert answer.status_code == 422 and "waarom je een andere trede kiest" in text(answer)
    client.post(address, {"step": "exchange", "reason": "Pas begonnen"})
    assert StepChange.objects.get().evidence.startswith("Pas begonnen (Gesprekken")


def test_the_flow_shows_who_slid_back(merenland, partner_of, browse):
    row = partner_of(merenland, "Kade", (5, "Zahra"), step="exchange")
    StepChange.objects.create(
        partnership=row, from_step="structural", to_step="exchange", changed_on=ago(10)
    )
    StepChange.objects.create(partnership=row, to_step="exchange", changed_on=ago(200))
    page = text(partners(browse(merenland.leader)))
    assert "Dit kwartaal gleed er één terug." in page and "▼ 1" in page
    assert "kwartaal 4 van 2026" in page


def test_evidence_carries_the_next_step(merenland, partner_of, browse):
    row, client = partner_of(merenland, "Hofstra", (5, "Zahra")), browse(merenland.leader)
    data = {"kind": "exchange", "text": "Gastles", "dated_on": "1-11-2026"}
    client.post(reverse("proof_new", args=["merenland", row.pk]), data)
    page = text(client.get(reverse("partner", args=["merenland", row.pk])))
    assert "“Uitwisseling” bevestigen" in page
    assert "Voor structureel nog nodig: een gesprek in nog twee kwartalen" in page
    client.post(reverse("proof_remove", args=["merenland", Proof.objects.get().pk]))
    assert not Proof.objects.exists()


def test_evidence_may_have_a_file_that_only_the_region_opens(merenland, partner_of, browse):
    row, client = partner_of(merenland, "Hofstra"), browse(merenland.leader)
    paper = SimpleUploadedFile("afspraak.pdf", b"%PDF-1.4 x", "application/pdf")
    data = {"kind": "agreement", "text": "Getekend", "dated_on": "1-11-2026", "file": paper}
    client.post(reverse("proof_new", args=["merenland", row.pk]), data)
    proof = Proof.objects.get()
    address = reverse("document", args=["merenland", proof.document.uid])
    page = reverse("partner", args=["merenland", row.pk])
    assert address in text(client.get(page))
    assert client.get(address).status_code == 200
    assert address not in text(browse(merenland.advisor).get(page))
    client.post(reverse("proof_remove", args=["merenland", proof.pk]))
    assert not Document.objects.exists()


def add(client, **fields):
    return client.post(reverse("partner_new", args=["merenland"]), {"name": "Van Rees", **fields})


def test_a_new_business_is_added_by_its_name(merenland, browse):
    answer = add(browse(merenland.leader))
    row = Partnership.objects.get()
    assert answer.url == reverse("partner", args=["merenland", row.pk])
    assert (row.step, row.started_on) == ("contact", TODAY)


def test_a_known_business_is_offered_and_taken(merenland, kustzoom, partner_of, browse):
    other = partner_of(kustzoom, "Van Rees B.V.", (3, "Geheime Piet"), brings="Geheime robot",
                       place="Waterkant", sector="bouw", kvk="12345678")  # fmt: skip
    client = browse(merenland.leader)
    page = text(add(client))
    for known in ("Van Rees B.V.", "Waterkant", "bouw", "12345678"):
        assert known in page
    assert "Geheime" not in page and "Kustzoom" not in page
    assert Business.objects.count() == 1
    offer = OFFER.search(page)[1]
    for _time in range(2):
        add(client, take=offer)
    row = Partnership.objects.get(region=merenland.region)
    assert row.business == other.business
    page = text(client.get(reverse("partner", args=["merenland", row.pk])))
    assert "Geheime" not in page


def test_a_business_that_was_not_offered_is_not_taken(merenland, kustzoom, partner_of, browse):
    other = partner_of(kustzoom, "Van Rees B.V.", kvk="12345678")
    client = browse(merenland.leader)
    to_others = dumps([kustzoom.region.pk, other.business_id], salt="partners.offer")
    with time_machine.travel(NOW - datetime.timedelta(days=2), tick=False):
        of_before = dumps([merenland.region.pk, other.business_id], salt="partners.offer")
    for take in (other.business_id, "²", to_others, of_before):
        answer = add(client, take=take)
        assert answer.status_code == 404 and "12345678" not in text(answer)
    assert not Partnership.objects.filter(region=merenland.region).exists()


def test_the_business_that_is_known_is_the_first_thing_to_press(
    merenland, kustzoom, partner_of, browse
):
    for name in ("Van Rees B.V.", "Van Rees Groep"):
        partner_of(kustzoom, name)
    page = text(add(browse(merenland.leader)))
    found = re.findall(r'<button class="btn btn-(\w+)"[^>]*>\s*([^<]*[^<\s])', page)
    told = [(kind, words) for kind, words in found if "bedrijf" in words]
    assert told == [
        ("primary", "Neem dit bedrijf"),
        ("quiet", "Neem dit bedrijf"),
        ("quiet", "Nee, dit is een ander bedrijf"),
    ]


def test_a_different_business_is_never_refused(merenland, kustzoom, partner_of, browse):
    partner_of(kustzoom, "Van Rees B.V.")
    add(browse(merenland.leader), different="1")
    assert Business.objects.count() == 2


def test_the_same_number_offers_the_known_one(merenland, kustzoom, partner_of, browse):
    partner_of(kustzoom, "Heel anders", kvk="12345678")
    answer = add(browse(merenland.leader), kvk="1234 5678", different="1")
    assert answer.status_code == 422
    assert "Heel anders" in text(answer) and "Er is al een bedrijf met dit KvK-nummer" in text(
        answer
    )
    assert Business.objects.count() == 1


def test_a_partnership_ends_and_runs_again_with_all_that_was_written(merenland, partner_of, browse):
    row, client = partner_of(merenland, "Hofstra", (5, "Zahra")), browse(merenland.leader)
    client.post(reverse("partner_end", args=["merenland", row.pk]))
    row.refresh_from_db()
    assert row.ended_on == TODAY
    assert "Hofstra is geen partner meer" in text(
        client.get(reverse("partner", args=["merenland", row.pk]))
    )
    add(client, take=OFFER.search(text(add(client, name="Hofstra")))[1])
    row.refresh_from_db()
    assert row.ended_on is None and row.moments.count() == 1


def test_editing_keeps_activities_of_the_plan(merenland, partner_of, browse):
    row, client = partner_of(merenland, "Hofstra"), browse(merenland.leader)
    key = str(merenland.plan.activities.get(code="2.1").key)
    data = {
        "name": "Hofstra", "brings": "Zes stageplekken", "ideal_days": 30, "max_days": 60,
        "started_on": "1-1-2026", "activities": [key],
    }  # fmt: skip
    address = reverse("partner_edit", args=["merenland", row.pk])
    assert client.post(address, data).status_code == 302
    page = text(client.get(reverse("partner", args=["merenland", row.pk])))
    assert "2.1 Stages leerjaar 3" in page and "Zes stageplekken" in page
    answer = client.post(address, {**data, "ideal_days": 90})
    assert answer.status_code == 422 and "Zes stageplekken" in text(answer)


def test_a_business_of_more_regions_is_changed_by_the_bureau(
    merenland, kustzoom, partner_of, bureau, browse
):
    row = partner_of(merenland, "Hofstra")
    Partnership.objects.create(region=kustzoom.region, business=row.business, started_on=TODAY)
    address = reverse("partner_edit", args=["merenland", row.pk])
    data = {"name": "Anders", "ideal_days": 30, "max_days": 60, "started_on": "1-1-2026"}
    browse(merenland.leader).post(address, data)
    row.business.refresh_from_db()
    assert row.business.name == "Hofstra"
    browse(bureau).post(reverse("bureau_business", args=[row.business_id]), {"name": "Anders"})
    row.business.refresh_from_db()
    assert row.business.name == "Anders"


def test_a_person_can_be_exported_and_erased_and_the_talks_stay(merenland, partner_of, browse):
    row, client = partner_of(merenland, "Hofstra", (5, "Zahra")), browse(merenland.leader)
    person = ContactPerson.objects.get()
    client.post(
        reverse("contact_person", args=["merenland", person.pk]),
        {"name": "Zahra B", "email": "zahra@voorbeeld.example", "phone": "06 12345678"},
    )
    export = client.get(reverse("contact_person_export", args=["merenland", person.pk]))
    data = json.loads(export.content)
    assert (data["name"], data["email"], len(data["talks"])) == (
        "Zahra B", "zahra@voorbeeld.example", 1,
    )  # fmt: skip
    client.post(reverse("contact_person_erase", args=["merenland", person.pk]))
    person.refresh_from_db()
    assert (person.name, person.email, person.phone, person.left_on) == (
        "een contactpersoon", "", "", TODAY,
    )  # fmt: skip
    assert row.moments.get().person == person
    address = reverse("partner", args=["merenland", row.pk])
    client.get(address)  # the messages
    assert "Zahra" not in text(client.get(address))


def test_who_left_is_no_longer_offered(merenland, partner_of, browse):
    row, client = partner_of(merenland, "Hofstra", (5, "Zahra")), browse(merenland.leader)
    address = reverse("contact_person_left", args=["merenland", ContactPerson.objects.get().pk])
    page = reverse("contact_new", args=["merenland"])
    client.post(address)
    client.get(page)  # the message
    assert "Zahra" not in text(client.get(page, {"partner": row.pk}))
    client.post(address)
    assert "Zahra" in text(client.get(page, {"partner": row.pk}))


def test_a_steering_group_has_no_partners_pages(merenland, partner_of, browse):
    client = browse(merenland.chair)
    assert partners(client).status_code == 403
    assert "/partners/" not in text(client.get(reverse("digests", args=["merenland"])))


def test_a_contact_is_put_right_later_and_nothing_of_somebody_else_is_overwritten(
    merenland, kustzoom, partner_of, browse
):
    row = partner_of(merenland, "Kade", (5, "Zahra"))
    elsewhere = partner_of(kustzoom, "Elders", (5, "Truus"))
    moment, client = row.moments.get(), browse(merenland.leader)
    address = reverse("contact_edit", args=["merenland", moment.pk])
    assert address in client.get(reverse("partner", args=["merenland", row.pk])).content.decode()
    first, second = (client.get(address).context["form"] for _page in range(2))

    def sent(form, **typed):
        kept = {name: form[name].value() for name in form.fields}
        return {name: "" if value is None else value for name, value in (kept | typed).items()}

    assert client.post(address, sent(first, note="Vier plekken")).status_code == 302
    refused = client.post(address, sent(second, note="Vijf plekken"))
    assert refused.status_code == 422 and "Vier plekken" in refused.content.decode()
    moment.refresh_from_db()
    assert (moment.note, moment.held_on, moment.person.name) == ("Vier plekken", ago(5), "Zahra")
    for wrong in ({"held_on": "2027-01-01"}, {"person": elsewhere.people.get().pk}):
        assert client.post(address, sent(first, note="Vier plekken") | wrong).status_code == 422
