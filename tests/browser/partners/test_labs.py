"""A leader plans an open day on a phone, moves it online, and counts who came; the group looks."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regions.dutch import date_text
from regions.labs.models import CalendarFeed, Event, Lab

HOME = "/regions/merenland/"


@pytest.fixture
def soon() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=9)


def test_an_event_from_plan_to_count_on_a_phone(merenland, browse_as, check_page, soon):
    page = browse_as(merenland.leader, phone=True)
    page.goto(f"{HOME}labs/")
    check_page(page)
    page.get_by_role("link", name="Eerste leerlab toevoegen").click()
    page.get_by_label("Naam").fill("Techniekhuis")
    page.get_by_label("Wat er staat").fill("Lasrobot\nVR-brillen")
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    check_page(page)
    page.get_by_role("link", name="Hier een event plannen").click()
    check_page(page)
    page.get_by_role("link", name="Open dag", exact=True).click()
    page.locator("#id_day").fill(f"{soon:%Y-%m-%d}")
    page.get_by_label("Uitnodiging in één regel").fill("Kom zelf lassen.")
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het event staat gepland.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Online houden").click()
    page.get_by_label("Waarom?").fill("Sneeuw")
    check_page(page)
    page.get_by_role("button", name="Online houden").click()
    expect(page.get_by_text("Wie was uitgenodigd, blijft uitgenodigd.")).to_be_visible()
    check_page(page)
    held(page, check_page)
    member = browse_as(merenland.chair, phone=True)
    member.goto(f"{HOME}events/?period=past")
    expect(member.get_by_text("214")).to_be_visible()
    check_page(member)
    member.get_by_role("link", name="Open dag", exact=True).click()
    expect(member.get_by_text("Sneeuw")).to_be_visible()
    assert member.get_by_role("link", name="Antwoord verbeteren").count() == 0
    check_page(member)
    member.goto(f"{HOME}labs/")
    member.get_by_role("link", name="Techniekhuis").click()
    expect(member.get_by_role("cell", name="214").first).to_be_visible()
    check_page(member)


def held(page, check_page) -> None:
    """The day is over: the list asks, and the answer counts."""
    event = Event.objects.get()
    back = datetime.timedelta(days=12)
    Event.objects.update(starts_at=event.starts_at - back, ends_at=event.ends_at - back)
    page.goto(f"{HOME}events/")
    expect(page.get_by_role("heading", name="Eén event is voorbij")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Beantwoorden").click()
    expect(page.get_by_label("Ouders")).to_be_hidden()
    page.get_by_label("Ja, het is doorgegaan").check()
    page.get_by_label("Leerlingen van basisscholen").fill("120")
    page.get_by_label("Ouders").fill("94")
    check_page(page)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", name="214 aanwezig")).to_be_visible()
    check_page(page)


@pytest.mark.parametrize("phone", [False, True])
def test_pages_of_events_and_the_calendar(merenland, browse_as, check_page, phone):
    lab = Lab.objects.create(region=merenland.region, name="Techniekhuis")
    now = timezone.now()
    for days in (-3, 3, 40):
        starts_at = now + datetime.timedelta(days=days)
        Event.objects.create(
            region=merenland.region, lab=lab, kind="guest_lesson", title=f"Gastles {days}",
            starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=1),
        )  # fmt: skip
    page = browse_as(merenland.leader, phone=phone)
    for address in ("events/", "events/?view=month&period=all", "events/new/?kind=network"):
        page.goto(HOME + address)
        check_page(page)
    page.goto(f"{HOME}events/calendar/")
    check_page(page)
    page.get_by_role("button", name="Adres maken").click()
    first = CalendarFeed.objects.get().token
    expect(page.get_by_text(first)).to_be_visible()
    check_page(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Nieuw adres maken").click()
    expect(page.get_by_text("Het oude werkt niet meer")).to_be_visible()
    assert CalendarFeed.objects.get().token != first
    coming = Event.objects.get(title="Gastles 3")
    for step in ("move", "cancel", "online"):
        page.goto(f"{HOME}events/{coming.pk}/{step}/")
        check_page(page)
    page.get_by_role("button", name="Online houden").click()
    expect(page.get_by_text("Schrijf in één regel waarom.").first).to_be_visible()
    page.faults.clear()  # a form with errors is no fault
    check_page(page)


def test_the_question_works_without_scripts(merenland, browse_as):
    starts_at = timezone.now() - datetime.timedelta(days=2)
    event = Event.objects.create(
        region=merenland.region, kind="open_day", title=f"Open dag {date_text(starts_at.date())}",
        starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=1),
    )  # fmt: skip
    page = browse_as(merenland.leader, scripts=False)
    page.goto(f"{HOME}events/{event.pk}/close/")
    page.get_by_label("Nee, het gaat niet door").check()
    page.get_by_label("Waarom?").fill("Storm")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het gaat niet door: Storm")).to_be_visible()
