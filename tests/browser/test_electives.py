"""A leader takes an elective from idea to offered."""

from playwright.sync_api import expect

from electives.models import Elective, Stage


def test_a_leader_takes_an_elective_from_idea_to_offered(merenland, browse_as, check_page):
    page = browse_as(merenland.leader)
    page.goto("/regions/merenland/electives/")
    check_page(page)
    page.get_by_role("link", name="Nieuw vanuit het plan").click()
    check_page(page)
    page.get_by_label("titel").fill("Composiet en jachtbouw")
    page.get_by_label("wat leerlingen leren").fill("Leerlingen bouwen een romp van vezels.")
    page.get_by_label("Activiteit van het plan").select_option(index=1)
    page.get_by_label("MaT").check()
    page.get_by_role("button", name="Bewaren").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Composiet en jachtbouw")
    check_page(page)
    page.get_by_label("Overlap in procenten").fill("14")
    for stage in list(Stage)[1:]:
        expect(page.get_by_role("heading", name=f"Volgende stap: {stage.label}")).to_be_visible()
        page.get_by_role("button", name="Deze stap is gezet").click()
    expect(
        page.get_by_role("heading", name="Composiet en jachtbouw: in het aanbod")
    ).to_be_visible()
    page.get_by_role("button", name="Publiceren").click()
    check_page(page)
    elective = Elective.objects.get()
    assert elective.steps.count() == len(Stage) and elective.published_at
    phone = browse_as(merenland.leader, phone=True)
    for path in ("", f"{elective.pk}/"):
        phone.goto(f"/regions/merenland/electives/{path}")
        check_page(phone)
