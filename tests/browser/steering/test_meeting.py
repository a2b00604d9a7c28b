"""A meeting in the browser, from the invitation to approved minutes, wide and on phones."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from regions.accounts.models import User
from regions.steering.models import Meeting, Outcome, Remark, Vote
from tests.conftest import Place
from tests.steering.deciding_group import asked, seats
from tests.steering.meetings.sitting_group import closed, invited, sitting

MEETINGS = "/regions/merenland/steering/meetings/"

pytestmark = pytest.mark.usefixtures("at_noon")  # a meeting is opened on its own day


@pytest.fixture
def group(merenland) -> tuple[Place, list[User]]:
    """Three members, a proposal that is asked, and a point for the meeting."""
    users = seats(merenland, 3)
    asked(merenland)
    Remark.objects.create(
        steering_group=merenland.group, about="what", text="Halen we de 120 plekken?",
        is_for_meeting=True, made_by=users[1],
    )  # fmt: skip
    return merenland, users


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def test_from_the_invitation_to_the_minutes(group, browse_as, check_page):
    place, users = group
    leader = browse_as(place.leader)
    leader.goto(MEETINGS)
    heading(leader, "Er is geen vergadering gepland")
    check_page(leader)
    leader.get_by_role("link", name="Plan een vergadering").click()
    check_page(leader)
    leader.get_by_role("button", name="Bewaren").click()
    expect(leader.locator(".error-summary")).to_be_visible()
    leader.faults.clear()  # type: ignore[attr-defined]  # the browser calls 422 one
    starts = timezone.localtime() + datetime.timedelta(minutes=2)
    leader.locator("#id_day").fill(f"{starts:%Y-%m-%d}")
    leader.locator("#id_begins").fill(f"{starts:%H:%M}")
    leader.locator("#id_ends").fill("23:59")
    leader.locator("#id_place").fill("Zaal 2")
    leader.get_by_role("button", name="Bewaren").click()
    expect(leader.get_by_text("Er is nog niemand uitgenodigd.")).to_be_visible()
    leader.get_by_role("button", name="Nodig de groep uit").click()
    expect(leader.get_by_text("De uitnodiging gaat binnen enkele minuten")).to_be_visible()
    check_page(leader)

    member = browse_as(users[1], phone=True)
    member.goto("/regions/merenland/steering/start/")
    member.get_by_role("link", name="Bekijk en antwoord").click()
    member.get_by_role("button", name="Ik kom", exact=True).click()
    expect(member.get_by_text("U hebt gezegd dat u komt.")).to_be_visible()
    check_page(member)

    leader.get_by_role("link", name="Maak de agenda").click()
    leader.get_by_role("button", name="Zet op de agenda").click()
    heading(leader, "3 onderwerpen")
    check_page(leader)
    leader.get_by_role("button", name="Omlaag: Hoe het plan ervoor staat").click()
    expect(leader.locator(".agenda-edit > li").first).to_contain_text("Stages later")
    leader.get_by_role("link", name="Een onderwerp in je eigen woorden").click()
    leader.locator("#id_title").fill("Rondvraag")
    check_page(leader)
    leader.get_by_role("button", name="Bewaren").click()
    heading(leader, "4 onderwerpen")
    leader.on("dialog", lambda dialog: dialog.accept())
    leader.get_by_role("button", name="Verstuur de stukken").click()
    heading(leader, "Stukken voor de vergadering")
    expect(leader.locator(".subject-paper").first).to_contain_text("1. Stages later")
    check_page(leader)
    assert leader.pdf(prefer_css_page_size=True)[:4] == b"%PDF"


def test_the_group_sits_and_decides(group, browse_as, check_page):
    place, users = group
    meeting = sitting(place, [])
    chair = browse_as(place.chair)
    chair.goto(f"{MEETINGS}{meeting.pk}/")
    chair.get_by_role("link", name="Naar de vergadering").click()
    heading(chair, "Wie zijn er?")
    check_page(chair)
    for user in users[:2]:
        chair.get_by_label(user.name).check()
    chair.get_by_role("button", name="Schrijf op, naar onderwerp 1").click()
    heading(chair, "Hoe het plan ervoor staat")
    expect(chair.locator(".room-mandate")).to_contain_text("toezicht houden")
    check_page(chair)
    chair.get_by_label("Wie", exact=True).fill("Cobie")
    chair.get_by_role("button", name="Schrijf op, naar het volgende").click()
    expect(chair.locator(".error-summary")).to_contain_text("Schrijf ook op wat is afgesproken.")
    expect(chair.get_by_label("Wie", exact=True)).to_have_value("Cobie")
    chair.faults.clear()  # type: ignore[attr-defined]
    chair.get_by_label("Afspraak").fill("Twee bedrijven bellen.")
    chair.get_by_role("button", name="Schrijf op, naar het volgende").click()
    heading(chair, "Stages later")
    row = chair.get_by_role("group", name=users[1].name)
    row.locator("input[value=for]").check()
    row.get_by_label(f"Toelichting bij het antwoord van {users[1].name}").fill("Prima.")
    own = chair.get_by_role("group", name=place.chair.name)
    own.locator("input[value=for]").check()
    check_page(chair)
    chair.get_by_role("button", name="Schrijf de antwoorden op").dblclick()
    # The second press is answered as the first; which of the two pages says so is a race.
    expect(chair.get_by_role("link", name="Besluit vaststellen")).to_be_visible()
    assert Vote.objects.filter(recorded_by=place.chair).count() == 2
    chair.get_by_role("link", name="Besluit vaststellen").click()
    chair.get_by_label("Waarom wacht u niet").fill("Wie er was, heeft gestemd.")
    chair.get_by_role("button", name="Stel vast: aangenomen").click()
    expect(
        chair.get_by_text(f"in de vergadering opgeschreven door {place.chair.name}").first
    ).to_be_visible()
    check_page(chair)
    chair.get_by_role("link", name="Terug naar de vergadering").click()
    heading(chair, "Stages later")
    expect(chair.locator(".decide")).to_contain_text("Aangenomen op")
    chair.get_by_role("link", name="De vergadering sluiten").or_(
        chair.get_by_role("link", name="Sluit de vergadering")
    ).first.click()
    heading(chair, "De vergadering sluiten?")
    check_page(chair)
    chair.get_by_role("button", name="Sluit de vergadering").click()
    heading(chair, "Verslag van")
    expect(chair.get_by_text("Twee bedrijven bellen.").first).to_be_visible()
    check_page(chair)
    with chair.expect_download() as file:
        chair.get_by_role("link", name="Als Word-bestand").click()
    assert file.value.suggested_filename.endswith(".docx")
    assert Outcome.objects.get().who == "Cobie"


@pytest.mark.parametrize("width", [390, 320])
def test_a_meeting_fits_a_phone(group, browse_as, check_page, width):
    place, users = group
    old = sitting(place, users)
    Outcome.objects.create(item=old.items.first(), agreement="Bellen.", who="Cobie")
    closed(place, old)
    coming = invited(place, 20)
    now = sitting(place, users, ahead=datetime.timedelta(minutes=5))
    page = browse_as(place.chair, phone=True)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("", f"{old.pk}/", f"{old.pk}/minutes/", f"{coming.pk}/"):
        page.goto(MEETINGS + path)
        check_page(page)
    for number in range(now.items.count() + 2):
        page.goto(f"{MEETINGS}{now.pk}/room/{number}/")
        check_page(page)
    leader = browse_as(place.leader, phone=True)
    leader.set_viewport_size({"width": width, "height": 800})
    for path in ("", "rhythm/", "new/", f"{coming.pk}/", f"{coming.pk}/agenda/"):
        leader.goto(MEETINGS + path)
        check_page(leader)


def test_the_minutes_are_approved_in_the_next_meeting_without_scripts(group, browse_as):
    place, users = group
    old = closed(place, sitting(place, users))
    following = sitting(place, users, ahead=datetime.timedelta(minutes=5))
    page = browse_as(place.chair, scripts=False)
    page.goto(f"{MEETINGS}{following.pk}/room/1/")
    heading(page, "Verslag van")
    page.get_by_role("button", name="De groep stelt het verslag vast").click()
    expect(page.get_by_text("Het verslag is vastgesteld.")).to_be_visible()
    assert Meeting.objects.get(pk=old.pk).approved_in == following
    page.goto(f"{MEETINGS}{old.pk}/minutes/")
    expect(page.get_by_text("De groep heeft dit verslag vastgesteld op")).to_be_visible()
    expect(page.get_by_role("link", name="Verbeteren")).to_have_count(0)
