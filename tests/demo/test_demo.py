"""The demonstration tells the same story on every day it is loaded."""

import datetime
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from regions.accounts.models import User
from regions.months import AMSTERDAM
from regions.partners.models import CofinancingNorm
from regions.plans.imports.workbook import read_plan
from regions.progress.models import RegionMonth
from sto_portal.demo.loading import is_empty, load, wipe
from sto_portal.demo.story.activities import POOL
from sto_portal.demo.story.clock import Clock
from sto_portal.demo.story.inventing import invented_places
from sto_portal.demo.story.people import CAST, COBIE
from sto_portal.demo.story.setbacks import SETBACKS
from sto_portal.demo.story.stories import CHARACTERS
from sto_portal.demo.texts import text_of
from sto_portal.demo.workbook import faulty_workbook
from tests.shipped import bring_back

from .conftest import AUTUMN
from .crawling import pages_of

FEW = 6  # a controller reaches the money, the plan and the overview
NEW_YEAR = datetime.datetime(2027, 1, 1, 10, tzinfo=AMSTERDAM)
LEAP_DAY = datetime.datetime(2028, 2, 29, 23, 30, tzinfo=AMSTERDAM)
END_OF_MONTH = datetime.datetime(2026, 10, 31, 9, tzinfo=AMSTERDAM)


def tempo_today(name: str) -> float:
    """Where a region stands if nothing happened since its last log, which may be a while ago."""
    return RegionMonth.objects.filter(region__name=name).latest("month_on").idle_tempo_months


@pytest.mark.django_db
def test_the_norms_that_are_known_outlive_a_wipe():
    bring_back()
    wipe()
    assert CofinancingNorm.objects.count() == 2


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("now", [NEW_YEAR, LEAP_DAY, END_OF_MONTH], ids=str)
def test_each_character_has_its_tempo_and_every_page_answers_on_any_day(now, browse):
    wipe()
    with time_machine.travel(now, tick=False):
        load(now, months_of_digests=2)
        answers = {
            person.name: pages_of(browse(User.objects.get(email=person.email))) for person in CAST
        }
    for name, found in answers.items():
        assert len(found) > (FEW if name == COBIE.name else 30), name
        assert {kind: code for kind, code in found.items() if code != 200} == {}, name
    found = {story.name: tempo_today(story.name) for story in CHARACTERS}
    for story in CHARACTERS:
        assert found[story.name] == pytest.approx(story.tempo[0][1], abs=0.4), story.name


def test_the_same_seed_invents_the_same_plans():
    def told(places):
        return [(place.region.name, place.versions, place.schools_of(2)) for place in places]

    clock = Clock(AUTUMN)
    assert told(invented_places(clock)) == told(invented_places(clock))


def test_the_faulty_workbook_has_two_wrong_cells():
    found = read_plan(faulty_workbook(AUTUMN))
    assert len(found.errors) == 2


def test_there_is_enough_to_draw_from():
    assert sum(len(pool) for pool in POOL.values()) >= 60
    assert sum(len(pool) for pool in SETBACKS.values()) >= 60
    assert sum(len(texts) for texts in text_of("good_news").values()) >= 80


@pytest.mark.django_db
def test_the_demo_is_not_loaded_and_nothing_wiped_where_no_demo_is_asked_for(settings):
    wipe()
    settings.DEMO = False
    user = User.objects.create_user("echt@voorbeeld.example", name="Iemand Echt")
    for arguments in ([], ["--fresh"]):
        with pytest.raises(CommandError):
            call_command("demo", *arguments)
    assert User.objects.get() == user
    assert not is_empty()


def test_the_command_says_who_to_sign_in_as():
    out = io.StringIO()
    call_command("demo", "--people", stdout=out)
    assert "leider@demo.example" in out.getvalue()
    assert "Sanne Wiggers" in out.getvalue()


@pytest.mark.django_db
def test_the_sample_workbook_can_be_fetched_on_a_demo_only(browse, settings):
    somebody = browse(User.objects.create_user("a@demo.example", name="A"))
    settings.DEMO = True
    response = somebody.get("/demo/voorbeeld-plan.xlsx")
    assert response.status_code == 200
    assert read_plan(response.content).errors == []
    assert somebody.get("/demo/anders.xlsx").status_code == 404
    settings.DEMO = False
    assert somebody.get("/demo/voorbeeld-plan.xlsx").status_code == 404
