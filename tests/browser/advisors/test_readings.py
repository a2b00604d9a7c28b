"""The bureau gives a plan, a colleague remarks and advises, the leader answers."""

from playwright.sync_api import expect

from advisors.models import PlanRemark
from tests.advisors.test_readings import submitted

REGION = "/regions/merenland/plan/readings/"


def test_a_plan_is_read_and_the_remark_answered(merenland, kustzoom, bureau, browse_as, check_page):
    submitted(merenland)
    office = browse_as(bureau)
    office.goto(REGION)
    check_page(office)
    office.get_by_label("Nora Postma").check()
    office.get_by_label("klaar op").fill("2030-01-15")
    office.get_by_role("button", name="Geef het plan").click()
    expect(office.get_by_text("Nog geen advies.")).to_be_visible()
    check_page(office)

    reader = browse_as(kustzoom.advisor)
    reader.goto("/advisors/readings/")
    check_page(reader)
    reader.get_by_role("link", name="Plan 2027").click()
    reader.get_by_text("Wat er veranderde sinds versie 1").click()
    expect(reader.get_by_role("rowheader", name="2.1").first).to_be_visible()
    stages = reader.get_by_role("article").filter(has_text="2.1 Stages leerjaar 4")
    stages.get_by_text("Maak een opmerking").click()
    stages.get_by_label("Opmerking").fill("Is dit budget genoeg?")
    check_page(reader)
    stages.get_by_role("button", name="Bewaar de opmerking").click()
    expect(stages.get_by_text("Is dit budget genoeg?")).to_be_visible()
    reader.get_by_label("Goedkeuren na aanpassing").check()
    reader.get_by_label("in een paar woorden").fill("Bijna klaar.")
    reader.on("dialog", lambda dialog: dialog.accept())
    reader.get_by_role("button", name="Geef het advies").click()
    expect(reader.get_by_text("Je advies is gegeven.")).to_be_visible()
    expect(reader.get_by_text("Maak een opmerking")).to_have_count(0)
    check_page(reader)

    leader = browse_as(merenland.leader, phone=True)
    leader.goto(REGION)
    check_page(leader)
    leader.get_by_text("Beantwoord", exact=False).first.click()
    leader.get_by_label("Je antwoord").fill("Wij vroegen twee offertes.")
    leader.get_by_role("button", name="Bewaar het antwoord").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Lezers van het plan")
    check_page(leader)
    reader.reload()
    expect(reader.get_by_text("Wij vroegen twee offertes.")).to_be_visible()
    assert PlanRemark.objects.get().replied_by == merenland.leader
