"""A member gives advice on a phone, the leader thanks and answers, the advisor sees a share."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.steering.models import Remark

ADVICE = "Laat een leerling erover vertellen op de open dag."


@pytest.fixture
def earlier(merenland):
    """Five remarks of the last months."""
    at = timezone.now() - datetime.timedelta(days=40)
    Remark.objects.bulk_create(
        Remark(steering_group=merenland.group, about=about, text="Eerder gezegd", made_at=at)
        for about in ("how", "how", "how_fast", "how", "what")
    )
    return merenland


def accept_mandate(page, check_page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Lees waar uw groep voor is")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Gelezen en akkoord").click()
    expect(page.get_by_text("U bent akkoord met het mandaat")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_member_gives_advice_on_a_phone(merenland, browse_as, check_page, scripts):
    page = browse_as(merenland.chair, phone=True, scripts=scripts)
    look = check_page if scripts else (lambda _page: None)
    accept_mandate(page, look)
    page.goto("/regions/merenland/steering/remarks/")
    expect(page.get_by_text("halen we met dit plan de 120 plekken")).to_be_visible()
    look(page)
    page.get_by_label("Hoe: de aanpak").check()
    expect(page.get_by_text("laat een leerling erover vertellen")).to_be_visible()
    expect(page.get_by_label("Zet dit op de lijst")).to_be_hidden()
    page.get_by_label("Wat wilt u meegeven?").fill(ADVICE)
    look(page)
    page.get_by_role("button", name="Geef het mee").click()
    expect(page.get_by_text("Als advies doorgegeven aan de programmaleider.")).to_be_visible()
    assert Remark.objects.get().about == "how"
    look(page)


def test_the_leader_thanks_and_answers_and_the_member_reads_it(merenland, browse_as, check_page):
    member = browse_as(merenland.chair, phone=True)
    accept_mandate(member, check_page)
    for about in ("how", "what"):
        Remark.objects.create(
            steering_group=merenland.group, about=about, text=ADVICE, made_by=merenland.chair
        )
    leader = browse_as(merenland.leader)
    leader.goto("/regions/merenland/steering/remarks/")
    check_page(leader)
    leader.get_by_role("link", name="Beantwoord of bedank").click()
    check_page(leader)
    leader.get_by_role("button", name="Bedank").click()
    expect(leader.get_by_text("Het lid leest dat je ervoor bedankt.")).to_be_visible()
    leader.get_by_role("link", name=re.compile("^Beantwoorden ?:")).click()
    leader.get_by_label("Je antwoord").fill("Dat doen we in maart.")
    leader.get_by_role("button", name="Bewaar het antwoord").click()
    check_page(leader)
    member.goto("/regions/merenland/steering/remarks/")
    expect(member.get_by_text("Dat doen we in maart.")).to_be_visible()
    expect(member.get_by_text("voor bedankt")).to_be_visible()
    check_page(member)


@pytest.mark.parametrize("phone", [False, True])
def test_the_advisor_sees_a_share_only(earlier, browse_as, check_page, phone):
    page = browse_as(earlier.advisor, phone=phone)
    page.goto("/advisors/roles/")
    expect(page.get_by_role("heading", name="4 van de 5 opmerkingen")).to_be_visible()
    page.get_by_text("De cijfers per kwartaal").click()
    check_page(page)
    assert "Eerder gezegd" not in page.content()


@pytest.mark.parametrize("phone", [False, True])
def test_the_bureau_writes_a_mandate(merenland, bureau, browse_as, check_page, phone):
    page = browse_as(bureau, phone=phone)
    page.goto("/regions/merenland/steering/")
    check_page(page)
    page.goto("/regions/merenland/steering/mandate/new/")
    check_page(page)
    page.get_by_role("button", name="Bewaar deze versie").click()
    expect(page.get_by_text("hetzelfde als de laatste versie").first).to_be_visible()
    page.faults.clear()  # a form with errors is no fault
    check_page(page)
    page.get_by_label("Begroting verschoven").check()
    page.get_by_role("button", name="Bewaar deze versie").click()
    page.get_by_text("Alle 2 versies").click()
    check_page(page)
    page.goto("/regions/merenland/steering/edit/")
    check_page(page)


def test_points_for_the_meeting_stand_on_one_sheet(merenland, browse_as, check_page):
    Remark.objects.create(
        steering_group=merenland.group, about="what", text="Over de stages", is_for_meeting=True
    )
    page = browse_as(merenland.leader)
    page.goto("/regions/merenland/steering/remarks/")
    page.get_by_role("link", name="Punten voor de vergadering").click()
    expect(page.get_by_text("Over de stages")).to_be_visible()
    check_page(page)
