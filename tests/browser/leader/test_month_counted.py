"""A month is counted in clicks, and nothing that was typed is ever lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from regions.months import Month
from regions.progress.models import ActivityUpdate, CheckIn, Obstacle
from tests.browser.leader.test_check_in import SAVED, said
from tests.progress.nine import Nine, nine_activities

NOW_MONTH = Month.of(timezone.localdate())
URL = f"/regions/negenland/check-in/{NOW_MONTH}/"


class Hand:
    """Clicks on a page, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def press(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name))

    def type_down_the_counts(self, counts: list[int]) -> None:
        """One click in the first count; Enter goes down."""
        self.click(self.page.locator(".is-count .tally input").first)
        for number in counts:
            self.page.keyboard.type(str(number))
            self.page.keyboard.press("Enter")

    def keep_the_rest(self) -> None:
        self.press("Verder geen wijziging")
        expect(self.page.locator("[data-progress]")).to_have_text("9 van 9 gelogd")

    def finish(self) -> None:
        self.press("Afronden")
        expect(self.page.locator("h1")).to_contain_text("Dit leest de stuurgroep op")
        self.press("Afronden")
        expect(self.page.locator("h1")).to_contain_text("is binnen")


def stored(nine: Nine) -> dict[str, int | None]:
    logs = CheckIn.objects.filter(region=nine.region, month_on=NOW_MONTH.first_day)
    rows = ActivityUpdate.objects.filter(check_in=logs.order_by("-version").first())
    return {row.activity.code: row.counted for row in rows if row.counted is not None}


def counts_of(page: Page) -> list[str]:
    return page.locator(".tally input").evaluate_all("all => all.map(one => one.value)")


@pytest.mark.parametrize("phone", [False, True])
def test_a_quiet_month_takes_at_most_five_clicks(db, browse_as, check_page, phone):
    nine = nine_activities(NOW_MONTH)
    hand = Hand(browse_as(nine.leader, phone=phone))
    hand.page.goto("/")
    expect(hand.page.locator("h1")).to_have_text("Geen activiteit vraagt je aandacht")
    expect(hand.page.locator(".is-count .act")).to_have_count(6)
    expect(hand.page.locator("details.is-same .act")).to_have_count(3)
    check_page(hand.page)
    hand.type_down_the_counts([count + 10 for count in nine.before.values()])
    hand.keep_the_rest()
    hand.finish()
    assert hand.clicks <= 5
    assert stored(nine) == {code: count + 10 for code, count in nine.before.items()}
    log = CheckIn.objects.get(region=nine.region, month_on=NOW_MONTH.first_day)
    assert set(log.updates.values_list("status", flat=True)) == {"on_track"}


@pytest.mark.parametrize("phone", [False, True])
def test_a_month_with_a_stalled_activity_takes_at_most_ten_clicks(db, browse_as, check_page, phone):
    nine = nine_activities(NOW_MONTH, stalled="3.1")
    hand = Hand(browse_as(nine.leader, phone=phone))
    hand.page.goto("/")
    expect(hand.page.locator("h1")).to_have_text("Eén activiteit vraagt je aandacht")
    row = hand.page.get_by_role("group", name="3.1")
    expect(row.locator("blockquote")).to_contain_text("“Geen docent.”")
    hand.click(row.get_by_label("Nog zo"))
    hand.click(row.get_by_label("Wat is er nieuw?"))
    hand.page.keyboard.type("Er is iemand die wil.")
    expect(said(hand.page)).to_have_text(SAVED)
    check_page(hand.page)
    hand.type_down_the_counts([count + 10 for count in nine.before.values()])
    hand.keep_the_rest()
    hand.finish()
    assert hand.clicks <= 10
    told = ActivityUpdate.objects.get(check_in__month_on=NOW_MONTH.first_day, activity__code="3.1")
    assert (told.status, told.problem) == ("stalled", "Er is iemand die wil.")
    assert told.decision_asked == "Betaalt het programma?"
    assert Obstacle.objects.get(state="open").problem == "Er is iemand die wil."


def test_a_quiet_month_finishes_in_two_clicks_without_scripts(db, browse_as):
    nine = nine_activities(NOW_MONTH, stalled="3.1")
    hand = Hand(browse_as(nine.leader, scripts=False))
    hand.page.goto("/")
    hand.keep_the_rest()
    hand.finish()
    assert hand.clicks <= 5
    told = ActivityUpdate.objects.get(check_in__month_on=NOW_MONTH.first_day, activity__code="3.1")
    assert (told.status, told.problem) == ("stalled", "Geen docent.")


