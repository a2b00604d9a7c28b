"""A rule that three regions name becomes an item, without a word of any region."""

import pytest

from advisors.models import RuleItem, RuleNaming
from advisors.rules.gathering import gather
from regions.models import Region, Role
from regions.progress.models import Obstacle
from tests.conftest import NOW, approved_plan, member
from tests.progress.stories import obstacle

PERMIT = "De vergunning voor de verbouwing laat op zich wachten"


@pytest.fixture
def named(merenland, kustzoom) -> list[Obstacle]:
    """Three regions name the same rule in words of their own, one names another."""
    third = Region.objects.create(name="Derdeland", slug="derde")
    approved_plan(third)
    regions = (merenland.region, kustzoom.region, third)
    rows = [
        obstacle(region, "1.1", "2026-09", cause="rule", problem=f"{PERMIT}{rest}")
        for region, rest in zip(regions, (".", " bij de gemeente.", ", al maanden."), strict=True)
    ]
    obstacle(third, "1.2", "2026-09", cause="rule", problem="Onder de zestien mag niemand lassen.")
    return rows


def run() -> int:
    return gather(NOW, NOW.date())


def test_three_regions_make_an_item_and_two_do_not(named):
    Obstacle.objects.filter(pk=named[2].pk).update(cause="money")
    assert run() == 0 and not RuleItem.objects.exists()
    Obstacle.objects.filter(pk=named[2].pk).update(cause="rule")
    assert run() == 1 and run() == 0
    assert set(RuleNaming.objects.values_list("obstacle", flat=True)) == {row.pk for row in named}
    assert str(RuleItem.objects.get()) == "Een regel bij “Anders”"


def test_one_region_that_names_it_three_times_does_not(merenland):
    for code in ("1.1", "1.2", "2.1"):
        obstacle(merenland.region, code, "2026-09", cause="rule", problem=PERMIT)
    assert run() == 0


def test_a_fourth_joins_and_another_cause_takes_it_out(named, kustzoom):
    run()
    fourth = obstacle(kustzoom.region, "2.1", "2026-10", cause="rule", problem=PERMIT)
    assert run() == 0 and RuleNaming.objects.filter(obstacle=fourth).exists()
    Obstacle.objects.filter(pk=fourth.pk).update(cause="time")
    run()
    assert not RuleNaming.objects.filter(obstacle=fourth).exists()


def test_what_somebody_placed_stays(named, merenland, browse):
    run()
    other = RuleItem.objects.create(title="Een andere regel")
    url = f"/regions/{merenland.slug}/obstacles/{named[0].pk}/"
    browse(merenland.advisor).post(f"{url}rule/", {"item": other.pk})
    run()
    naming = RuleNaming.objects.get(obstacle=named[0])
    assert (naming.item, naming.placed_by) == (other, merenland.advisor)


def test_each_reads_the_words_of_the_own_region_only(named, merenland, kustzoom, browse, bureau):
    run()
    item = RuleItem.objects.get()
    address = f"/advisors/rules/{item.pk}/"
    for reader, own, other in (
        (merenland.advisor, "wachten.", "al maanden"),
        (merenland.leader, "wachten.", "al maanden"),
    ):
        html = browse(reader).get(address).content.decode()
        assert own in html and other not in html and "Kustzoom" not in html
        assert "genoemd door 3 regio" in " ".join(html.split())
    html = browse(bureau).get(address).content.decode()
    assert "al maanden" in html and "Kustzoom" in html
    assert browse(merenland.chair).get(address).status_code == 404
    assert browse(merenland.chair).get("/advisors/rules/").status_code == 404


def test_an_owner_writes_what_came_of_it_and_every_leader_reads_it(
    named, merenland, kustzoom, browse, bureau
):
    run()
    item = RuleItem.objects.get()
    address = f"/advisors/rules/{item.pk}/"
    told = {"title": "Wat een gemeente vraagt", "owner": merenland.advisor.pk, "outcome": ""}
    assert browse(merenland.advisor).post(f"{address}edit/", told).status_code == 403
    assert browse(bureau).post(f"{address}edit/", told).status_code == 302
    told["outcome"] = "Vraag het eerst aan Kustzoom."
    refused = browse(merenland.advisor).post(f"{address}edit/", told)
    assert refused.status_code == 422 and "Dit noemt Kustzoom" in refused.content.decode()
    told["outcome"] = "Met een tijdelijke vergunning mag het lab beginnen."
    assert browse(merenland.advisor).post(f"{address}edit/", told).status_code == 302
    item.refresh_from_db()
    assert item.outcome_on == NOW.date()
    beside = f"/regions/kustzoom/obstacles/{named[1].pk}/"
    html = browse(kustzoom.leader).get(beside).content.decode()
    assert told["outcome"] in html and "Merenland" not in html
    RuleNaming.objects.filter(obstacle__region=kustzoom.region).delete()
    assert browse(kustzoom.leader).get(address).status_code == 200  # there is an outcome


def test_only_people_of_the_work_can_own_it(named, merenland, browse, bureau):
    run()
    item = RuleItem.objects.get()
    told = {"title": "Een regel", "owner": merenland.chair.pk, "outcome": ""}
    answer = browse(bureau).post(f"/advisors/rules/{item.pk}/edit/", told)
    assert answer.status_code == 422
    member(merenland.chair, Role.ADVISOR, Region.objects.get(slug="derde"))
    answer = browse(bureau).post(f"/advisors/rules/{item.pk}/edit/", told)
    assert answer.status_code == 302
