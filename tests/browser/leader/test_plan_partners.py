"""From an activity of the plan to the partner and the contribution that hang on it."""

import pytest
from playwright.sync_api import expect

from regions.partners.models import Business, Contribution, Partnership
from tests.conftest import LONG_AGO


@pytest.fixture
def hung(merenland) -> Partnership:
    activity = merenland.plan.activities.get(code="2.1")
    names = ["Van Rees Installatie", "Kade & Zn.", "Jansen Bouw", "De Vries Metaal", "Zon op dak"]
    for name in names:
        row = Partnership.objects.create(
            region=merenland.region, business=Business.objects.create(name=name),
            started_on=LONG_AGO, activity_keys=[str(activity.key)],
        )  # fmt: skip
    Contribution.objects.create(
        partnership=row, kind="goods", title="Lasrobot met toebehoren", promised_on=LONG_AGO,
        promised_cents=1_000_00, activity_key=activity.key,
    )  # fmt: skip
    return row


@pytest.mark.parametrize("phone", [False, True])
def test_the_leader_goes_from_the_plan_to_what_hangs_on_it(
    merenland, hung, browse_as, check_page, phone
):
    page = browse_as(merenland.leader, phone=phone)
    page.goto("/regions/merenland/plan/")
    check_page(page)
    expect(page.get_by_text("en nog één")).to_be_visible()
    page.get_by_role("link", name="Lasrobot met toebehoren").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lasrobot")
    page.go_back()
    page.get_by_role("link", name="Jansen Bouw").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jansen Bouw")
