"""A leader shares how an obstacle was picked up and takes it back; an advisor passes it on."""

import pytest
from playwright.sync_api import expect

from advisors.models import Lesson
from regions.progress.models import Obstacle
from tests.canaries.lessons import picked_up, shared
from tests.progress.stories import obstacle

NARROW = {"width": 320, "height": 700}


@pytest.fixture
def solved(merenland) -> Obstacle:
    return picked_up(
        merenland, problem="De machines stonden stil.", recovery="Een monteur sloot ze aan."
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_a_leader_agrees_on_a_phone_and_withdraws_it(
    merenland, kustzoom, solved, browse_as, check_page, scripts
):
    page = browse_as(merenland.leader, phone=True, scripts=scripts)
    page.goto("/regions/merenland/obstacles/")
    if scripts:
        check_page(page)
    page.locator("#main, main").get_by_role(
        "link", name="Profieloriëntatie leerjaar 2"
    ).first.click()
    page.get_by_role("link", name="Bekijk wat anderen lezen").click()
    how = page.get_by_label("Hoe pakten jullie het op?")
    expect(how).to_have_value("Een monteur sloot ze aan.")
    if scripts:
        check_page(page)
    how.fill("Sanne belde een monteur.")
    page.get_by_label("De naam van je regio staat er niet bij.").check()
    page.get_by_role("button", name="Akkoord: deel het").click()
    expect(page.get_by_text("De tekst noemt Sanne").first).to_be_visible()
    page.faults.clear()  # a form with errors is no fault
    if scripts:
        check_page(page)
    how.fill("Een monteur uit de buurt sloot ze aan.")
    page.get_by_role("button", name="Akkoord: deel het").click()
    expect(page.get_by_role("heading", name="Andere regio's lezen hoe")).to_be_visible()
    other = browse_as(kustzoom.leader, phone=True)
    other.goto("/advisors/ways/")
    expect(other.get_by_text("Een monteur uit de buurt sloot ze aan.")).to_be_visible()
    check_page(other)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_role("heading", name="Dit blijft binnen je regio")).to_be_visible()
    if scripts:
        check_page(page)
    other.reload()
    expect(other.get_by_text("Er is nog niets gedeeld")).to_be_visible()
    assert not Lesson.objects.shared().exists()


def test_an_advisor_lays_a_way_on_the_card_and_tells_it(
    merenland, kustzoom, solved, browse_as, check_page
):
    way = shared(solved, problem="De machines stonden stil.")
    obstacle(
        kustzoom.region, "2.1", "2026-09", cause="room",
        problem="De machines staan stil en zijn niet aangesloten.",
    )  # fmt: skip
    Obstacle.objects.filter(pk=solved.pk).update(cause="room")
    page = browse_as(kustzoom.advisor)
    page.goto(f"/advisors/ways/{way.pk}/")
    check_page(page)
    page.get_by_role("button", name="Leg op de belkaart van Kustzoom").click()
    expect(page.get_by_text("Ligt op de belkaart van Kustzoom", exact=True)).to_be_visible()
    page.goto("/regions/kustzoom/call-card/")
    expect(
        page.get_by_role("heading", name="Om te vertellen: dit is elders opgepakt")
    ).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Verteld, haal het eraf").click()
    expect(page.get_by_text("Gedaan: het is van de belkaart af.")).to_be_visible()
    page.goto(f"/advisors/ways/{way.pk}/")
    page.get_by_role("link", name="Stuur als vraag").click()
    check_page(page)
    page.get_by_role("button", name="Vraag het de programmaleider").click()
    leader = browse_as(kustzoom.leader, phone=True)
    leader.set_viewport_size(NARROW)
    leader.goto("/regions/kustzoom/questions/")
    leader.get_by_role("link", name="loopt bij jullie achter").first.click()
    expect(leader.get_by_text("Zo deed een andere regio het")).to_be_visible()
    check_page(leader)
    leader.goto("/regions/kustzoom/")
    leader.get_by_role("link", name="Dit is elders opgepakt").click()
    expect(leader.get_by_text("De machines stonden stil.").first).to_be_visible()
    check_page(leader)
