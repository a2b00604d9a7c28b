"""All regions against their own plans: no names for advisors beyond their own."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from regions.models import Region
from regions.months import AMSTERDAM
from regions.progress.measure.snapshots import rebuild
from tests.conftest import approved_plan
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def two_regions(merenland, kustzoom, snapshots):
    snapshots(merenland.region, *[-0.5] * 8, *[-2.0] * 6)
    snapshots(kustzoom.region, *[0.5] * 8, *[2.0] * 6)


def page(browse, user) -> str:
    response = browse(user).get(reverse("national"))
    assert response.status_code == 200
    return response.content.decode()


def test_the_heading_says_whether_regions_drew_apart(two_regions, merenland, browse):
    text = page(browse, merenland.advisor)
    assert "De verschillen zijn in een jaar gegroeid" in text
    assert "lag een jaar geleden 0,8 maanden uiteen, nu 3,2 maanden" in text


def test_an_advisor_reads_only_the_names_of_own_regions(two_regions, merenland, browse):
    text = page(browse, merenland.advisor)
    assert "Merenland" in text
    assert "Kustzoom" not in text


def test_the_bureau_reads_all_names_and_takes_them_along(two_regions, bureau, browse):
    assert "Kustzoom" in page(browse, bureau)
    csv = browse(bureau).get(reverse("national_csv")).content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("Regio;Programmaleider;Tempo;Gemeten op;Een jaar geleden")
    assert any(
        line.startswith("Kustzoom;Karim Bakker;2,0;2026-10-31;0,5") for line in csv.splitlines()
    )


def test_an_advisor_gets_no_list_of_regions(two_regions, merenland, browse):
    assert browse(merenland.advisor).get(reverse("national_csv")).status_code == 404


@pytest.mark.parametrize("who", ["leader", "chair"])
def test_regions_themselves_are_not_compared(two_regions, merenland, browse, who):
    assert browse(getattr(merenland, who)).get(reverse("national")).status_code == 404


@pytest.mark.parametrize("sort", ["tempo", "-tempo", "leader", "-region", "nonsense", "-"])
def test_the_table_sorts_by_what_the_address_says(two_regions, bureau, browse, sort):
    response = browse(bureau).get(reverse("national"), {"sort": sort})
    names = [row.region.name for row in response.context["rows"]]
    expected = ["Merenland", "Kustzoom"] if sort in {"tempo", "-region"} else None
    assert sorted(names) == ["Kustzoom", "Merenland"]
    assert expected is None or names == expected


def test_without_figures_the_page_says_so(bureau, browse):
    assert "Nog geen cijfers" in page(browse, bureau)


def test_in_the_first_hours_of_a_month_all_pages_tell_the_same(merenland, bureau, browse):
    """The jobs of the night have not written the new month yet."""
    log(merenland.region, "2026-10", {"2.1": {"status": "stalled", "counted": 20}})
    rebuild([merenland.region], datetime.date(2026, 11, 30))
    with time_machine.travel(datetime.datetime(2026, 12, 1, 0, 30, tzinfo=AMSTERDAM), tick=False):
        address = reverse("region", args=[merenland.region.slug])
        now = browse(bureau).get(address).context["page"].row
        (advised,) = browse(merenland.advisor).get(reverse("advisor")).context["portfolio"].rows
        told = browse(bureau).get(reverse("national")).context
    assert (str(now.month), now.stalled) == ("2026-12", 1)
    (listed,) = [row for row in told["rows"] if row.region == merenland.region]
    (dot,) = told["spread"].drawing.swarms[-1].dots
    assert advised.tempo == listed.tempo == dot.tempo == now.tempo_months
    assert advised.standing.now.stalled == listed.stalled == now.stalled


def test_the_number_of_queries_does_not_grow_with_regions(
    bureau,
    browse,
    snapshots,
    django_assert_max_num_queries,
):
    for number in range(20):
        region = Region.objects.create(name=f"Regio {number}", slug=f"regio-{number}")
        approved_plan(region)
        snapshots(region, *[0.1 * number] * 13)
    client = browse(bureau)
    with django_assert_max_num_queries(10):
        client.get(reverse("national"))
