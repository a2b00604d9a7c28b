"""A role is given on the page: a typing error asked about, who is replaced, and the invitation."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.models import Membership, Role
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_a_leader_is_replaced_by_who_is_invited(kustzoom, bureau, browse_as, check_page, width):
    page = browse_as(bureau, phone=width < 1280)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/bureau/regions/kustzoom/")
    page.get_by_role("link", name="Iemand een rol geven").click()
    page.locator("#id_email").fill("nora@gmial.con")
    page.locator("#id_name").fill("Nora Nieuw")
    page.locator("#id_role").select_option("leader")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_contain_text("Bedoelt u gmail.com?")
    page.faults.clear()  # the browser tells of the 422
    check_page(page)
    page.get_by_role("button", name="Ja, nora@gmail.com").click()
    expect(page.locator("#id_email")).to_have_value("nora@gmail.com")
    page.get_by_label("Stopt de dag ervoor").check()
    page.faults.clear()
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("status")).to_contain_text("Er gaat een uitnodiging naar")
    check_page(page)
    today = timezone.localdate()
    led = Membership.objects.on(today).filter(region=kustzoom.region, role=Role.LEADER)
    assert [row.user.email for row in led] == ["nora@gmail.com"]
    plan(timezone.now())
    deliver(timezone.now(), is_kept=True)
    assert Mail.objects.filter(kind="invite").count() == 2
    page.goto("/mail/?q=nora")
    expect(page.locator("table.mails tbody tr")).to_have_count(1)
    check_page(page)
    page.get_by_role("link", name="Uitnodiging voor het STO-portaal").click()
    expect(page.get_by_role("button", name="Stuur opnieuw naar nora@gmail.com")).to_be_visible()
    check_page(page)
    page.goto("/bureau/people/?q=nieuw")
    expect(page.locator("tbody tr")).to_have_count(1)
    check_page(page)
