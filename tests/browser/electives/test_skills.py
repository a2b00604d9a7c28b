"""A business looks through its link on a phone, without scripts, and says what it misses."""

from django.utils import timezone
from playwright.sync_api import expect

from electives.skills.links import make_link
from regions.partners.models import Partnership
from tests.canaries.electives import plant_electives
from tests.canaries.partners import plant_partners


def test_a_business_says_on_a_phone_what_it_misses(merenland, browse_as, open_page, check_page):
    plant_partners(merenland, "Kade", "intern")
    plant_electives(merenland, "Kade", "intern")
    partner = Partnership.objects.filter(region=merenland.region).first()
    made = make_link(merenland.region, partner, merenland.leader, timezone.now())
    phone = open_page(phone=True)
    phone.goto(f"/skills/{made.token}/")
    expect(phone.get_by_role("heading", name="Dit oefenen leerlingen hier")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Wat mist u?").fill("Solderen")
    phone.get_by_role("button", name="Versturen", exact=True).click()
    expect(phone.get_by_role("heading", name="Dank u wel voor uw antwoord")).to_be_visible()
    check_page(phone)

    leader = browse_as(merenland.leader)
    leader.goto("/regions/merenland/electives/skills/")
    check_page(leader)
    leader.get_by_role("link", name="Wat wordt gemist").click()
    expect(leader.get_by_text("Solderen")).to_be_visible()
    for name in ("Links", "Competenties", "Invullen", "Lob"):
        check_page(leader)
        leader.get_by_role("link", name=name, exact=True).click()
    check_page(leader)
