"""Leaders read who leads other regions and what those share; nobody outside the network does."""

import datetime
import re

import pytest
from django.utils import timezone

from advisors.models import Initiative
from regions.models import Membership, Region, Role
from tests.conftest import member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
URL = "/advisors/network/leaders/"


def rows(client, **query) -> dict[str, str]:
    """The words of each row by its region."""
    body = client.get(URL, query).content.decode().split("<tbody>")[-1].split("</tbody>")[0]
    found = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]
    return {row.split()[0]: row for row in found}


def test_a_leader_reads_names_and_what_is_shared(merenland, kustzoom, bureau, browse):
    stands_in = person("Vera Vervanger")
    member(stands_in, Role.DEPUTY, kustzoom.region)
    Initiative.objects.create(region=kustzoom.region, title="Bus langs scholen", text="Geheim")
    Initiative.objects.create(
        region=kustzoom.region, title="Ingetrokken", text="x", withdrawn_at=timezone.now()
    )
    for who in (merenland.leader, merenland.advisor, bureau):
        found = rows(browse(who))
        assert list(found) == ["Kustzoom", "Merenland"]
        assert found["Kustzoom"].startswith("Kustzoom Karim Bakker Vera Vervanger")
        assert found["Kustzoom"].endswith("Bus langs scholen")
        assert found["Merenland"] == "Merenland Sanne Wiggers nog niets"
    page = browse(merenland.leader).get(URL).content.decode()
    assert kustzoom.leader.email not in page and "Ingetrokken" not in page
    for who in (merenland.chair, person("Niemand Bekend")):
        assert browse(who).get(URL).status_code == 404


def test_who_stopped_or_leads_a_closed_region_is_not_there(merenland, kustzoom, browse):
    client = browse(merenland.leader)
    Membership.objects.filter(user=kustzoom.leader).update(ends_on=datetime.date(2026, 11, 1))
    assert list(rows(client)) == ["Merenland"]
    Membership.objects.filter(user=kustzoom.leader).update(ends_on=None)
    Region.objects.filter(pk=kustzoom.region.pk).update(closed_on=datetime.date(2026, 11, 1))
    assert list(rows(client)) == ["Merenland"]


def test_the_list_is_searched_and_cut(merenland, kustzoom, browse):
    Initiative.objects.create(region=kustzoom.region, title="Bus langs scholen", text="Geheim")
    client = browse(merenland.leader)
    for words in ("karim", "kustz", "bus"):
        assert list(rows(client, q=words)) == ["Kustzoom"]
    assert list(rows(client, which="sharing")) == ["Kustzoom"]
    assert "Niemand gevonden" in client.get(URL, {"q": "zzz"}).content.decode()


def test_as_many_queries_for_many_regions(merenland, browse, django_assert_num_queries):
    client = browse(merenland.leader)
    client.get(URL)
    for number in range(12):
        region = Region.objects.create(name=f"Regio {number}", slug=f"regio-{number}")
        member(person(f"Leider{number} Van Regio"), Role.LEADER, region)
        Initiative.objects.create(region=region, title=f"Idee {number}", text="x")
    with django_assert_num_queries(5):
        client.get(URL)
