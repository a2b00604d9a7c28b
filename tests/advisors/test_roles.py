"""The advisor sees how much of what groups pass on is about how and how fast, and no more."""

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from advisors.portfolio.reasons import reasons_for
from advisors.portfolio.roles import roles_of
from advisors.portfolio.standing import Signals
from regions.models import Role
from regions.steering.models import Remark
from tests.conftest import NOW, Place, member

from .test_reasons import standing

pytestmark = pytest.mark.usefixtures("on_22_november")


def filed(place: Place, *abouts: str, on: datetime.date = datetime.date(2026, 10, 12)) -> None:
    at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(9)))
    Remark.objects.bulk_create(
        Remark(
            steering_group=place.group,
            about=about,
            text="geheimtekst",
            made_by=place.chair,
            made_at=at,
        )
        for about in abouts
    )


def page(browse, place: Place) -> str:
    return browse(place.advisor).get(reverse("advisor_roles")).content.decode()


def test_the_heading_is_a_finding(merenland, browse):
    filed(merenland, *["how"] * 3, "how_fast", "what")
    text = page(browse, merenland)
    assert "In één groep gaan de meeste opmerkingen over hoe of hoe snel" in text
    assert "4 van de 5 opmerkingen" in text


def test_no_names_and_no_words(merenland, browse):
    filed(merenland, *["how"] * 6)
    text = page(browse, merenland)
    assert "geheimtekst" not in text and merenland.chair.name not in text


def test_below_five_remarks_nothing_is_told(merenland, browse):
    filed(merenland, *["how"] * 4)
    text = page(browse, merenland)
    assert "Te weinig om iets te zeggen" in text and "4 van de" not in text
    assert 'class="shares"' not in text


def test_a_quarter_below_five_has_no_share(merenland):
    filed(merenland, *["how"] * 4, on=datetime.date(2026, 11, 2))
    filed(merenland, *["how"] * 3, *["what"] * 2, on=datetime.date(2026, 7, 2))
    (role,) = roles_of([merenland.region], NOW)
    assert [q.share.value for q in role.quarters] == [None] * 6 + [0.6, None]
    assert (role.share.advice, role.share.total) == (7, 9)


def test_eight_quarters_end_with_the_running_one(merenland):
    filed(merenland, *["how"] * 5, on=datetime.date(2024, 12, 31))
    filed(merenland, *["how"] * 5, on=datetime.date(2025, 1, 1))
    (role,) = roles_of([merenland.region], NOW)
    assert [str(q.first) for q in role.quarters][::7] == ["2025-01", "2026-10"]
    assert role.share.total == 5


def test_own_regions_only_by_name_and_not_by_share(merenland, kustzoom, browse):
    filed(merenland, *["how"] * 5)
    filed(kustzoom, *["what"] * 5)
    assert "Kustzoom" not in page(browse, merenland)
    member(merenland.advisor, Role.ADVISOR, kustzoom.region)
    text = page(browse, merenland)
    assert text.index("Kustzoom") < text.index("Merenland")


@pytest.mark.parametrize("who", ["leader", "chair", "bureau"])
def test_only_an_advisor_has_this_page(merenland, bureau, browse, who):
    user = bureau if who == "bureau" else getattr(merenland, who)
    assert browse(user).get(reverse("advisor_roles")).status_code == 404


def test_the_number_of_queries_does_not_grow_with_regions(
    merenland, kustzoom, browse, django_assert_max_num_queries
):
    member(merenland.advisor, Role.ADVISOR, kustzoom.region)
    for place in (merenland, kustzoom):
        filed(place, *["how"] * 9)
    client = browse(merenland.advisor)
    with django_assert_max_num_queries(5):
        client.get(reverse("advisor_roles"))


def test_the_portfolio_says_so_from_five_remarks_and_sixty_percent(merenland, browse, snapshots):
    snapshots(merenland.region, *[0.0] * 3)
    filed(merenland, *["how"] * 4, "what")
    text = browse(merenland.advisor).get(reverse("advisor")).content.decode()
    assert "Vier van de vijf opmerkingen gaan over hoe of hoe snel" in text
    assert reverse("advisor_roles") in text


@pytest.mark.parametrize(
    ("remarks", "is_told"), [((3, 5), True), ((2, 5), False), ((4, 4), False), ((5, 9), False)]
)
def test_the_reason_needs_enough_remarks(remarks, is_told):
    with translation.override("en"):
        told = reasons_for(replace(standing([0, 0, 0, 0]), signals=Signals(remarks=remarks)))
    assert any("how or how fast" in sentence for sentence in told) == is_told
