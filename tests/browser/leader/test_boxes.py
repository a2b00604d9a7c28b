"""A box stands clear of its words and on their line, and many do not make a page endless."""

import pytest

from regions.partners.models import Business, Partnership
from tests.conftest import LONG_AGO


@pytest.mark.parametrize("phone", [False, True])
def test_boxes_stand_clear_of_their_words(merenland, browse_as, check_page, phone):
    for number in range(28):
        business = Business.objects.create(name=f"Bedrijf {number:02}")
        Partnership.objects.create(region=merenland.region, business=business, started_on=LONG_AGO)
    page = browse_as(merenland.leader, phone=phone)
    page.goto("/regions/merenland/events/new/?kind=open_day")
    check_page(page)
    field = page.locator("#div_id_partners")
    box = field.get_by_role("checkbox").first.bounding_box()
    words = field.locator("label").first.bounding_box()
    assert 6 <= words["x"] - (box["x"] + box["width"]) <= 14
    middle = {name: one["y"] + one["height"] / 2 for name, one in (("a", box), ("b", words))}
    assert abs(middle["a"] - middle["b"]) <= 1.5
    assert field.bounding_box()["height"] <= 420
    last = field.get_by_label("Bedrijf 27")
    last.check()
    assert last.is_checked()
