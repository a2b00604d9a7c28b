"""The advisor's page: own regions from behind to ahead, with the reason and what changed."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors.models import Look, Question
from regions.models import Region, Role
from regions.progress.models import ActivityMonth
from tests.conftest import approved_plan, member

pytestmark = pytest.mark.usefixtures("on_22_november")


def page(browse, user) -> str:
    return browse(user).get(reverse("advisor")).content.decode()


def test_regions_stand_from_behind_to_ahead(merenland, kustzoom, browse, snapshots):
    member(merenland.advisor, Role.ADVISOR, kustzoom.region)
    snapshots(merenland.region, *[0.4] * 6)
    snapshots(kustzoom.region, *[-2.3] * 6)
    text = page(browse, merenland.advisor).split('id="axis"')[1]
    assert text.index("Kustzoom</a>") < text.index("Merenland</a>")
    assert "Twee regio’s" in text.replace("'", "’").replace("&#x27;", "’")
    assert "−2,3" in text and "+0,4" in text


def test_a_region_says_why_it_stands_where_it_stands(merenland, browse, snapshots):
    stalled = ActivityMonth(title="Hybride docenten", status="stalled", tempo=-3.0)
    snapshots(merenland.region, *[-2.3] * 6, stalled=1, activities=[stalled])
    text = page(browse, merenland.advisor)
    assert "Hybride docenten ligt stil" in text
    assert "Vraagt aandacht" in text


def test_the_page_shows_no_region_of_another_advisor(merenland, kustzoom, browse, snapshots):
    snapshots(merenland.region, 0.0)
    snapshots(kustzoom.region, 0.0)
    assert "Kustzoom" not in page(browse, merenland.advisor)


def test_a_leader_has_no_such_page(merenland, browse):
    assert browse(merenland.leader).get(reverse("advisor")).status_code == 404


def test_an_advisor_whose_assignments_ended_has_no_such_page(merenland, browse):
    merenland.advisor.memberships.update(ends_on=datetime.date(2026, 10, 31))
    assert browse(merenland.advisor).get(reverse("advisor")).status_code == 404


def test_a_region_without_a_plan_is_named_apart(merenland, browse):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    member(merenland.advisor, Role.ADVISOR, region)
    assert "Zonder goedgekeurd plan" in page(browse, merenland.advisor)


def test_what_changed_counts_from_the_moment_the_advisor_said_to_have_seen_it(
    merenland, browse, snapshots
):
    snapshots(merenland.region, *[0.0] * 6)
    asked = timezone.now() - datetime.timedelta(days=2)
    Question.objects.create(
        region=merenland.region,
        asked_of="advisor",
        text="Hoe nu verder?",
        asked_by=merenland.leader,
        asked_at=asked,
    )
    assert "stelde een vraag" in page(browse, merenland.advisor)
    browse(merenland.advisor).post(reverse("advisor_seen"))
    assert Look.objects.get(user=merenland.advisor).seen_at == timezone.now()
    assert "stelde een vraag" not in page(browse, merenland.advisor)


def seen_and_undone(client, **told):
    """Press seen, and then what the page offers beside it, with the fields that stand there."""
    client.post(reverse("advisor_seen"))
    done = client.get(reverse("advisor")).context["done"]
    client.post(done["undo"], done["fields"] | told)


def test_who_pressed_seen_too_soon_takes_it_back(merenland, browse):
    client, now = browse(merenland.advisor), timezone.now()
    seen_and_undone(client)
    assert not Look.objects.exists()
    before = now - datetime.timedelta(days=3, microseconds=7)
    Look.objects.create(user=merenland.advisor, seen_at=before)
    seen_and_undone(client)
    assert Look.objects.get().seen_at == before


@pytest.mark.parametrize("before", ["morgen", "2099-01-01T00:00:00+00:00", "2026-13-01T00:00"])
def test_a_made_up_moment_never_hides_what_changed(merenland, browse, before):
    seen_and_undone(browse(merenland.advisor), before=before)
    assert not Look.objects.filter(seen_at__gt=timezone.now()).exists()


@pytest.mark.parametrize(("moved", "is_told"), [(0.05, False), (0.11, True), (-0.4, True)])
def test_a_tempo_that_a_reader_sees_move_is_news(merenland, browse, snapshots, moved, is_told):
    snapshots(merenland.region, *[-1.0] * 3, -1.0 + moved, -1.0 + moved)
    Look.objects.create(
        user=merenland.advisor, seen_at=timezone.now() - datetime.timedelta(days=40)
    )
    assert ("tempo ging van −1,0 (30 sep) naar" in page(browse, merenland.advisor)) == is_told


def test_the_number_of_queries_does_not_grow_with_regions(
    merenland, browse, snapshots, django_assert_max_num_queries
):
    snapshots(merenland.region, *[0.0] * 13)
    client = browse(merenland.advisor)
    for number in range(8):
        region = Region.objects.create(name=f"Regio {number}", slug=f"regio-{number}")
        approved_plan(region)
        member(merenland.advisor, Role.ADVISOR, region)
        snapshots(region, *[-0.1 * number] * 13)
    with django_assert_max_num_queries(26):
        client.get(reverse("advisor"))
