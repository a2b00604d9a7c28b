"""One sentence about money in the digest, of a group that wants it; its truth is in the rows."""

import datetime
import re

import pgtrigger
import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regions.access import ALLOWED, Action
from regions.models import Role
from regions.months import Month
from regions.plans.models import BudgetLine, SpentAmount, SpentYear
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sections import Sections
from sto_portal.notices.kinds.digest_mail import digest_contents
from sto_portal.notices.models import Digest
from tests.conftest import NOW, Place
from tests.plans.budget.test_costs import cost
from tests.plans.realised.test_realised import key_of, plan, put, text_of  # noqa: F401 - fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november", "plan")]
SETTINGS = {"label": "stuurgroep", "rhythm": 1, "digests_from_on": "2026-10-01"}
OCTOBER = Period(Month(2026, 10), Month(2026, 10))


@pytest.fixture
def wanting(merenland) -> Place:
    merenland.group.hears_of_money = True
    merenland.group.save()
    return merenland


def composed(place: Place, now: datetime.datetime = NOW) -> Digest:
    return compose(SteeringGroup.objects.get(region=place.region), OCTOBER, now)


def told(place: Place, now: datetime.datetime = NOW) -> str:
    money = Sections.of(composed(place, now)).money
    return money.sentence.replace("\xa0", " ") if money else ""


def test_nobody_hears_of_money_who_did_not_ask(merenland):
    put(merenland, 2026, Docent=2_500_00)
    assert Sections.of(composed(merenland)).money is None


@pytest.mark.parametrize("spent", [0, 1, 2_500_00, 9_999_99, 12_345_67, 30_000_00])
def test_the_sentence_says_what_the_rows_come_to(wanting, spent):
    put(wanting, 2026, Docent=spent, Bus=1_000_00)
    lines = BudgetLine.objects.filter(activity__plan=wanting.plan, year=2026)
    budget = sum(line.cents for line in lines)
    real = SpentAmount.objects.filter(year__year=2026).aggregate(all=Sum("cents"))["all"]
    money = Sections.of(composed(wanting)).money
    assert (money.year, money.budget_cents, money.spent_cents) == (2026, budget, real)
    said = told(wanting)
    assert "31 oktober 2026" in said and "ingevoerd op 1 november 2026" in said
    euros = [int(part.replace(".", "")) for part in re.findall(r"€ ([\d.]+)", said)]
    assert euros[0] == round(budget / 100)
    assert abs(euros[1] - real / 100) <= 0.5 and abs(euros[2] - abs(budget - real) / 100) <= 0.5
    assert ("meer dan begroot" in said) == (real > budget)


def test_only_what_was_entered_before_its_own_moment_counts(wanting):
    row = put(wanting, 2026, Docent=2_500_00)
    later = NOW + datetime.timedelta(seconds=1)
    SpentYear.objects.filter(pk=row.pk).update(entered_at=later)
    assert told(wanting) == ""
    assert "voor 2026 is" in told(wanting, later)


def test_without_amounts_that_count_nothing_is_said(wanting):
    assert told(wanting) == ""
    row = put(wanting, 2026)
    assert told(wanting) == ""
    SpentAmount.objects.create(year=row, line_key=key_of("Reserve", None), cents=5_00)
    assert told(wanting) == ""


def test_mail_text_and_page_say_it_with_its_rule_and_no_lines(wanting, browse):
    put(wanting, 2026, Docent=2_500_00)
    digest = composed(wanting)
    digest.save()
    mail = digest_contents(digest, "https://stop.example/")
    page = browse(wanting.chair).get(reverse("digest", args=["merenland", "2026-10"]))
    for said in (mail.text, mail.html, text_of(page)):
        words = " ".join(said.replace("\xa0", " ").split())
        assert "€ 2.500 uitgegeven en is er € 13.500 over" in words
        assert "Over is wat er voor dat jaar is begroot, min wat is uitgegeven." in words
        assert "Docent" not in words
    assert Action.READ_MONEY not in ALLOWED[Role.CHAIR]  # so the sentence leads nowhere
    assert reverse("realised", args=["merenland"]) not in text_of(page)


def test_a_sealed_digest_keeps_what_it_said(wanting, browse):
    row = put(wanting, 2026, Docent=2_500_00)
    composed(wanting).save()
    row.amounts.update(cents=9_000_00)
    page = browse(wanting.chair).get(reverse("digest", args=["merenland", "2026-10"]))
    assert "€ 2.500 uitgegeven" in text_of(page)
    assert "€ 9.000 uitgegeven" in told(wanting)


@pytest.mark.parametrize("name", ["steering_edit", "bureau_steering_group"])
def test_the_bureau_ticks_it_and_nobody_else(merenland, browse, bureau, name):
    path = reverse(name, args=["merenland"])
    values = {**SETTINGS, "digest_working_day": 1, "hears_of_money": "on"}
    browse(merenland.leader).post(path, values)
    assert not SteeringGroup.objects.get().hears_of_money
    assert "wat er van de begroting over is" in text_of(browse(bureau).get(path))
    assert browse(bureau).post(path, values).status_code == 302
    assert SteeringGroup.objects.get().hears_of_money


def test_what_it_costs_is_the_same_for_two_lines_and_for_forty(wanting):
    row = put(wanting, 2026, Docent=2_500_00)
    with CaptureQueriesContext(connection) as few:
        composed(wanting)
    activity = wanting.plan.activities.get(code="1.1")
    with pgtrigger.ignore():
        for number in range(38):
            line = cost(activity, 100_00, 2026, text=f"Post {number}")
            SpentAmount.objects.create(year=row, line_key=line.key, cents=number)
    with CaptureQueriesContext(connection) as many:
        composed(wanting)
    assert len(few) == len(many)
