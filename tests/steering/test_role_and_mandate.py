import pytest
from django.urls import reverse

from regions.models import Region
from regions.steering.models import SteeringGroup

pytestmark = pytest.mark.django_db


def address(place) -> str:
    return reverse("steering", args=[place.slug])


@pytest.mark.parametrize("who", ["chair", "leader", "advisor"])
def test_everybody_of_the_region_reads_the_mandate(merenland, browse, who):
    page = browse(getattr(merenland, who)).get(address(merenland)).content.decode()
    assert "toezicht houden op de uitvoering van het beschreven plan" in page
    assert "Marijke Kuiper" in page and "Sanne Wiggers" in page
    assert "Geen vergelijking met andere regio’s" in page


def test_nobody_of_another_region_does(merenland, kustzoom, browse):
    assert browse(kustzoom.chair).get(address(merenland)).status_code == 404


def test_only_the_bureau_sets_the_rhythm(merenland, browse, bureau):
    path = reverse("steering_edit", args=[merenland.slug])
    for who in (merenland.chair, merenland.leader, merenland.advisor):
        assert browse(who).get(path).status_code == 403
        assert browse(who).post(path).status_code == 403
    values = {
        "label": "regiegroep",
        "rhythm": 2,
        "digest_working_day": 6,
        "digests_from_on": "2026-10-15",
    }
    assert browse(bureau).post(path, values).status_code == 302
    group = SteeringGroup.objects.get(region=merenland.region)
    assert (group.label, group.rhythm) == ("regiegroep", 2)
    assert group.digests_from_on.day == 1


def test_a_wrong_working_day_is_named_and_nothing_is_saved(merenland, browse, bureau):
    path = reverse("steering_edit", args=[merenland.slug])
    values = {
        "label": "stuurgroep",
        "rhythm": 1,
        "digest_working_day": 22,
        "digests_from_on": "2026-10-01",
    }
    answer = browse(bureau).post(path, values)
    assert answer.status_code == 422
    assert "Kies werkdag 1 tot en met 10" in answer.content.decode()
    assert SteeringGroup.objects.get(region=merenland.region).digest_working_day == 1


def test_a_region_without_a_group_says_so_and_can_have_one(browse, bureau):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    client = browse(bureau)
    assert "Nog geen stuurgroep" in client.get(f"/regions/{region.slug}/steering/").content.decode()
    assert client.get(f"/regions/{region.slug}/steering/digests/").status_code == 200
    client.post(
        f"/regions/{region.slug}/steering/edit/",
        {
            "label": "stuurgroep",
            "rhythm": 1,
            "digest_working_day": 1,
            "digests_from_on": "2026-12-01",
        },
    )
    assert SteeringGroup.objects.get(region=region)
