"""A member marks a digest as seen; silence is never approval."""

import pytest
from django.urls import reverse

from regions.steering.mandate.accepting import accept
from sto_portal.notices.models import Digest, DigestSeen
from sto_portal.notices.planning import plan
from tests.conftest import member, person

from .conftest import LATEST as DUE

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def sealed(merenland):
    plan(DUE)
    accept(merenland.chair, merenland.group.mandate_on(DUE.date()), DUE)
    return merenland


def digest_page(place) -> str:
    return reverse("digest", args=[place.slug, Digest.objects.latest("month_on").month])


def post(client, place, do: str = "seen"):
    return client.post(f"{digest_page(place)}seen/", {"do": do})


def test_a_member_marks_a_digest_once_and_takes_it_back(sealed, browse):
    client = browse(sealed.chair)
    assert "Gezien door 0 van 1 leden" in client.get(digest_page(sealed)).content.decode()
    for _twice in range(2):
        assert post(client, sealed).status_code == 302
    assert DigestSeen.objects.get().user == sealed.chair
    page = client.get(digest_page(sealed)).content.decode()
    assert "Gezien door 1 van 1 leden" in page and "U hebt dit als gezien gemarkeerd" in page
    assert (
        "gezien door 1 van 1 leden"
        in client.get(reverse("digests", args=[sealed.slug])).content.decode()
    )
    post(client, sealed, "undo")
    assert not DigestSeen.objects.exists()


def test_the_mandate_comes_first(sealed, browse):
    newcomer = person("Nieuw Lid")
    member(newcomer, "business", sealed.region)
    answer = post(browse(newcomer), sealed)
    assert answer.url == reverse("steering_mandate", args=[sealed.slug])
    assert not DigestSeen.objects.exists()


def test_a_leader_reads_who_saw_it_and_an_advisor_only_how_many(sealed, browse):
    post(browse(sealed.chair), sealed)
    assert sealed.chair.name in browse(sealed.leader).get(digest_page(sealed)).content.decode()
    page = browse(sealed.advisor).get(digest_page(sealed)).content.decode()
    assert "Gezien door 1 van 1 leden" in page and sealed.chair.name not in page


def test_a_former_member_is_not_counted(sealed, browse):
    post(browse(sealed.chair), sealed)
    sealed.chair.memberships.update(ends_on="2026-11-01")
    client = browse(sealed.leader)
    assert "Gezien door 0 van 0 leden" in client.get(digest_page(sealed)).content.decode()
    archive = client.get(reverse("digests", args=[sealed.slug])).content.decode()
    assert "niet bekeken" in archive and "van 0 leden" not in archive
