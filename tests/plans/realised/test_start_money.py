"""The lead applicant begins with the money of the region; other members do not see it."""

import datetime
import re
from html import unescape

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.models import Role
from regions.partners.models import (
    Business,
    CofinancingNorm,
    Contribution,
    EligibleBudget,
    Partnership,
)
from regions.plans.models import BudgetLine, SpentAmount, SpentYear
from regions.steering.mandate.accepting import accept
from tests.conftest import LONG_AGO, NOW, member, person
from tests.plans.budget.test_costs import cost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
DAY = datetime.date
START = "/regions/merenland/steering/start/"


@pytest.fixture
def penvoerder(merenland):
    user = person("Pieter Vos")
    member(user, Role.LEAD_APPLICANT, merenland.region)
    accept(user, merenland.group.mandate_on(NOW.date()), NOW)
    return user


@pytest.fixture
def money(merenland):
    with pgtrigger.ignore():
        cost(merenland.plan.activities.get(code="1.1"), 10_000_00, 2026, text="Docent")
    year = SpentYear.objects.create(
        region=merenland.region, year=2026, until_on=DAY(2026, 10, 31), entered_at=NOW,
        entered_by=merenland.leader,
    )  # fmt: skip
    line = BudgetLine.objects.get(text="Docent")
    SpentAmount.objects.create(year=year, line_key=line.key, cents=7_250_00)
    EligibleBudget.objects.create(
        region=merenland.region, cents=100_000_00, source="Test",
        valid_from_on=DAY(2025, 1, 1), valid_until_on=DAY(2028, 12, 31),
    )  # fmt: skip
    business = Business.objects.create(name="Kade & Zn", place="Waterkant")
    partner = Partnership.objects.create(
        region=merenland.region, business=business, started_on=LONG_AGO
    )
    Contribution.objects.create(
        partnership=partner, kind="goods", title="Staal", promised_on=DAY(2026, 5, 1),
        promised_cents=3_210_00, delivered_on=DAY(2026, 5, 1), delivered_cents=3_210_00,
    )  # fmt: skip
    return merenland


def text_of(answer) -> str:
    return " ".join(unescape(answer.content.decode()).replace("\xa0", " ").split())


def menu(answer) -> list[str]:
    """The links of the main menu, as they are read."""
    nav = answer.content.decode().partition('<nav class="wide"')[2].partition("</nav>")[0]
    return [text.strip() for text in re.findall(r"<a [^>]*>([^<]*)", nav)]


def test_the_lead_applicant_begins_with_budget_spent_left_and_norm(money, penvoerder, browse):
    client = browse(penvoerder)
    text = text_of(client.get("/", follow=True))
    norm = CofinancingNorm.objects.get(valid_from_on__lte=NOW, valid_until_on__gte=NOW)
    asked = 100_000_00 * norm.percent / 100
    for cents in (10_000_00, 7_250_00, 10_000_00 - 7_250_00, 3_210_00, int(asked)):
        assert f"€ {cents // 100:,}".replace(",", ".") in text, cents
    assert "Het geld in 2026" in text and "tot en met 31 oktober" in text
    assert "Kade & Zn" not in text
    assert "Geld" in menu(client.get(START))


def test_other_members_see_no_money(money, browse):
    accept(money.chair, money.group.mandate_on(NOW.date()), NOW)
    page = browse(money.chair).get(START)
    assert page.status_code == 200 and "Het geld" not in text_of(page)
    assert "Plan" in menu(page) and "Geld" not in menu(page)


def test_a_region_without_a_plan_or_amounts_says_so(merenland, penvoerder, browse):
    text = text_of(browse(penvoerder).get(START))
    assert "nog niets" in text and "landelijk bureau" in text
    with pgtrigger.ignore():
        merenland.plan.delete()
    assert "geen begroting" in text_of(browse(penvoerder).get(START))


def test_the_page_asks_as_many_queries_with_more_lines(money, penvoerder, browse):
    client = browse(penvoerder)
    client.get(START)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(START)
        return len(found)

    before = asked()
    with pgtrigger.ignore():
        for number in range(8):
            cost(money.plan.activities.get(code="2.1"), 1_00, 2026, text=f"Regel {number}")
    assert asked() == before