def test_six_counts_stay_through_every_button_a_reload_a_sign_out_and_a_correction(db, browse_as):
    nine = nine_activities(NOW_MONTH)
    new = {code: count + 7 for code, count in nine.before.items()}
    texts = [str(count) for count in new.values()]
    page = browse_as(nine.leader)
    page.goto(URL)
    for field, text in zip(page.locator(".tally input").all(), texts, strict=True):
        field.fill(text)
    page.get_by_role("button", name="Verder geen wijziging").click()
    expect(page.locator("[data-progress]")).to_have_text("9 van 9 gelogd")
    assert counts_of(page) == texts
    page.reload()
    assert counts_of(page) == texts and stored(nine) == new

    page.context.clear_cookies()
    page.locator(".tally input").first.fill("999")
    expect(said(page)).to_contain_text("Je bent uitgelogd.")
    page.context.add_cookies(browse_as(nine.leader).context.cookies())
    page.goto(URL)
    texts[0], new["1.1"] = "999", 999
    expect(said(page)).to_have_text(SAVED)
    assert counts_of(page) == texts

    other = browse_as(nine.second)
    other.goto(URL)
    with other.expect_response("**/save/"):
        other.locator(".tally input").last.fill("555")
    with page.expect_response("**/save/"):
        page.get_by_label("Wat gaat goed?").fill("Veel.")
    new["2.3"] = 555
    assert stored(nine) == new

    page.reload()
    page.get_by_role("button", name="Afronden").click()
    page.get_by_role("button", name="Het klopt, ga verder").click()
    page.locator("button.check-send").click()
    expect(page.locator("h1")).to_contain_text("is binnen")
    page.goto(f"{URL}correct/")
    page.get_by_label("Waarom verbeter je").fill("Nagekeken")
    page.get_by_role("button", name="Begin de correctie").click()
    assert counts_of(page) == [str(count) for count in new.values()]
    with page.expect_response("**/save/"):
        page.locator(".tally input").first.fill("1000")
    page.goto("/")
    page.goto(URL)
    assert counts_of(page)[0] == "1000"


def test_the_bar_that_stays_takes_at_most_an_eighth_of_a_phone(db, browse_as):
    nine = nine_activities(NOW_MONTH)
    page = browse_as(nine.leader, phone=True)
    page.goto(URL)
    names = ("Verder geen wijziging", "Afronden")
    for name in names:
        expect(page.locator(".stick").get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    page.get_by_label("Wat gaat goed?").fill("Het leerlab is open.")
    expect(said(page)).to_have_text(SAVED)
    page.set_viewport_size({"width": 390, "height": 664})
    assert page.locator(".stick").bounding_box()["height"] <= 0.12 * 664
    CheckIn.objects.filter(submitted_at=None).update(saved_at=timezone.now() - timedelta(days=1))
    page.reload()
    expect(said(page)).to_contain_text("Bewaard op")
    assert page.locator(".stick").bounding_box()["height"] <= 0.12 * 664


def test_a_count_that_is_typed_moves_its_bar_and_its_months(db, browse_as):
    nine = nine_activities(NOW_MONTH)
    page = browse_as(nine.leader)
    page.goto(URL)
    row = page.get_by_role("group", name="1.1")
    activity = nine.plan.activities.get(code="1.1")
    start, end = activity.starts_on.toordinal(), activity.ends_on.toordinal()
    for typed, total in (("+22", nine.before["1.1"] + 22), ("0", 0), ("1.100", 1100)):
        row.get_by_label("Geteld tot nu toe").fill(typed)
        reached = start + (end - start) * total / activity.target
        months = round((reached - timezone.localdate().toordinal()) / 30.4375 + 1e-9, 1)
        side = "achter" if months < 0 else "voor"
        told = f"{abs(months):.1f}".replace(".", ",").removesuffix(",0")
        expect(row.locator(".moves")).to_contain_text(f"{told} maanden {side}")
        width = round(min(1, total / 1100) * 320)
        assert row.locator(".bar path").first.get_attribute("d") == f"M0 7h{width}"
    row.get_by_label("Geteld tot nu toe").fill("+22")
    expect(row.locator(".moves")).to_contain_text(f"{nine.before['1.1']} → ")
    with page.expect_response("**/save/"):
        page.get_by_label("Wat gaat goed?").fill("Door.")
    page.reload()
    expect(row.get_by_label("Geteld tot nu toe")).to_have_value(str(nine.before["1.1"] + 22))


def test_a_log_prints_on_one_sheet(db, browse_as):
    nine = nine_activities(NOW_MONTH, stalled="3.1")
    page = browse_as(nine.leader)
    page.goto(f"/regions/negenland/check-in/{NOW_MONTH.previous}/")
    expect(page.get_by_role("button", name="Afdrukken")).to_be_visible()
    sheets = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
