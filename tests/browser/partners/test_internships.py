"""A leader postpones internships on a phone, and sees a cohort lose its chance."""

import datetime

from django.utils import timezone
from playwright.sync_api import expect

from regions.internships.models import CohortEntry, InternshipCohort
from regions.models import School

URL = "/regions/merenland/internships/"


def test_a_cohort_is_postponed_and_loses_its_chance(merenland, browse_as, check_page):
    today = timezone.localdate()
    school = School.objects.create(region=merenland.region, name="Het Anker")
    cohort = InternshipCohort.objects.create(
        school=school, school_year=today.year - 1, track="kb", needed=20,
        last_chance_on=today + datetime.timedelta(days=40),
    )  # fmt: skip
    page = browse_as(merenland.leader, phone=True)
    page.goto(URL)
    check_page(page)
    expect(page.get_by_text("moeten nog:")).to_be_visible()
    page.get_by_role("link", name="Het Anker · kb").first.click()
    check_page(page)
    page.get_by_role("radio", name="Uitgesteld").check()
    page.locator("[name=count]").fill("6")
    page.locator("[name=dated_on]").fill(f"{today:%Y-%m-%d}")
    page.locator("[name=reason]").fill("Twee bedrijven hebben geen begeleider.")
    page.locator(".entry-form button").click()
    expect(page.get_by_text("Twee bedrijven hebben geen begeleider.")).to_be_visible()
    check_page(page)
    assert CohortEntry.objects.get().count == 6
    pages = ("new/", f"copy/{today.year}/", "what-if/?years=1", f"{cohort.pk}/edit/")
    for address in pages:
        page.goto(URL + address)
        check_page(page)
    InternshipCohort.objects.update(last_chance_on=today - datetime.timedelta(days=1))
    page.goto(URL)
    expect(page.get_by_text("hadden er nooit een:")).to_be_visible()
    check_page(page)
