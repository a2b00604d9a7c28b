"""The first page of a member: what is asked now, then the stand of today, then what came before."""

import pytest
from django.utils import timezone

from regions.models import Role
from regions.steering.decisions.deciding import cast_vote
from regions.steering.models import SteeringGroup
from sto_portal.notices.models import Digest, DigestSeen
from tests.conftest import member
from tests.progress.stories import obstacle

from .deciding_group import accept, asked, seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
START = "/regions/merenland/steering/start/"


def text_of(client, address: str = START) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_member_begins_there_and_reads_that_nothing_is_asked(merenland, browse):
    accept(merenland, merenland.chair)
    client = browse(merenland.chair)
    assert client.get("/").url == START
    text = text_of(client)
    assert "Er wordt nu niets van u gevraagd" in text and "Er is nog geen maandbericht" in text
    assert text.index("De stand van vandaag") < text.index("Wat eerder kwam")


def test_vote_question_and_digest_are_asked_until_they_are_done(merenland, browse):
    users, change = seats(merenland, 2), asked(merenland)
    obstacle(merenland.region, "1.2", "2026-10", is_stalled=True, decision_asked="Wie betaalt?")
    digest = Digest.objects.create(
        steering_group=merenland.group, from_on="2026-10-01", month_on="2026-10-01",
        headline="Het plan loopt achter",
    )  # fmt: skip
    client = browse(users[1])
    text = text_of(client)
    assert "3 dingen worden van u gevraagd" in text
    order = [text.index(words) for words in ("Stages later", "Wie betaalt?", "loopt achter")]
    assert order == sorted(order) and "uiterlijk 4 december" in text
    cast_vote(change, users[1], "for", "", timezone.now())
    DigestSeen.objects.create(digest=digest, user=users[1])
    assert "1 ding wordt van u gevraagd" in text_of(client)


def test_the_chair_is_asked_to_establish_when_everybody_answered(merenland, browse):
    users, change = seats(merenland, 2), asked(merenland)
    for user in users:
        cast_vote(change, user, "for", "", timezone.now())
    assert "Besluit vaststellen" in text_of(browse(merenland.chair))
    assert "Er wordt nu niets van u gevraagd" in text_of(browse(users[1]))


def test_who_sits_in_two_groups_reads_what_the_other_asks(merenland, kustzoom, browse):
    users = seats(merenland, 2)
    seats(kustzoom, 2)
    member(users[1], Role.BUSINESS, kustzoom.region)
    asked(kustzoom)
    text = text_of(browse(users[1]))
    assert "Kustzoom" in text and "daar wordt 1 ding van u gevraagd" in text


def test_a_region_without_a_group_or_a_leader_has_a_page_too(merenland, browse):
    merenland.leader.memberships.all().delete()
    client = browse(merenland.chair)
    text_of(client)
    SteeringGroup.objects.all().delete()
    assert "nog geen stuurgroep in het portaal" in text_of(client)
