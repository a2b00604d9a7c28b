"""The mandate: versions by the bureau, and members who accept before they act."""

import datetime

import pytest
from django.urls import reverse

from regions.models import Region, Role
from regions.steering.mandate.accepting import accept, has_accepted
from regions.steering.models import DEFAULT_MANDATE, Acceptance, Mandate, SteeringGroup
from tests.conftest import NOW, Place, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = NOW.date()


def address(place: Place) -> str:
    return reverse("steering_mandate", args=[place.slug])


def version(place: Place, **fields) -> Mandate:
    values = {"version": 2, "holds_from_on": TODAY, "text": "meedenken over het plan", **fields}
    return Mandate.objects.create(steering_group=place.group, **values)


def wanted(**fields) -> dict:
    values = {
        "text": "toezicht houden, en beslissen over tijd en geld",
        "decides": ["time", "budget"],
        "quorum_percent": 60,
        "holds_from_on": "2026-12-01",
    }
    return values | fields


def test_a_member_accepts_and_a_second_time_changes_nothing(merenland):
    holds = merenland.group.mandate_on(TODAY)
    first = accept(merenland.chair, holds, NOW)
    again = accept(merenland.chair, holds, NOW + datetime.timedelta(days=2))
    assert again == first and again.accepted_at == NOW
    assert has_accepted(merenland.chair, merenland.group, TODAY)
    assert not has_accepted(person("Ander Lid"), merenland.group, TODAY)


def test_a_new_version_is_accepted_anew_from_the_day_it_holds(merenland):
    accept(merenland.chair, merenland.group.mandate_on(TODAY), NOW)
    later = TODAY + datetime.timedelta(days=9)
    version(merenland, holds_from_on=later)
    assert has_accepted(merenland.chair, merenland.group, later - datetime.timedelta(days=1))
    assert not has_accepted(merenland.chair, merenland.group, later)


def test_the_page_asks_a_member_to_accept_with_one_button(merenland, browse):
    client = browse(merenland.chair)
    text = client.get(address(merenland)).content.decode()
    assert "Gelezen en akkoord" in text
    assert DEFAULT_MANDATE in text and "verschoven in de tijd" in text
    holds = merenland.group.mandate_on(TODAY)
    answer = client.post(address(merenland), {"mandate": holds.pk})
    assert answer.url == reverse("steering_start", args=[merenland.slug])
    assert Acceptance.objects.get().user == merenland.chair
    text = client.get(address(merenland)).content.decode()
    assert "Gelezen en akkoord" not in text and "22 november 2026 akkoord" in text


def test_a_version_that_came_since_is_read_before_it_is_accepted(merenland, browse):
    seen = merenland.group.mandate_on(TODAY)
    version(merenland)
    client = browse(merenland.chair)
    for sent in ({"mandate": seen.pk}, {}, {"mandate": "x"}):
        assert client.post(address(merenland), sent).url == address(merenland)
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize("who", ["leader", "bureau"])
def test_the_bureau_and_the_leader_see_who_accepted_and_when(merenland, bureau, browse, who):
    member(person("Trage Lid"), Role.BUSINESS, merenland.region)
    accept(merenland.chair, merenland.group.mandate_on(TODAY), NOW)
    user = bureau if who == "bureau" else merenland.leader
    page = browse(user).get(address(merenland))
    seen = [(seat.user.name, at is not None) for seat, at in page.context["who"]]
    assert seen == [("Marijke Kuiper", True), ("Trage Lid", False)]
    assert "nog niet" in page.content.decode()


@pytest.mark.parametrize("who", ["chair", "advisor"])
def test_nobody_else_sees_who_accepted(merenland, browse, who):
    assert browse(getattr(merenland, who)).get(address(merenland)).context["who"] == []


