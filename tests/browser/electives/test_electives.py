"""A leader takes an elective from idea to offered."""

from django.utils import timezone
from playwright.sync_api import expect

from electives.models import Backing, Elective, Offering, Stage
from regions.models import School
from tests.canaries.partners import plant_partners
from tests.electives.test_path_in_the_database import elective_of


def test_a_leader_takes_an_elective_from_idea_to_offered(merenland, browse_as, check_page):
    plant_partners(merenland, "Kade", "intern")
    School.objects.create(region=merenland.region, name="Het Anker")
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
    page.get_by_role("link", name="Bedrijf toevoegen").click()
    page.get_by_label("Bedrijf*", exact=True).select_option(index=1)
    check_page(page)
    page.get_by_label("doet wat").select_option("writes")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#businesses .text")).to_contain_text("schrijft mee")
    page.get_by_role("link", name="School toevoegen", exact=True).click()
    check_page(page)
    page.get_by_label("School*", exact=True).select_option(label="Het Anker")
    page.get_by_label("leerweg").select_option("kb")
    page.get_by_label("aantal leerlingen").fill("24")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#offerings .text")).to_contain_text("24 leerlingen")
    page.get_by_role("button", name="Neem over naar").click()
    expect(page.get_by_text("Eén groep staat nu in")).to_be_visible()
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
    assert Backing.objects.get().role == "writes" and Offering.objects.count() == 2
    phone = browse_as(merenland.leader, phone=True)
    for path in ("", f"{elective.pk}/", f"{elective.pk}/material/new/"):
        phone.goto(f"/regions/merenland/electives/{path}")
        check_page(phone)


def test_a_leader_takes_over_from_the_catalogue_on_a_phone(
    merenland, kustzoom, browse_as, check_page
):
    origin = elective_of(merenland, title="Robotica", published_at=timezone.now())
    phone = browse_as(kustzoom.leader, phone=True)
    phone.goto(f"/electives/{origin.pk}/robotica/")
    phone.get_by_role("link", name="Neem over in Kustzoom").click()
    expect(phone.get_by_role("heading", name="Robotica, ook in Kustzoom")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Activiteit van het plan").select_option(index=1)
    phone.get_by_role("button", name="Overnemen").click()
    expect(phone.get_by_text("Overgenomen van Robotica, Merenland")).to_be_visible()
    check_page(phone)
    assert Elective.objects.get(region=kustzoom.region).taken_from == origin
