"""A leader logs the month: wide and on a phone, without scripts, without a line, and with two."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from regions.months import Month
from regions.plans.models import Activity
from regions.progress.models import ActivityUpdate, CheckIn
from tests.progress.stories import log, obstacle

URL = f"/regions/merenland/check-in/{Month.of(timezone.localdate())}/"
SAVED = re.compile(r"✓ Bewaard om \d\d\.\d\d")


@pytest.fixture
def story(merenland):
    last = Month.of(timezone.localdate()).previous
    says = {
        "1.2": {"status": "on_track"},
        "2.1": {"status": "behind", "counted": 20, "problem": "Te weinig plekken."},
    }
    log(merenland.region, str(last), says)
    obstacle(merenland.region, "2.1", str(last))
    return merenland


def row(page: Page, title: str):
    """The row of an activity; what is as last time is unfolded first."""
    for folded in page.locator("details.is-same:not([open]) > summary").all():
        folded.click()
    return page.get_by_role("group", name=title)


def send(page: Page) -> None:
    """On the page with the mail, the button that finishes."""
    expect(page.locator("button.check-send")).to_be_visible()
    page.locator("button.check-send").click()


def said(page: Page):
    return page.locator("[data-said]")


@pytest.mark.parametrize("phone", [False, True])
def test_a_leader_logs_the_month_and_gets_a_receipt(story, browse_as, check_page, phone):
    page = browse_as(story.leader, phone=phone)
    page.goto(URL)
    check_page(page)
    page.get_by_label("Wat gaat goed?").fill("Het leerlab is open.")
    elective = row(page, "1.1 Keuzevak")
    assert elective.get_by_label("Wat lukt niet?").is_hidden()
    elective.get_by_label("Ligt stil").check()
    elective.get_by_label("Wat lukt niet?").fill("De docent is weg.")
    elective.get_by_label("Hoe pakken we het weer op?").fill("Werving in januari.")
    elective.get_by_label("Welk besluit vraag je").fill("Een maand uitstel.")
    expect(said(page)).to_have_text(SAVED)
    check_page(page)
    stages = row(page, "2.1 Stages")
    expect(stages.get_by_text("“Te weinig plekken.”")).to_be_visible()
    stages.get_by_label("Nog zo").check()
    stages.get_by_label("Geteld tot nu toe").fill("31")
    expect(page.locator("[data-progress]")).to_contain_text("2 van 3 gelogd")
    page.get_by_role("button", name="Verder geen wijziging").click()
    expect(page.locator("[data-progress]")).to_contain_text("3 van 3 gelogd")
    page.get_by_role("button", name="Afronden").click()
    send(page)
    expect(page.locator("h1")).to_contain_text("is binnen")
    check_page(page)
    page.get_by_role("link", name="Lees het maandlog").click()
    expect(page.get_by_text("Werving in januari.")).to_be_visible()
    check_page(page)
    page.goto("/regions/merenland/check-ins/")
    check_page(page)


def test_the_four_choices_work_with_the_keyboard(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    first = row(page, "1.2 Profiel")
    first.get_by_label("Op schema").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert first.get_by_label("Loopt achter").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("Te druk")
    expect(said(page)).to_have_text(SAVED)
    assert ActivityUpdate.objects.get(check_in__state="draft").problem == "Te druk"


def test_the_log_works_without_scripts(story, browse_as):
    page = browse_as(story.leader, scripts=False)
    page.goto(URL)
    row(page, "1.2 Profiel").get_by_label("Loopt achter").check()
    row(page, "1.2 Profiel").get_by_label("Wat lukt niet?").fill("Te druk")
    page.get_by_role("button", name="Bewaren").last.click()
    expect(page.get_by_text("1 van 3 gelogd")).to_be_visible()
    page.get_by_role("button", name="Afronden").click()
    expect(page.get_by_text("het maandlog is nog niet klaar")).to_be_visible()
    row(page, "1.1 Keuzevak").get_by_label("Op schema").check()
    row(page, "2.1 Stages").get_by_label("Opgepakt").check()
    page.get_by_role("button", name="Afronden").click()
    send(page)
    assert "is binnen" in page.locator("h1").inner_text()


def test_what_is_typed_survives_a_lost_connection(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    page.context.set_offline(True)
    page.get_by_label("Wat gaat goed?").fill("Zonder verbinding getypt.")
    row(page, "1.2 Profiel").get_by_label("Op schema").check()
    expect(said(page)).to_have_text("Geen verbinding. Wat je typt blijft bewaard in deze browser.")
    assert not CheckIn.objects.filter(state="draft").exists()
    page.context.set_offline(False)
    expect(said(page)).to_have_text(SAVED)
    assert CheckIn.objects.get(state="draft").going_well == "Zonder verbinding getypt."


def test_what_was_never_sent_comes_back_on_the_next_visit(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    page.route("**/save/", lambda route: route.abort())
    row(page, "1.2 Profiel").get_by_label("Ligt stil").check()
    row(page, "1.2 Profiel").get_by_label("Wat lukt niet?").fill("Geen lijn")
    expect(said(page)).to_contain_text("Geen verbinding")
    page.unroute("**/save/")
    assert "Geen lijn" not in page.evaluate("JSON.stringify({...localStorage})")
    page.goto(URL)
    field = row(page, "1.2 Profiel").get_by_label("Wat lukt niet?")
    expect(field).to_have_value("Geen lijn")
    expect(said(page)).to_have_text(SAVED)


@pytest.mark.parametrize(
    ("choice", "kept"), [("Mijn tekst houden", "Van mij"), ("Die tekst overnemen", "Van de ander")]
)
def test_two_people_in_one_row_see_both_texts_and_choose(
    story, browse_as, check_page, choice, kept
):
    mine, other = browse_as(story.leader), browse_as(story.leader)
    for page in (mine, other):
        page.goto(URL)
    for page, text in ((other, "Van de ander"), (mine, "Van mij")):
        row(page, "1.2 Profiel").get_by_label("Loopt achter").check()
        row(page, "1.2 Profiel").get_by_label("Wat lukt niet?").fill(text)
        if page is other:
            expect(said(page)).to_have_text(SAVED)
    told = "Je veranderde dit zelf in een ander venster ("
    expect(row(mine, "1.2 Profiel")).to_contain_text(told)
    expect(row(mine, "1.2 Profiel")).to_contain_text("“Van de ander”")
    assert row(mine, "1.2 Profiel").get_by_label("Wat lukt niet?").input_value() == "Van mij"
    check_page(mine)
    row(mine, "1.2 Profiel").get_by_role("button", name=choice).click()
    expect(said(mine)).to_have_text(SAVED)
    pk = Activity.objects.get(plan=story.plan, code="1.2").pk
    assert ActivityUpdate.objects.get(check_in__state="draft", activity=pk).problem == kept


def test_the_page_counts_the_seconds_of_work(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    page.wait_for_timeout(2500)
    page.get_by_label("Wat gaat goed?").fill("Twee tellen later.")
    expect(said(page)).to_have_text(SAVED)
    assert 1 <= CheckIn.objects.get(state="draft").active_seconds <= 15


def test_the_journey_of_counts_a_quick_button_signing_out_finishing_and_correcting(
    story, browse_as, check_page
):
    page = browse_as(story.leader)
    page.goto(URL)
    check_page(page)
    stages = row(page, "2.1 Stages")
    stages.get_by_label("Geteld tot nu toe").fill("12")
    row(page, "1.1 Keuzevak").get_by_label("Op schema").check()
    expect(said(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Verder geen wijziging").click()
    expect(page.get_by_text("Wat je had ingevuld, staat er nog zo.")).to_be_visible()
    assert stages.get_by_label("Geteld tot nu toe").input_value() == "12"
    check_page(page)

    page.context.clear_cookies()
    page.get_by_label("Wat gaat goed?").fill("Getypt na het uitloggen.")
    expect(said(page)).to_contain_text(
        "Je bent uitgelogd. Wat je typte, staat nog in deze browser."
    )
    page.get_by_role("button", name="Afronden").click()
    expect(said(page)).to_contain_text("Log opnieuw in")
    assert page.get_by_label("Wat gaat goed?").input_value() == "Getypt na het uitloggen."
    page.faults.clear()  # what was refused is what this is about
    check_page(page)
    page.context.add_cookies(browse_as(story.leader).context.cookies())
    page.goto(URL)
    expect(page.get_by_text("In deze browser stond nog wat je eerder typte.")).to_be_visible()
    assert page.get_by_label("Wat gaat goed?").input_value() == "Getypt na het uitloggen."
    expect(said(page)).to_have_text(SAVED)

    page.get_by_role("button", name="Afronden").click()
    expect(page.get_by_text("Alles is bewaard. Klopt dit?")).to_be_visible()
    expect(stages).to_contain_text("Vorige keer was het 20, nu 12.")
    check_page(page)
    page.get_by_role("button", name="Het klopt, ga verder").click()
    expect(page.locator("button.check-send")).to_be_visible()
    check_page(page)
    send(page)
    expect(page.locator("h1")).to_contain_text("is binnen")
    kept = CheckIn.objects.get(month_on__gt=story.region.check_ins.earliest("month_on").month_on)
    assert (kept.going_well, kept.updates.get(activity__code="2.1").counted) == (
        "Getypt na het uitloggen.", 12,
    )  # fmt: skip

    expect(page.get_by_role("button", name="Toch nog iets veranderen")).to_be_visible()
    page.goto(f"/regions/merenland/check-in/{kept.month_on:%Y-%m}/correct/")
    page.get_by_label("Waarom verbeter je").fill("Nagekeken")
    page.get_by_role("button", name="Begin de correctie").click()
    expect(row(page, "2.1 Stages").get_by_label("Geteld tot nu toe")).to_have_value("12")
    check_page(page)
    page.get_by_role("button", name="Afronden").click()
    expect(page.locator("button.check-send")).to_have_text("Correctie indienen")
    check_page(page)
    page.locator("button.check-send").click()
    expect(page.locator("h1")).to_contain_text("is binnen")
    again = CheckIn.objects.latest("version", "month_on")
    assert list(again.updates.order_by("activity").values_list("status", "counted", "problem")) == (
        list(kept.updates.order_by("activity").values_list("status", "counted", "problem"))
    )


def test_finishing_without_a_connection_waits_and_goes_on_by_itself(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    for title in ("1.1 Keuzevak", "1.2 Profiel"):
        row(page, title).get_by_label("Op schema").check()
    row(page, "2.1 Stages").get_by_label("Opgepakt").check()
    row(page, "2.1 Stages").get_by_label("Geteld tot nu toe").fill("60")
    expect(said(page)).to_have_text(SAVED)
    page.context.set_offline(True)
    page.get_by_role("button", name="Afronden").click()
    expect(said(page)).to_contain_text("het log gaat weg zodra de verbinding terug is")
    assert row(page, "2.1 Stages").get_by_label("Geteld tot nu toe").input_value() == "60"
    page.context.set_offline(False)
    send(page)
    expect(page.locator("h1")).to_contain_text("is binnen")


def test_signing_in_again_in_another_tab_needs_no_new_page(story, browse_as):
    page = browse_as(story.leader)
    page.goto(URL)
    page.context.clear_cookies()
    page.context.add_cookies(browse_as(story.leader).context.cookies())
    page.get_by_label("Wat gaat goed?").fill("Na opnieuw inloggen.")
    expect(said(page)).to_have_text(SAVED)


def test_what_is_wrong_stands_at_its_field(story, browse_as, check_page):
    page = browse_as(story.leader)
    page.goto(URL)
    counted = row(page, "2.1 Stages").get_by_label("Geteld tot nu toe")
    counted.fill("veel")
    expect(page.locator(".by-script")).to_have_text(
        "‘veel’ is geen heel getal; schrijf bijvoorbeeld 64."
    )
    expect(counted).to_have_attribute("aria-invalid", "true")
    page.faults.clear()
    check_page(page)
    counted.fill("24")
    expect(page.locator(".by-script")).to_have_count(0)
    expect(counted).not_to_have_attribute("aria-invalid", "true")


def test_a_second_window_after_finishing_says_what_is_not_in_the_log(story, browse_as, check_page):
    first, second = browse_as(story.leader), browse_as(story.leader)
    for page in (first, second):
        page.goto(URL)
    for title in ("1.1 Keuzevak", "1.2 Profiel"):
        row(first, title).get_by_label("Op schema").check()
    row(first, "2.1 Stages").get_by_label("Opgepakt").check()
    first.get_by_role("button", name="Afronden").click()
    send(first)
    expect(first.locator("h1")).to_contain_text("is binnen")
    second.get_by_label("Wat gaat goed?").fill("Dit kwam te laat.")
    expect(said(second)).to_contain_text("Dit maandlog is al ingediend.")
    second.get_by_role("button", name="Afronden").click()
    expect(second.locator("h1")).to_have_text("Dit maandlog is al ingediend")
    expect(second.get_by_text("Dit kwam te laat.")).to_be_visible()
    second.faults.clear()
    check_page(second)
