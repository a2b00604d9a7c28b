"""The papers for a meeting: one subject a sheet, and the figures of the page "standing"."""

import datetime
import re
from random import Random

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.plans.models import Idea
from regions.steering.models import Mandate, Remark
from regions.steering.stand.pack import SUBJECTS, chosen_subjects, pack_of
from regions.steering.stand.stand import Stand, standing_on
from tests.conftest import NOW, Place

from .standing_story import tell_months
from .test_standing import TODAY, moved_plan

pytestmark = pytest.mark.usefixtures("on_22_november")
FIGURE = re.compile(r'data-figure="([^"]+)">(.*?)</(?:strong|span|h1|h2)>', re.DOTALL)
TAGS = re.compile(r"<[^>]*>")


def page(client: Client, name: str, query: str = "") -> str:
    response = client.get(f"/regions/merenland/steering/{name}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def pack_page(client: Client, query: str = "") -> str:
    return page(client, "standing/pack", query)


def figures(text: str) -> dict[str, str]:
    return {name: TAGS.sub("", told).strip() for name, told in FIGURE.findall(text)}


def sheets(text: str) -> list[str]:
    return re.findall(r'data-subject="(\w*)"', text)


def remark(place: Place, text: str, **fields) -> Remark:
    told = {"about": "what", "is_for_meeting": True, "made_at": NOW, "made_by": place.chair}
    return Remark.objects.create(steering_group=place.group, text=text, **{**told, **fields})


def fill(place: Place) -> None:
    tell_months(place.region, Random(5))
    moved_plan(place, datetime.date(2026, 10, 12))
    moved_plan(place, TODAY, None, until=9)
    remark(place, "Halen we de 120 plekken?")
    Idea.objects.create(region=place.region, title="Techniekbus", raised_at=NOW)


def test_random_days_have_the_same_figures_on_the_page_and_in_the_pack(merenland, browse):
    fill(merenland)
    client = browse(merenland.chair)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.dates(datetime.date(2025, 6, 1), TODAY))
    def check(day: datetime.date) -> None:
        shown = figures(page(client, "standing", f"?on={day}"))
        assert len(shown) >= 8
        assert figures(pack_page(client, f"?on={day}")) == shown

    check()


def test_every_subject_with_something_to_tell_has_its_own_sheet(merenland, browse):
    fill(merenland)
    text = pack_page(browse(merenland.chair))
    assert sheets(text) == list(SUBJECTS)
    assert "Halen we de 120 plekken?" in text
    assert "Techniekbus" in text
    assert "Verschil met het goedgekeurde plan" in text
    assert "toezicht houden op de uitvoering" in text


def test_an_empty_subject_is_a_line_and_no_sheet(merenland, browse):
    text = pack_page(browse(merenland.chair))
    assert sheets(text) == ["stand", "well", "mandate"]
    for title in ("Gevraagde besluiten", "Genomen besluiten", "Punten voor de vergadering"):
        assert re.search(rf"<strong>{title}[^<]*:</strong> niets te melden\.", text)


def test_subjects_that_are_not_ticked_are_left_out(merenland, browse):
    fill(merenland)
    client = browse(merenland.chair)
    assert sheets(pack_page(client, "?subject=taken&subject=stand")) == ["stand", "taken"]
    assert sheets(pack_page(client, "?subject=onzin")) == list(SUBJECTS)


def test_only_empty_subjects_make_one_sheet_that_says_so(merenland, browse):
    text = pack_page(browse(merenland.chair), "?subject=asked&subject=taken")
    assert sheets(text) == [""]
    assert text.count("niets te melden.") == 2


def test_what_comes_before_the_first_sheet_stands_on_it(merenland):
    stand = standing_on(merenland.region, TODAY, TODAY)
    assert isinstance(stand, Stand)
    pack = pack_of(merenland.chair, merenland.region, stand, ["asked", "mandate"])
    assert [(sheet.subject, sheet.empty) for sheet in pack.sheets] == [
        ("mandate", [SUBJECTS["asked"]])
    ]


def test_no_tick_is_every_subject():
    assert chosen_subjects([]) == list(SUBJECTS)
    assert chosen_subjects(["mandate", "stand"]) == ["stand", "mandate"]


def test_a_point_stands_in_the_pack_of_the_days_that_it_waited(merenland, browse):
    made = datetime.datetime(2026, 10, 5, 9, tzinfo=datetime.UTC)
    answered = datetime.datetime(2026, 10, 20, 9, tzinfo=datetime.UTC)
    remark(merenland, "Kanariepunt", made_at=made, reply="Ja.", replied_at=answered)
    client = browse(merenland.chair)
    for day, is_there in (("10-04", False), ("10-05", True), ("10-19", True), ("10-20", False)):
        assert ("Kanariepunt" in pack_page(client, f"?on=2026-{day}")) == is_there, day


def test_advice_is_in_no_pack_and_nobody_but_group_and_leader_reads_points(
    merenland, bureau, browse
):
    remark(merenland, "Kanariepunt")
    remark(merenland, "Kanarieadvies", about="how", is_for_meeting=False)
    for user in (merenland.chair, merenland.leader):
        assert "Kanariepunt" in pack_page(browse(user))
    for user in (merenland.advisor, bureau):
        assert "Kanariepunt" not in pack_page(browse(user))
    for user in (merenland.chair, merenland.leader, merenland.advisor, bureau):
        assert "Kanarieadvies" not in pack_page(browse(user))


def test_the_mandate_of_the_day_is_printed(merenland, browse):
    Mandate.objects.create(
        steering_group=merenland.group,
        version=2,
        text="toezicht en budget",
        decides=["time", "budget"],
        holds_from_on=datetime.date(2026, 10, 1),
    )
    client = browse(merenland.chair)
    assert "toezicht en budget" in pack_page(client)
    assert "toezicht en budget" not in pack_page(client, "?on=2026-09-30")


def test_ideas_of_the_past_half_year_only(merenland, browse):
    for title, days in (("Nieuw idee", 30), ("Oud idee", 200)):
        at = timezone.now() - datetime.timedelta(days=days)
        Idea.objects.create(region=merenland.region, title=title, raised_at=at)
    text = pack_page(browse(merenland.chair))
    assert "Nieuw idee" in text and "Oud idee" not in text


def test_the_pack_asks_a_fixed_number_of_queries(merenland, browse, django_assert_max_num_queries):
    fill(merenland)
    for number in range(12):
        remark(merenland, f"Punt {number}")
        Idea.objects.create(region=merenland.region, title=f"Idee {number}")
    client = browse(merenland.chair)
    with django_assert_max_num_queries(40):
        pack_page(client)
