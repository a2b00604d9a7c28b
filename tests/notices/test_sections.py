"""What a digest says is read back from what is stored: of today, and of before there was more."""

import datetime
import json

import pytest
from django.urls import reverse

from regions.months import Month
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sections import Sections
from sto_portal.notices.kinds.digest_mail import digest_contents
from sto_portal.notices.models import Digest
from tests.progress.stories import log, obstacle

from .conftest import DUE

pytestmark = pytest.mark.django_db
# Word for word as the first digests were sealed: no events, partners, electives or internships.
FIRST = {
    "version": 1,
    "group": "stuurgroep Merenland",
    "mandate": "toezicht houden op de uitvoering van het beschreven plan.",
    "line_label": "Actielijn",
    "as_of": "2026-10-31",
    "has_plan": True,
    "is_silent": False,
    "last_logged": "2026-10",
    "tempo": -2.25,
    "going_well": [{"month": "2026-10", "text": "Het leerlab is open."}],
    "decisions": [
        {
            "asked": "Stageweek naar juni",
            "why": "Te weinig plekken.",
            "by": "2026-11-20",
            "path": "/regions/merenland/steering/decisions/1/",
            "is_proposal": True,
        },
        {
            "asked": "Stem in met een tweede lab.",
            "why": "Leerlab: de zaal is vol",
            "by": None,
            "path": "/regions/merenland/",
            "is_proposal": False,
        },
    ],
    "more_decisions": 1,
    "lines": [
        {"code": "1", "title": "Leren", "planned": 0.5, "realised": 0.25, "status": "behind"}
    ],
    "obstacles": [
        {
            "title": "2.1 Stages",
            "problem": "Twee bedrijven vallen weg.",
            "recovery": "",
            "is_stalled": True,
            "since": "2026-09",
        }
    ],
    "more_obstacles": 0,
    "milestones": [
        {
            "key": "6f1c3f0e-4a58-4b6c-9a3b-0d5f2d9f7f10",
            "title": "Lesmateriaal getest",
            "due_on": "2027-02-01",
            "code": "1.1",
            "activity": "Leerlab",
        }
    ],
    "more_milestones": 2,
    "is_empty": False,
}


def stored(place, sections: dict) -> Digest:
    october = Month(2026, 10).first_day
    digest = Digest.objects.create(
        steering_group=place.group,
        from_on=october,
        month_on=october,
        headline="Het plan loopt achter",
        sections=sections,
        planned_at=DUE,
    )
    return Digest.objects.get(pk=digest.pk)


def test_page_and_mail_of_the_first_digests_still_say_what_they_said(merenland, browse):
    digest = stored(merenland, FIRST)
    mail = digest_contents(digest, "https://stop.example/")
    page = browse(merenland.chair).get(reverse("digest", args=["merenland", "2026-10"]))
    for said in (" ".join(mail.text.split()), mail.html, page.content.decode()):
        for words in (
            "31 oktober 2026",
            "Het leerlab is open.",
            "Stageweek naar juni",
            "20 november 2026",
            "Stem in met een tweede lab.",
            "/regions/merenland/steering/decisions/1/",
            "Twee bedrijven vallen weg.",
            "1 februari 2027",
            "Lesmateriaal getest",
        ):
            assert words in said
        for words in ("Kom kijken", "KOM KIJKEN", "jullie beslissen", "2026-10-31"):
            assert words not in said


def test_a_first_digest_has_nothing_of_the_rooms_that_came_later(merenland):
    told = Sections.of(stored(merenland, FIRST))
    assert (told.partners, told.electives, told.internships) == (None, [], [])
    assert (told.events.coming, told.events.held.events) == ([], 0)
    assert [(decision.kind, decision.is_ours) for decision in told.decisions] == [
        ("", False),
        ("", False),
    ]
    assert told.lines[0].status == "behind" and told.obstacles[0].since == Month(2026, 9)


def test_a_digest_in_which_no_partner_changed_was_stored_as_an_empty_one(merenland):
    digest = stored(merenland, {**FIRST, "partners": {}, "of_tomorrow": 1})
    assert "brachten" not in digest_contents(digest, "https://stop.example/").text


def test_what_is_composed_comes_back_the_same_from_the_database(merenland):
    log(merenland.region, "2026-10", going_well="Het loopt.")
    obstacle(merenland.region, "2.1", "2026-10", is_stalled=True, decision_asked="Stem in.")
    written = compose(merenland.group, Period(Month(2026, 10), Month(2026, 10)), DUE)
    read = Sections.of(stored(merenland, json.loads(json.dumps(written.sections))))
    assert read == Sections.of(written)
    assert read.to_json() == written.sections
    assert read.as_of == datetime.date(2026, 10, 31)
    assert read.questions and read.obstacles and read.lines
