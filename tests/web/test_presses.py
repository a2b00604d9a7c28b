"""A form that is pressed twice, or twenty times at once, is handled once."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors.models import Question, Talk
from regions.partners.models import Business, ContactPerson, Contribution, Partnership
from regions.plans.models import Idea
from regions.steering.models import Remark
from tests.forms import form_with
from tests.steering.deciding_group import accept

PRESSES = 20


@pytest.fixture
def partner(merenland):
    return Partnership.objects.create(
        region=merenland.region,
        business=Business.objects.create(name="De Vries Techniek", place="Meerdam"),
        started_on=timezone.localdate() - timedelta(days=90),
    )


def signed_in(user) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def typed(client: Client, address: str, **fields: str) -> tuple[str, dict]:
    """Where the form of a page goes, and what a browser sends once these fields are filled in."""
    form = form_with(client.get(address).content.decode(), next(iter(fields)))
    return form.action or address, {**form.fields, **fields}


def press(client: Client, address: str, sent: dict) -> tuple[int, str]:
    answer = client.post(address, sent)
    return answer.status_code, answer.headers.get("Location", "")


def at_once(client: Client, address: str, sent: dict) -> set[tuple[int, str]]:
    answers, together = [], threading.Barrier(PRESSES)

    def one_press() -> None:
        own = Client(enforce_csrf_checks=True)
        own.cookies = client.cookies
        together.wait()
        answers.append(press(own, address, sent))
        connection.close()

    threads = [threading.Thread(target=one_press) for _ in range(PRESSES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == PRESSES
    return set(answers)


def contribution(place, partner):
    fields = {"partnership": str(partner.pk), "kind": "cash", "title": "Lasapparaat",
              "promised_cents": "1.200"}  # fmt: skip
    return place.leader, reverse("contribution_new", args=[place.slug]), fields, Contribution


def question(place, _partner):
    fields = {"text": "Mogen wij in januari schuiven met de stages?", "kind": "product"}
    return place.leader, reverse("questions", args=[place.slug]), fields, Question


def idea(place, _partner):
    fields = {"title": "Een lasrobot delen", "text": "Met twee scholen.", "origin": "leader"}
    return place.leader, reverse("ideas", args=[place.slug]), fields, Idea


def person(place, partner):
    fields = {"name": "Ilse de Vries", "function": "Bedrijfsleider"}
    address = reverse("contact_person_new", args=[place.slug, partner.pk])
    return place.leader, address, fields, ContactPerson


def business(place, _partner):
    fields = {"name": "Bakker Installatie", "place": "Meerdam"}
    return place.leader, reverse("partner_new", args=[place.slug]), fields, Business


def talk(place, _partner):
    fields = {"cap": "coach", "note": "Goed gesprek.", "channel": "phone", "with_whom": "Sanne"}
    return place.advisor, reverse("call_card", args=[place.slug]), fields, Talk


def remark(place, _partner):
    accept(place, place.chair)
    fields = {"text": "De open dag was druk bezocht.", "about": "what"}
    return place.chair, reverse("remarks", args=[place.slug]), fields, Remark


FORMS = [contribution, question, idea, person, business, talk, remark]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", FORMS, ids=[what.__name__ for what in FORMS])
def test_twenty_presses_at_once_make_one_row_and_get_one_answer(merenland, partner, what):
    user, address, fields, model = what(merenland, partner)
    client, before = signed_in(user), model.objects.count()
    answers = at_once(client, *typed(client, address, **fields))
    assert model.objects.count() == before + 1
    ((status, location),) = answers
    assert status == 302 and location


@pytest.mark.django_db
def test_the_same_words_on_a_page_of_its_own_are_a_wish_of_its_own(merenland, partner):
    user, address, fields, model = contribution(merenland, partner)
    client = signed_in(user)
    for _ in range(2):
        press(client, *typed(client, address, **fields))
    assert model.objects.count() == 2


@pytest.mark.django_db
def test_pressing_again_later_says_that_nothing_was_added(merenland, partner):
    user, address, fields, model = contribution(merenland, partner)
    client = signed_in(user)
    target, sent = typed(client, address, **fields)
    first = client.post(target, sent, follow=True)
    at_once_again = client.post(target, sent, follow=True)
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        later = client.post(target, sent, follow=True)
    said = "er is niets toegevoegd"
    assert [said in page.content.decode() for page in (first, at_once_again, later)] == [
        False, False, True,
    ]  # fmt: skip
    assert later.redirect_chain == first.redirect_chain
    assert model.objects.count() == 1


@pytest.mark.django_db
def test_what_came_back_with_an_error_may_be_sent_again_as_it_is(merenland, partner):
    user, address, fields, model = contribution(merenland, partner)
    client = signed_in(user)
    target, sent = typed(client, address, **fields)
    good, sent["promised_on"] = sent["promised_on"], "31-2-2026"
    assert [press(client, target, sent)[0] for _ in range(2)] == [422, 422]
    sent["promised_on"] = good
    assert press(client, target, sent)[0] == 302
    assert model.objects.count() == 1


@pytest.mark.django_db
def test_another_button_and_another_file_are_another_press(merenland):
    """Of one page, without loading it again: what is sent tells them apart."""
    client = signed_in(merenland.leader)
    page = client.get(reverse("ideas", args=[merenland.slug])).content.decode()
    form = form_with(page, "title")
    for title in ("Een", "Twee", "Een"):
        press(client, form.action or reverse("ideas", args=[merenland.slug]), {
            **form.fields, "title": title, "text": "x", "origin": "leader",
        })  # fmt: skip
    assert sorted(Idea.objects.values_list("title", flat=True)) == ["Een", "Twee"]


@pytest.mark.django_db
def test_when_the_first_press_died_the_second_is_told_so(merenland, partner, monkeypatch):
    user, address, fields, model = contribution(merenland, partner)
    client = signed_in(user)
    target, sent = typed(client, address, **fields)
    monkeypatch.setattr("regions.web.presses.PATIENCE", 0.2)
    marks = []
    monkeypatch.setattr("regions.web.presses.cache.delete", marks.append)
    client.post(target, {**sent, "promised_on": "31-2-2026"})
    answer = client.post(target, {**sent, "promised_on": "31-2-2026"})
    assert marks and cache.get(marks[0]) == "unknown"
    assert answer.status_code == 409 and "nog bezig" in answer.content.decode()
    assert not model.objects.exists()
