"""The bureau merges two regions: what goes along is ticked, told on both pages, and taken back."""

import pytest
from playwright.sync_api import Page, expect

from regions.models import Region, School

SMALL = {"width": 320, "height": 700}


@pytest.mark.parametrize(("phone", "scripts"), [(False, True), (True, True), (False, False)])
def test_two_regions_merge_and_it_is_taken_back(
    bureau, merenland, kustzoom, browse_as, check_page, phone, scripts
):
    look = check_page if scripts else (lambda page: None)  # axe is a script
    for place in (merenland, kustzoom):
        School.objects.create(region=place.region, name=f"School {place.region}", place="Veen")
    page: Page = browse_as(bureau, phone=phone, scripts=scripts)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/bureau/regions/merenland/")
    page.get_by_role("link", name="Samenvoegen of splitsen").click()
    expect(page.locator("h1")).to_have_text("Hoe gaat Merenland verder?")
    look(page)
    page.get_by_role("link", name="Samenvoegen tot een nieuwe regio").click()
    page.get_by_label("Samen met deze regio").select_option(label="Kustzoom")
    page.get_by_label("Naam van de nieuwe regio").fill("Merenland")
    page.get_by_role("button", name="Laat zien wat meegaat").click()
    expect(page.get_by_role("alert")).to_contain_text("Er is al een regio met deze naam")
    expect(page.get_by_label("Samen met deze regio")).to_have_value(str(kustzoom.region.pk))
    look(page)
    page.get_by_label("Naam van de nieuwe regio").fill("Waterland")
    page.get_by_role("button", name="Laat zien wat meegaat").click()
    expect(page.locator("h1")).to_have_text("Wat gaat mee naar Waterland?")
    look(page)
    page.set_viewport_size(SMALL)
    look(page)
    page.get_by_label("School Kustzoom naar Waterland").uncheck()
    page.get_by_role("button", name="Voeg de regio’s samen").click()
    expect(page.locator("h1")).to_have_text("Merenland")
    expect(page.get_by_text("gaan vanaf")).to_be_visible()
    look(page)
    new = Region.objects.get(name="Waterland")
    assert [school.name for school in new.schools.all()] == ["School Merenland"]
    page.goto(f"/regions/{new.slug}/")
    expect(page.get_by_text("gaat hier verder")).to_contain_text("Kustzoom en Merenland")
    look(page)
    page.goto(f"/bureau/regions/{new.slug}/")
    page.get_by_role("button", name="Draai deze wijziging terug").click()
    expect(page.get_by_text("alles is weer zoals het was")).to_be_visible()
    assert not Region.objects.filter(name="Waterland").exists()