def test_the_bureau_writes_a_version_and_the_first_stays(merenland, bureau, browse):
    path = reverse("mandate_new", args=[merenland.slug])
    assert browse(bureau).post(path, wanted()).url == address(merenland)
    second, first = merenland.group.mandates.order_by("-version")
    assert (second.version, second.decides, second.quorum_percent) == (2, ["time", "budget"], 60)
    assert second.written_by == bureau and first.text == DEFAULT_MANDATE
    assert merenland.group.mandate_on(TODAY) == first
    assert merenland.group.mandate_on(datetime.date(2026, 12, 1)) == second
    text = browse(merenland.chair).get(address(merenland)).content.decode()
    assert "Versie 2 geldt vanaf 1 december 2026" in text and "Alle 2 versies" in text


def test_a_version_that_says_the_same_is_refused(merenland, bureau, browse):
    path = reverse("mandate_new", args=[merenland.slug])
    same = wanted(text=DEFAULT_MANDATE, decides=["time"], quorum_percent=50)
    answer = browse(bureau).post(path, same)
    assert answer.status_code == 422
    assert "hetzelfde als de laatste versie" in answer.content.decode()
    assert merenland.group.mandates.count() == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"holds_from_on": "2026-11-21"}, "vandaag of later"),
        ({"quorum_percent": 0}, "tussen 1 en 100 procent"),
        ({"quorum_percent": 101}, "tussen 1 en 100 procent"),
        ({"text": "  "}, "Mandaat"),
        ({"decides": ["everything"]}, "everything"),
    ],
)
def test_what_cannot_hold_is_named_and_not_saved(merenland, bureau, browse, fields, told):
    answer = browse(bureau).post(reverse("mandate_new", args=[merenland.slug]), wanted(**fields))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert merenland.group.mandates.count() == 1


def test_a_group_may_decide_on_nothing(merenland, bureau, browse):
    path = reverse("mandate_new", args=[merenland.slug])
    browse(bureau).post(path, wanted(decides=[], holds_from_on="2026-11-22"))
    assert merenland.group.mandate_on(TODAY).decides == []
    text = browse(merenland.chair).get(address(merenland)).content.decode()
    assert "beslist over geen enkele planwijziging" in text


@pytest.mark.parametrize("name", ["steering_edit", "bureau_steering_group"])
def test_a_new_group_has_the_usual_mandate(bureau, browse, name):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    values = {"label": "regiegroep", "rhythm": 1, "digest_working_day": 1}
    values |= {"digests_from_on": "2026-12-01", "mailed_roles": ["chair"]}
    for _twice in range(2):
        assert browse(bureau).post(reverse(name, args=[region.slug]), values).status_code == 302
    group = SteeringGroup.objects.get(region=region)
    first = group.mandates.get()
    assert (first.text, first.written_by, first.holds_from_on) == (DEFAULT_MANDATE, bureau, TODAY)


def test_the_bureau_says_who_gets_the_digest_by_mail(merenland, bureau, browse):
    path = reverse("steering_edit", args=[merenland.slug])
    values = {"label": "stuurgroep", "rhythm": 1, "digest_working_day": 1}
    values |= {"digests_from_on": "2026-01-01"}
    browse(bureau).post(path, values | {"mailed_roles": ["chair", "lead_applicant"]})
    merenland.group.refresh_from_db()
    assert merenland.group.mailed_roles == ["chair", "lead_applicant"]
    browse(bureau).post(path, values)
    merenland.group.refresh_from_db()
    assert merenland.group.mailed_roles == []
    refused = browse(bureau).post(path, values | {"mailed_roles": ["leader"]})
    assert refused.status_code == 422


def test_reading_is_possible_before_accepting(merenland, browse):
    client = browse(merenland.chair)
    for name in ("digests", "steering", "remarks", "plan"):
        assert client.get(reverse(name, args=[merenland.slug])).status_code == 200


def test_a_region_without_a_group_says_so(bureau, browse):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    client = browse(bureau)
    page = client.get(reverse("steering_mandate", args=[region.slug]))
    assert "Nog geen mandaat" in page.content.decode()
    assert client.get(reverse("mandate_new", args=[region.slug])).status_code == 404
    chair = person("Nieuwe Voorzitter")
    member(chair, Role.CHAIR, region)
    answer = browse(chair).post(reverse("steering_mandate", args=[region.slug]))
    assert answer.status_code == 302 and not Acceptance.objects.exists()
