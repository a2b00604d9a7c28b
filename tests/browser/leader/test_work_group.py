"""A leader's month in which the work group answers: asked, written on a phone, taken over."""

import io
import re

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from regions.months import Month
from regions.progress.log.due import read_log_book
from regions.progress.models import ActivityUpdate, WorkAsk, WorkLine
from regions.progress.work_group.asking import ask_owners, token_of
from tests.conftest import Place
from tests.progress.stories import log
from tests.progress.work_group.test_asking import AYSE, JAN, owns

NOW_MONTH = Month.of(timezone.localdate())
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def group(merenland: Place) -> Place:
    told = {"2.1": {"status": "on_track", "counted": 60}, "1.2": {"status": "on_track"}}
    log(merenland.region, str(NOW_MONTH.previous), told)
    owns(merenland, "1.2", AYSE)
    return merenland


def picture() -> dict:
    made = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(made, "PNG")
    return {"name": "lab.png", "mimeType": "image/png", "buffer": made.getvalue()}


def narrow(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_work_group_writes_and_the_leader_takes_over(
    group, browse_as, open_page, live_server, check_page
):
    leader = browse_as(group.leader)
    leader.goto(f"{live_server.url}/regions/{group.slug}/work-group/")
    leader.get_by_role("link", name="Wie voert wat uit").click()
    check_page(leader)
    row = leader.get_by_role("group", name="2.1 Stages leerjaar 3")
    row.get_by_label("Naam").fill(JAN[0])
    row.get_by_label("Mailadres").fill(JAN[1])
    leader.get_by_role("button", name="Bewaren").click()
    leader.get_by_role("button", name="Vraag 2 mensen om regels").click()
    expect(leader.locator("h1")).to_have_text("0 van de 2 antwoordden")
    check_page(leader)

    ask = WorkAsk.objects.get(email=JAN[1])
    guest = open_page(phone=True)
    guest.goto(f"{live_server.url}/work/{token_of(ask)}/")
    expect(guest.locator("h1")).to_have_text("Hoe gaat het met deze activiteit?")
    check_page(guest)
    guest.set_viewport_size({"width": 320, "height": 700})
    check_page(guest)
    assert narrow(guest)
    guest.get_by_label("Wat lukt niet?").fill("Stageplek weg")
    expect(guest.locator("[data-said]")).to_contain_text("nog niet verstuurd")
    guest.reload()
    expect(guest.get_by_label("Wat lukt niet?")).to_have_value("Stageplek weg")
    guest.get_by_text("Loopt achter", exact=True).last.click()
    guest.get_by_label("Geteld tot nu toe").fill("+4")
    guest.get_by_label("Eén foto").set_input_files([picture()])
    guest.get_by_role("button", name="Versturen").click()
    expect(guest.locator("h1")).to_have_text("Bedankt, het is verstuurd")
    expect(guest.get_by_alt_text("De foto die is verstuurd")).to_be_visible()
    check_page(guest)

    leader.goto(f"{live_server.url}/regions/{group.slug}/check-in/{NOW_MONTH}/")
    concept = leader.locator(".concept")
    expect(concept).to_contain_text("Stageplek weg")
    check_page(leader)
    for width in (390, 320):
        leader.set_viewport_size({"width": width, "height": 800})
        check_page(leader)
        assert narrow(leader)
    concept.get_by_role("button", name=re.compile("^Overnemen")).click()
    expect(leader.get_by_text("Overgenomen van Jan de Boer.")).to_be_visible()
    expect(leader.locator(".concept")).to_have_count(0)
    update = ActivityUpdate.objects.get(check_in__state="draft")
    assert (update.status, update.counted, update.problem) == ("behind", 64, "Stageplek weg")
    assert WorkLine.objects.get(ask=ask).taken_at


def test_it_works_without_scripts_and_at_every_width(group, open_page, live_server, check_page):
    now = timezone.now()
    ask_owners(read_log_book(group.region, NOW_MONTH, now), group.leader, now)
    guest = open_page(scripts=False)
    guest.goto(f"{live_server.url}/work/{token_of(WorkAsk.objects.get())}/")
    guest.get_by_label("Wat gaat goed?").fill("Twee nieuwe scholen")
    guest.get_by_role("button", name="Bewaar, later verder").click()
    expect(guest.get_by_label("Wat gaat goed?")).to_have_value("Twee nieuwe scholen")
    guest.get_by_role("button", name="Versturen").click()
    expect(guest.get_by_role("alert")).to_contain_text("Kies hoe het gaat.")
    guest.get_by_role("radio", name="Op schema").check(force=True)
    guest.get_by_role("button", name="Versturen").click()
    expect(guest.locator("h1")).to_have_text("Bedankt, het is verstuurd")
    assert WorkLine.objects.get().going_well == "Twee nieuwe scholen"
