"""The pages ask as many queries for many ways as for a few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisors.lessons.matching import matches_for
from advisors.models import Lesson
from regions.progress.models import Obstacle
from tests.canaries.lessons import picked_up, shared
from tests.progress.stories import obstacle as open_obstacle


def asked(client, address: str) -> int:
    with CaptureQueriesContext(connection) as context:
        assert client.get(address).status_code == 200
    return len(context)


def many(place, number: int, **told) -> list[Lesson]:
    return [
        shared(picked_up(place, "1.2", opened_on=f"2025-{month:02}-01", **told))
        for month in range(1, number + 1)
    ]


@pytest.mark.parametrize("address", ["/advisors/ways/", "/regions/kustzoom/obstacles/"])
def test_a_list_asks_no_more_for_many(address, merenland, kustzoom, browse):
    many(merenland, 2)
    many(kustzoom, 2)
    client = browse(kustzoom.leader)
    client.get(address)
    few = asked(client, address)
    many(merenland, 6, recovery="Anders")
    many(kustzoom, 6, recovery="Anders")
    assert asked(client, address) == few


def test_the_page_of_an_obstacle_and_of_a_way_ask_no_more_for_many(merenland, kustzoom, browse):
    (way, *_others) = many(merenland, 2, cause="room")
    stuck = open_obstacle(
        kustzoom.region, "1.2", "2026-09", cause="room", problem="De werkplaats is bezet."
    )
    client = browse(kustzoom.advisor)
    addresses = (f"/regions/kustzoom/obstacles/{stuck.pk}/", f"/advisors/ways/{way.pk}/")
    few = [asked(client, address) for address in addresses]
    many(merenland, 8, cause="room", recovery="Anders")
    open_obstacle(kustzoom.region, "1.1", "2026-09", cause="room", problem="Alles bezet.")
    assert [asked(client, address) for address in addresses] == few


def test_what_fits_many_obstacles_takes_at_most_four_queries(
    merenland, kustzoom, django_assert_max_num_queries
):
    many(merenland, 9, cause="room")
    for code in ("1.1", "1.2", "2.1"):
        open_obstacle(kustzoom.region, code, "2026-09", cause="room", problem="Werkplaats bezet.")
    rows = list(Obstacle.objects.filter(state="open").select_related("activity"))
    with django_assert_max_num_queries(4):
        found = matches_for(rows)
    assert {pk: len(matches) for pk, matches in found.items()} == {row.pk: 3 for row in rows}
