"""The bureau says on a phone that two businesses that look alike are two."""

from playwright.sync_api import expect

from regions.partners.models import Business, PairApart


def test_a_pair_is_kept_apart(bureau, browse_as, check_page):
    for name in ("Jansen Techniek", "Janssen Techniek"):
        Business.objects.create(name=name, place="Meerstad")
    page = browse_as(bureau, phone=True)
    page.goto("/bureau/businesses/")
    check_page(page)
    page.get_by_role("button", name="Niet hetzelfde").click()
    expect(page.get_by_role("heading", name="Niet hetzelfde bedrijf")).to_be_visible()
    check_page(page)
    assert PairApart.objects.get().looked_by == bureau
