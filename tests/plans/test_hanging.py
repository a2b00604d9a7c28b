"""The plan page says which partners, contributions, labs and events hang on each activity."""

import datetime

import pytest
from django.urls import reverse

from regions.labs.models import Event, Lab
from regions.partners.models import Business, Contribution, Partnership
from tests.conftest import LONG_AGO, NOW


def partner(place, name: str, activities, **fields) -> Partnership:
    keys = [str(activity.key) for activity in activities]
    return Partnership.objects.create(
        region=place.region, business=Business.objects.create(name=name), started_on=LONG_AGO,
        activity_keys=keys, **fields,
    )  # fmt: skip


def gift(row: Partnership, title: str, activity, **fields) -> None:
    Contribution.objects.create(
        partnership=row, kind="goods", title=title, activity_key=activity.key,
        promised_on=LONG_AGO, promised_cents=100, **fields,
    )  # fmt: skip


def event(place, title: str, activity, **fields) -> None:
    Event.objects.create(
        region=place.region, kind="guest_lesson", title=title, activity_key=activity.key,
        starts_at=NOW, ends_at=NOW + datetime.timedelta(hours=1), **fields,
    )  # fmt: skip


@pytest.fixture
def hung(merenland, kustzoom):
    first, second = merenland.plan.activities.order_by("position")[:2]
    row = partner(merenland, "Van Rees <b>", [first, second])
    gift(row, "Lasrobot", first)
    gift(row, "Vervallen robot", first, dropped_on=LONG_AGO)
    Lab.objects.create(region=merenland.region, name="Techniekhuis", activity_key=second.key)
    event(merenland, "Gastles lassen", first)
    event(merenland, "Afgelaste les", first, state="cancelled", reason="x")
    partner(merenland, "Gestopt", [first], ended_on=LONG_AGO)
    partner(kustzoom, "Elders BV", [first])
    return merenland


def page(browse, user) -> str:
    return browse(user).get(reverse("plan", args=["merenland"])).content.decode()


def test_the_page_links_to_what_hangs_on_an_activity(hung, browse):
    text = page(browse, hung.leader)
    assert text.count("Van Rees &lt;b&gt;</a>") == 2
    assert f'/partners/{Partnership.objects.get(business__name="Van Rees <b>").pk}/"' in text
    for word in ("Partners:", "Bijdragen:", "Lasrobot", "Gastles lassen", "Techniekhuis"):
        assert word in text
    for word in ("Gestopt", "Elders BV", "Vervallen robot", "Afgelaste les"):
        assert word not in text


def test_only_who_may_read_the_partners_sees_it(hung, bureau, browse):
    assert "Lasrobot" in page(browse, hung.advisor)
    assert "Lasrobot" in page(browse, bureau)
    text = page(browse, hung.chair)
    assert "Lasrobot" not in text and "Van Rees" not in text and "Gastles lassen" not in text


def test_of_many_the_first_four_and_a_number(hung, browse):
    activity = hung.plan.activities.first()
    for number in range(7):
        event(hung, f"Les {number}", activity)
    assert "en nog 4" in page(browse, hung.leader)


def test_the_number_of_queries_does_not_grow(hung, browse, django_assert_num_queries):
    client = browse(hung.leader)
    client.get(reverse("plan", args=["merenland"]))
    activities = list(hung.plan.activities.all())
    for number in range(20):
        row = partner(hung, f"Bedrijf {number}", activities)
        gift(row, f"Robot {number}", activities[0])
        event(hung, f"Les {number}", activities[-1])
    with django_assert_num_queries(16):
        client.get(reverse("plan", args=["merenland"]))


def test_what_is_left_out_leads_to_the_page_that_has_it_all(merenland, browse):
    first = merenland.plan.activities.order_by("position")[0]
    for number in range(6):
        partner(merenland, f"Bedrijf {number}", [first])
    text = " ".join(page(browse, merenland.leader).split())
    where = reverse("activity", args=["merenland", first.key])
    assert f'<a href="{where}#hanging">en nog 2</a>' in text
    assert "Bedrijf 5" in browse(merenland.leader).get(where).content.decode()
