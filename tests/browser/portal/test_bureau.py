"""The bureau gives a region its advisor, ends that again, and reads what went out by mail."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from regions.models import Membership, Region, Role
from regions.months import Month
from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Mail
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member, person
from tests.notices.conftest import seal_in_time
from tests.progress.stories import log


@pytest.fixture
def without_advisor(kustzoom) -> Region:
    """Heuvelrug has a leader and nobody who advises it; Nora advises another region."""
    region = Region.objects.create(name="Heuvelrug", slug="heuvelrug")
    member(person("Ilse van Dam"), Role.LEADER, region)
    return region


@pytest.fixture
def mailed(kustzoom) -> Mail:
    """The first digest of Kustzoom, kept in the outbox."""
    now, month = timezone.now(), Month.of(timezone.now()).previous
    kustzoom.group.digests_from_on = month.first_day
    kustzoom.group.save()
    log(kustzoom.region, str(month), going_well="Het leerlab is open.")
    seal_in_time(kustzoom.group, month, now)
    render_waiting(now)
    deliver(now + datetime.timedelta(seconds=1), is_kept=True)
    return Mail.objects.get()


def advisors_of(region: Region) -> list[str]:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    held = Membership.objects.on(tomorrow).advisors().filter(region=region)
    return list(held.values_list("user__email", flat=True))


def choose(page: Page, phone: bool, name: str, room: str = "") -> None:
    if phone:
        page.get_by_text("Menu", exact=True).click()
    elif room:
        page.get_by_role("link", name=room, exact=True).first.click()
    page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()


@pytest.mark.parametrize("phone", [False, True])
def test_the_bureau_assigns_an_advisor_and_ends_it(
    without_advisor, bureau, browse_as, check_page, phone
):
    page = browse_as(bureau, phone=phone)
    page.goto("/")
    check_page(page)
    choose(page, phone, "Toewijzingen", room="Mensen")
    expect(page.locator("h1")).to_have_text("Eén regio heeft geen ondersteuner")
    check_page(page)
    page.get_by_role("button", name="Toewijzen").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies minstens één regio.")
    page.faults.clear()  # Chromium tells of the answer 422
    check_page(page)
    page.get_by_label("E-mailadres van de ondersteuner").fill("nora@demo.example")
    page.get_by_label("Heuvelrug").check()
    page.get_by_role("button", name="Toewijzen").click()
    expect(page.get_by_text("Nora Postma ondersteunt vanaf")).to_be_visible()
    assert advisors_of(without_advisor) == ["nora@demo.example"]
    check_page(page)
    page.get_by_role("link", name="Heuvelrug").click()
    check_page(page)
    page.on("dialog", lambda dialog: dialog.accept())
    expect(page.get_by_role("button", name="Intrekken Nora Postma")).to_be_visible()
    Membership.objects.filter(region=without_advisor).update(starts_on="2026-01-01")
    page.reload()
    page.get_by_role("button", name="Beëindigen Nora Postma").click()
    expect(page.get_by_text("Nora Postma is tot en met vandaag")).to_be_visible()
    assert advisors_of(without_advisor) == []
    check_page(page)
    page.get_by_role("button", name="Einde terugdraaien Nora Postma").click()
    expect(page.get_by_text("Nora Postma houdt deze rol.")).to_be_visible()
    assert advisors_of(without_advisor) == ["nora@demo.example"]


def test_no_table_of_the_bureau_hides_columns_on_a_phone(
    kustzoom, without_advisor, bureau, browse_as
):
    page = browse_as(bureau, phone=True)
    for address in ("regions/", "regions/kustzoom/", "people/", "assignments/"):
        page.goto(f"/bureau/{address}")
        hidden = "boxes => boxes.some(one => one.scrollWidth > one.clientWidth)"
        assert not page.locator(".scroll").evaluate_all(hidden), address
    page.goto("/bureau/regions/kustzoom/")
    label = "cell => getComputedStyle(cell, '::before').content"
    assert page.locator("td[data-label='Vanaf']").first.evaluate(label) == '"Vanaf: "'


@pytest.mark.parametrize("phone", [False, True])
def test_the_bureau_reads_the_outbox_and_one_mail(mailed, bureau, browse_as, check_page, phone):
    page = browse_as(bureau, phone=phone)
    page.goto("/")
    choose(page, phone, "Mail")
    expect(page.locator("h1")).to_have_text("Er wacht geen mail")
    check_page(page)
    page.get_by_label("Regio").select_option(label="Kustzoom")
    page.get_by_role("button", name="Tonen").click()
    check_page(page)
    page.get_by_role("link", name=mailed.subject).click()
    frame = page.frame_locator("iframe.mail-frame")
    expect(frame.get_by_text("Het leerlab is open.")).to_be_visible()
    told = ["Stand", "Van", "Aan", "Gemaakt", "Link zonder wachtwoord"]
    expect(page.locator("dl.mail-head dt")).to_have_text(told)
    check_page(page)
