"""A region begins: its leader imports the plan, the bureau approves, and the first month is logged.

The same steps are walked wide, on a phone, and in a browser without JavaScript.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.utils import timezone
from playwright.sync_api import Page, TimeoutError, expect

from regions.accounts.models import User
from regions.models import Region, Role
from regions.months import Month
from regions.steering.models import SteeringGroup
from sto_portal.demo.workbook import faulty_workbook, sample_workbook
from tests.conftest import member, person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAN = "/regions/duinrand/plan/"
Check = Callable[[Page], None]


class Cast(NamedTuple):
    leader: User
    advisor: User
    chair: User


@pytest.fixture
def duinrand(db) -> Cast:
    """A region with people and a steering group, and no plan yet."""
    region = Region.objects.create(name="Duinrand", slug="duinrand")
    cast = Cast(person("Yasmina Brouwer"), person("Pieter Schouten"), person("Gerda Blok"))
    for user, role in zip(cast, (Role.LEADER, Role.ADVISOR, Role.CHAIR), strict=True):
        member(user, role, region)
    this_month = Month.of(timezone.now())
    SteeringGroup.objects.create(region=region, digests_from_on=this_month.first_day)
    return cast


def upload(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("Excelbestand").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": content}
    )
    page.get_by_role("button", name="Laat zien wat erin staat").click()


def import_a_plan(page: Page, check: Check) -> None:
    """From nothing, past a workbook with two wrong cells, to a draft."""
    now = timezone.now()
    page.goto(PLAN)
    check(page)
    page.get_by_role("link", name="Importeren uit Excel").click()
    check(page)
    upload(page, "plan met fouten.xlsx", faulty_workbook(now))
    told = page.get_by_role("alert")
    expect(told).to_contain_text(re.compile(r"Activiteitenplan!F\d+: einddatum .* ligt vóór"))
    expect(told).to_contain_text(re.compile(r"Activiteitenplan!G\d+: ‘dertigduizend’"))
    expect(page.get_by_role("button", name="Bewaren als concept")).to_have_count(0)
    check(page)
    page.get_by_role("link", name="Ander bestand uploaden").click()
    upload(page, "plan.xlsx", sample_workbook(now))
    expect(page.get_by_role("alert")).to_have_count(0)
    check(page)
    page.get_by_role("button", name="Bewaren als concept").click()
    expect(page.get_by_role("heading", name="Dit is een concept")).to_be_visible()
    check(page)


def submit(page: Page, check: Check) -> None:
    page.get_by_role("link", name="Indienen bij het bureau").click()
    check(page)
    page.get_by_role("button", name="Plan indienen").click()
    expect(page.get_by_role("heading", name="Wacht op goedkeuring")).to_be_visible()
    check(page)


def approve(page: Page, check: Check) -> None:
    page.goto(PLAN)
    page.get_by_role("link", name="Goedkeuren of teruggeven").click()
    check(page)
    page.get_by_role("button", name="Goedkeuren en vastzetten").click()
    expect(page.get_by_text("Het plan is goedgekeurd")).to_be_visible()
    check(page)


def log_this_month(page: Page, check: Check) -> None:
    """Everything on schedule but the stages, which lie still."""
    page.goto("/")
    check(page)
    page.get_by_label("Wat gaat goed?").fill("Het leerlab is open.")
    for row in page.locator("fieldset.act").all():
        row.get_by_label("Op schema").check()
    stages = page.get_by_role("group", name="Stages leerjaar 3")
    stages.get_by_label("Ligt stil").check()
    stages.get_by_label("Geteld tot nu toe").fill("31")
    stages.get_by_label("Wat lukt niet?").fill("Twee bedrijven zijn gestopt.")
    stages.get_by_label("Hoe pakken we het weer op?").fill("Werving in januari.")


def finish_the_log(page: Page, check: Check) -> None:
    page.get_by_role("button", name="Afronden").click()
    asked = page.get_by_role("button", name="Het klopt, ga verder")
    expect(asked.or_(page.locator("button.check-send"))).to_be_visible()
    if asked.is_visible():
        check(page)
        asked.click()
    expect(page.locator("button.check-send")).to_be_visible()
    check(page)
    page.locator("button.check-send").click()
    expect(page.locator("h1")).to_contain_text("is binnen")
    check(page)


def look_ahead(page: Page, check: Check) -> None:
    """The mail as the steering group will get it."""
    page.get_by_role("link", name="Bekijk wat de stuurgroep ziet").click()
    mail = page.frame_locator("iframe.mail-frame")
    expect(mail.get_by_text("Het leerlab is open.").last).to_be_visible()
    expect(mail.get_by_text("Stages leerjaar 3").first).to_be_visible()
    expect(mail.get_by_text("Werving in januari.")).to_be_visible()
    check(page)


def walk_as_leader(page: Page, bureau_page: Page, check: Check, check_bureau: Check) -> None:
    import_a_plan(page, check)
    page.goto("/")
    check(page)
    page.get_by_role("link", name="Naar het plan").click()
    submit(page, check)
    page.goto("/")
    expect(page.get_by_role("heading", name="Het plan wacht op goedkeuring")).to_be_visible()
    approve(bureau_page, check_bureau)
    log_this_month(page, check)


def nothing_broke(page: Page) -> None:
    assert not page.faults  # type: ignore[attr-defined]


def test_a_region_begins_and_its_advisor_sees_it(duinrand, bureau, browse_as, check_page):
    page = browse_as(duinrand.leader)
    walk_as_leader(page, browse_as(bureau), check_page, check_page)
    expect(page.locator("[data-said]")).to_contain_text("Bewaard om")
    finish_the_log(page, check_page)
    look_ahead(page, check_page)
    advisor = browse_as(duinrand.advisor)
    advisor.goto("/advisors/")
    first = advisor.locator("table.tempo tbody tr").first
    expect(first).to_contain_text(re.compile(r"Duinrand[\s\S]*ligt stil"))
    check_page(advisor)
    first.get_by_role("link", name="Duinrand", exact=True).click()
    expect(advisor.get_by_text("Werving in januari.").first).to_be_visible()
    check_page(advisor)


def test_a_leader_imports_submits_and_logs_on_a_phone(duinrand, bureau, browse_as, check_page):
    page = browse_as(duinrand.leader, phone=True)
    walk_as_leader(page, browse_as(bureau), check_page, nothing_broke)
    finish_the_log(page, check_page)
    look_ahead(page, check_page)


def save_without_scripts(page: Page) -> None:
    """On a busy machine Chromium now and then sends nothing for a click; a person clicks again.
    What was sent and is not answered still fails."""
    for tries_left in (2, 1, 0):
        try:
            with page.expect_request(lambda request: request.method == "POST", timeout=5000):
                page.get_by_role("button", name="Bewaren", exact=True).last.click()
            return
        except TimeoutError:
            if not tries_left:
                raise


def test_a_leader_imports_submits_and_logs_without_scripts(duinrand, bureau, browse_as):
    page = browse_as(duinrand.leader, scripts=False)
    walk_as_leader(page, browse_as(bureau, scripts=False), nothing_broke, nothing_broke)
    save_without_scripts(page)
    expect(page.locator("[data-progress]")).to_contain_text("12 van 12 gelogd")
    finish_the_log(page, nothing_broke)
    look_ahead(page, nothing_broke)
