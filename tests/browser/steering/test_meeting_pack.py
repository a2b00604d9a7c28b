"""A member reads the stand of the plan on a day and prints the papers for the meeting."""

import datetime
import re
from random import Random

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from regions.months import Month
from regions.plans.approve.approval import decide_change, propose_change
from regions.plans.models import Idea
from regions.plans.versions import start_draft
from regions.steering.models import Remark
from regions.steering.stand.pack import SUBJECTS
from tests.conftest import Place
from tests.steering.standing_story import FIRST, tell_months

STANDING = "/regions/merenland/steering/standing/"


@pytest.fixture
def busy(merenland) -> Place:
    """A region where every subject of the pack has something to tell today."""
    now = timezone.now()
    tell_months(merenland.region, Random(7), FIRST, Month.of(timezone.localdate()).previous)
    propose(merenland, now - datetime.timedelta(days=60), now - datetime.timedelta(days=40))
    propose(merenland, now - datetime.timedelta(days=3), None)
    for number in range(4):
        Remark.objects.create(
            steering_group=merenland.group,
            about="what",
            text=f"Punt {number}: halen we met dit plan de 120 plekken van dit jaar?",
            is_for_meeting=True,
            made_by=merenland.chair,
            made_at=now - datetime.timedelta(hours=1),
        )
    Idea.objects.create(region=merenland.region, title="Techniekbus", raised_at=now)
    return merenland


def propose(place: Place, at: datetime.datetime, decided_at: datetime.datetime | None) -> None:
    draft = start_draft(place.region, place.leader)
    stages = draft.activities.get(code="2.1")
    stages.ends_on += datetime.timedelta(days=60)
    stages.save()
    change = draft.change
    change.title, change.reason = "Stages later", "Twee bedrijven vallen weg als begeleider."
    change.effect, change.options = "38 leerlingen later.\nGeen gevolgen voor geld.", "Niets doen."
    change.advice = "Verschuif de stages."
    change.save()
    propose_change(change, place.leader, at)
    if decided_at:
        decide_change(
            change,
            is_accepted=True,
            decided_on=decided_at.date(),
            decided_by="stuurgroep Merenland",
            recorded_by=None,
        )


def pages_of(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_member_opens_the_stand_changes_the_date_and_opens_the_pack(busy, browse_as, check_page):
    page = browse_as(busy.chair)
    page.goto("/regions/merenland/steering/digests/")
    page.get_by_role("link", name="Plan", exact=True).click()
    assert page.url.endswith(STANDING)
    check_page(page)
    earlier = Month.of(timezone.localdate()).plus(-2).last_day
    page.get_by_label("Stand van de dag").fill(str(earlier))
    page.get_by_role("button", name="Tonen").click()
    assert f"on={earlier}" in page.url
    assert page.get_by_label("Stand van de dag").input_value() == str(earlier)
    shown = page.locator("[data-figure]").all_inner_texts()
    check_page(page)
    page.get_by_role("link", name="Vergaderstukken").click()
    check_page(page)
    assert page.locator("[data-figure]").all_inner_texts() == shown
    page.get_by_label("Het mandaat van de groep").uncheck()
    page.get_by_role("button", name="Tonen").click()
    assert page.locator('[data-subject="mandate"]').count() == 0
    assert str(earlier) in page.url


def test_the_pack_prints_one_a4_for_each_subject(busy, browse_as):
    page = browse_as(busy.chair)
    page.goto(f"{STANDING}pack/")
    assert page.locator("[data-subject]").count() == len(SUBJECTS)
    assert pages_of(page) == len(SUBJECTS)
    page.goto(f"{STANDING}pack/?subject=stand&subject=asked")
    assert pages_of(page) == 2


def test_empty_subjects_take_no_sheet(merenland, browse_as, check_page):
    page = browse_as(merenland.chair)
    page.goto(f"{STANDING}pack/")
    assert pages_of(page) == page.locator("[data-subject]").count() == 3
    check_page(page)


def test_the_stand_and_the_pack_fit_a_phone(busy, browse_as, check_page):
    page = browse_as(busy.chair, phone=True)
    page.goto(STANDING)
    check_page(page)
    page.get_by_role("link", name="Half jaar geleden").click()
    check_page(page)
    page.goto(f"{STANDING}pack/")
    check_page(page)
    page.goto(f"{STANDING}?on=2020-01-01")
    assert page.locator("h1").inner_text() == "Van deze dag is er geen stand"
    check_page(page)


def test_the_stand_works_without_scripts_and_for_the_advisor(busy, browse_as, check_page):
    page = browse_as(busy.advisor, scripts=False)
    page.goto(STANDING)
    page.get_by_role("link", name="Einde vorige maand").click()
    assert page.get_by_role("button", name="Afdrukken").count() == 0
    page.get_by_role("link", name="Vergaderstukken").click()
    assert page.get_by_role("button", name="Afdrukken").is_hidden()
    assert "Alleen de groep en de programmaleider" in page.locator("main").inner_text()
