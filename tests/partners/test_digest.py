"""What the digest tells of partners: counts and sums, and no names."""

import datetime

import pytest
from django.urls import reverse

from regions.months import Month
from regions.partners.digest import PartnersTold, partners_in, sentences_of
from regions.partners.models import CofinancingNorm, Contribution, EligibleBudget, StepChange
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sheet import sheet_of
from sto_portal.notices.kinds.digest_mail import digest_contents
from tests.conftest import LONG_AGO, NOW

DAY = datetime.date
OCTOBER = Month(2026, 10)
FIRST, LAST = DAY(2025, 1, 1), DAY(2028, 12, 31)


def step(row, before: str, after: str, day: datetime.date) -> None:
    StepChange.objects.create(partnership=row, from_step=before, to_step=after, changed_on=day)


def gave(row, day: datetime.date, cents: int) -> None:
    Contribution.objects.create(
        partnership=row, kind="goods", title="Geheime lasrobot", promised_on=LONG_AGO,
        promised_cents=1, delivered_on=day, delivered_cents=cents,
    )  # fmt: skip


@pytest.fixture
def norm(merenland):
    CofinancingNorm.objects.all().delete()
    CofinancingNorm.objects.create(
        percent="10", valid_from_on=FIRST, valid_until_on=LAST, source="x"
    )
    EligibleBudget.objects.create(
        region=merenland.region, cents=4_860_000_00, valid_from_on=FIRST, valid_until_on=LAST
    )


@pytest.fixture
def busy(merenland, kustzoom, partner_of, norm):
    """Two up, one down and € 12.500 in October; before and after it there is more."""
    row = partner_of(merenland, "Van Rees Installatie", (3, "Jo Geheim"))
    step(row, "", "contact", DAY(2026, 10, 1))
    step(row, "contact", "exchange", DAY(2026, 10, 1))
    step(row, "exchange", "structural", DAY(2026, 10, 31))
    step(row, "structural", "contact", DAY(2026, 10, 31))
    step(row, "contact", "exchange", DAY(2026, 9, 30))
    step(row, "contact", "exchange", DAY(2026, 11, 1))
    gave(row, DAY(2026, 10, 1), 10_000_00)
    gave(row, DAY(2026, 10, 31), 2_500_00)
    gave(row, DAY(2026, 9, 30), 87_500_00)
    gave(row, DAY(2026, 11, 1), 9_999_00)
    other = partner_of(kustzoom, "Elders")
    step(other, "contact", "exchange", DAY(2026, 10, 5))
    gave(other, DAY(2026, 10, 5), 77_00)


def test_who_moved_and_what_came_in_of_these_months_only(merenland, busy):
    assert partners_in(merenland.region, OCTOBER, OCTOBER) == PartnersTold(
        up=2, down=1, came_cents=12_500_00, received_cents=100_000_00,
        required_cents=486_000_00, period="2025–2028",
    )  # fmt: skip
    both = partners_in(merenland.region, OCTOBER.previous, OCTOBER)
    assert both is not None and (both.up, both.came_cents) == (3, 100_000_00)


def test_nothing_changed_is_nothing_told(merenland, busy):
    july = Month(2026, 7)
    assert partners_in(merenland.region, july, july) is None
    assert sentences_of(None) == []


def test_without_a_budget_there_is_no_norm_to_name(merenland, busy):
    EligibleBudget.objects.all().delete()
    told = partners_in(merenland.region, OCTOBER, OCTOBER)
    assert told is not None and (told.came_cents, told.required_cents) == (12_500_00, None)
    assert len(sentences_of(told)) == 3


def test_it_asks_once(merenland, busy, django_assert_num_queries):
    with django_assert_num_queries(1):
        partners_in(merenland.region, OCTOBER, OCTOBER)


def test_page_and_mail_say_the_same_and_name_nobody(merenland, busy, browse):
    digest = compose(merenland.group, Period(OCTOBER, OCTOBER), NOW)
    mail = digest_contents(digest, "https://stop.example/")
    text = " ".join(mail.text.split()).partition("SINDS DE VORIGE KEER")[2]
    for told in (
        "Twee partners klommen op de ladder.",
        "Eén partner gleed een trede terug.",
        "Partners brachten € 12.500 in.",
        "Samen is dat € 100.000; de norm voor 2025–2028 is € 486.000.",
    ):
        assert told in text
    assert "Twee partners klommen" in mail.html and "€\xa0486.000" in mail.html
    digest.save()
    address = reverse("digest", args=["merenland", OCTOBER])
    page = browse(merenland.chair).get(address).content.decode()
    for said in (page, mail.text, mail.html):
        assert "brachten €\xa012.500 in" in said
        assert "Van Rees" not in said and "Geheim" not in said


def test_a_digest_of_before_still_shows(merenland, busy):
    digest = compose(merenland.group, Period(OCTOBER, OCTOBER), NOW)
    del digest.sections["partners"]
    assert not [told for told in sheet_of(digest)["since"] if "edrijven" in told]
    assert "brachten" not in digest_contents(digest, "https://stop.example/").text
