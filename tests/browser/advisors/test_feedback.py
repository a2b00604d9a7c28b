"""An advisor says something of a log and returns it; the leader reads that and corrects it."""

from playwright.sync_api import expect

from advisors.models import Review
from regions.progress.models import CheckIn
from tests.progress.stories import log

FEEDBACK = "/regions/merenland/feedback/"


def test_a_log_is_returned_and_corrected(merenland, browse_as, check_page):
    told = {code: {"status": "on_track"} for code in ("1.1", "1.2", "2.1")}
    log(merenland.region, "2026-09", told)
    log(merenland.region, "2026-10", told)
    advisor = browse_as(merenland.advisor)
    advisor.goto(FEEDBACK)
    check_page(advisor)
    advisor.get_by_role("button", name="Gezien september 2026").click()
    expect(advisor.get_by_role("article", name="september 2026")).to_contain_text("Bekeken")
    advisor.get_by_role("link", name="oktober 2026", exact=True).click()
    check_page(advisor)
    advisor.get_by_label("Waardering").check()
    advisor.get_by_label("Wat je wilt zeggen").fill("Mooi dat de bedrijven meedoen.")
    advisor.get_by_role("button", name="Bewaar de feedback").click()
    expect(advisor.get_by_text("Mooi dat de bedrijven meedoen.")).to_be_visible()
    advisor.get_by_role("button", name="Geef het log terug").click()
    expect(advisor.get_by_role("alert")).to_contain_text("Nog niets bewaard")
    advisor.faults.clear()  # the browser reports the page of what is missing as an error
    advisor.get_by_label("De cijfers kloppen niet").check()
    advisor.get_by_role("button", name="Geef het log terug").click()
    expect(advisor.get_by_text("Het log is teruggegeven.")).to_be_visible()
    check_page(advisor)

    leader = browse_as(merenland.leader, phone=True)
    leader.goto(FEEDBACK)
    check_page(leader)
    leader.get_by_role("button", name="Gelezen").click()
    expect(leader.get_by_text("Je ondersteuner ziet dat je het gelezen hebt.")).to_be_visible()
    leader.get_by_role("link", name="Verbeter het maandlog van oktober 2026").click()
    leader.get_by_role("textbox").fill("Telling nagekeken")
    leader.get_by_role("button", name="Begin de correctie").click()
    leader.get_by_role("button", name="Afronden").click()
    expect(leader.locator("button.check-send")).to_have_text("Correctie indienen")
    check_page(leader)
    leader.locator("button.check-send").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("oktober 2026")
    leader.goto(FEEDBACK)
    october = leader.get_by_role("article", name="oktober 2026")
    expect(october).to_contain_text("Verbeterd nadat")
    assert CheckIn.objects.filter(month_on="2026-10-01", state="submitted").count() == 2
    assert not Review.objects.filter(read_at=None).exists()
