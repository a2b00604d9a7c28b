"""What a plan costs: lines of quantity × price per activity and year, and their sums."""

import csv
import io
import random
from collections import defaultdict
from decimal import Decimal
from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from regions.partners.models import CofinancingNorm, EligibleBudget
from regions.plans.budget.checks import checked
from regions.plans.budget.sums import budget_of, settle_budget
from regions.plans.difference.difference import compare
from regions.plans.models import Activity, BudgetLine, CostKind, Plan
from regions.plans.models.budget import product_cents
from regions.plans.versions import start_draft
from tests.forms import form_with
from tests.plans.test_plan_pages import text_of

pytestmark = pytest.mark.django_db
AMOUNTS = st.integers(0, 10_000_000_00)


@pytest.fixture
def draft(merenland) -> Plan:
    return start_draft(merenland.region, merenland.leader)


@pytest.fixture
def stages(draft) -> Activity:
    return draft.activities.get(code="2.1")


def kind(name: str = "Personeel") -> CostKind:
    told = {"name": name, "valid_from_on": "2025-01-01"}
    return CostKind.objects.get_or_create(**told, defaults={"source": "Test"})[0]


def cost(activity: Activity, cents: int, year: int | None = None, cofinancing: int = 0, **fields):
    told = {"kind": kind(), "text": "Begeleiding", **fields}
    return BudgetLine.objects.create(
        activity=activity, cents=cents, year=year, cofinancing_cents=cofinancing, **told
    )


def costs_url(activity: Activity) -> str:
    return reverse("costs_edit", args=["merenland", activity.pk])


def budget_url(version: int = 2) -> str:
    return f"{reverse('budget', args=['merenland'])}?version={version}"


def sent(client, activity: Activity, *rows: dict) -> dict:
    """What a browser sends once these rows are filled in, from the first one on."""
    fields = form_with(
        client.get(costs_url(activity)).content.decode(), "budget_lines-0-text"
    ).fields
    for number, row in enumerate(rows):
        fields |= {f"budget_lines-{number}-{name}": value for name, value in row.items()}
    return fields


def test_a_quantity_and_a_price_make_the_amount_and_the_sum_is_the_budget(
    merenland, stages, browse
):
    leader = browse(merenland.leader)
    rows = [
        {
            "text": "Begeleiding op de werkvloer", "kind": kind().pk, "year": "2027",
            "quantity": "200", "unit": "uur", "price_cents": "62,50", "cofinancing_cents": "2.500",
        },
        {"text": "Gereedschap", "kind": kind("Materiaal").pk, "cents": "1.000"},
    ]  # fmt: skip
    answer = leader.post(costs_url(stages), sent(leader, stages, *rows))
    assert answer.status_code == 302 and answer.url == budget_url()
    hours, tools = stages.budget_lines.all()
    assert (hours.quantity, hours.price_cents, hours.cents) == (200, 62_50, 12_500_00)
    assert (hours.year, hours.cofinancing_cents, hours.subsidy_cents) == (2027, 2_500_00, 10_000_00)
    assert (tools.quantity, tools.year, tools.cents) == (None, None, 1_000_00)
    stages.refresh_from_db()
    assert stages.budget_cents == 13_500_00
    assert stages.target == 120  # a quantity of costs is no target
    text = text_of(leader.get(budget_url()))
    assert "€\xa012.500,00" in text and "200 uur × €\xa062,50" in text
    assert "waarvan €\xa02.500 cofinanciering" in text


def test_an_amount_follows_when_the_quantity_changes(merenland, stages, browse):
    cost(stages, 100_00, quantity=2, price_cents=50_00)
    leader = browse(merenland.leader)
    assert (
        leader.post(costs_url(stages), sent(leader, stages, {"quantity": "3"})).status_code == 302
    )
    assert stages.budget_lines.get().cents == 150_00


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"quantity": "200"}, "Een aantal en een prijs horen bij elkaar."),
        ({"price_cents": "50"}, "Een aantal en een prijs horen bij elkaar."),
        ({}, "Vul een bedrag in, of een aantal en een prijs."),
        (
            {"quantity": "12", "price_cents": "50", "cents": "650"},
            "Aantal maal prijs is €\xa0600,00.",
        ),
        ({"cents": "100", "cofinancing_cents": "101"}, "De cofinanciering is een deel van het bed"),
        ({"quantity": "veel", "price_cents": "1"}, "veel"),
        ({"quantity": "-2", "price_cents": "1"}, "Schrijf een aantal, zoals 200 of 0,8."),
        ({"cents": "100", "year": "2031"}, "2031"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_saved(merenland, stages, browse, typed, error):
    leader = browse(merenland.leader)
    good = {"text": "Bus", "kind": kind().pk, "cents": "50"}
    wrong = {"text": "Begeleiding", "kind": kind().pk, **typed}
    answer = leader.post(costs_url(stages), sent(leader, stages, good, wrong))
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    assert error in page and "Begeleiding" in page
    assert not stages.budget_lines.exists()


def test_removing_every_cost_leaves_the_last_sum_as_the_budget(merenland, stages, browse):
    cost(stages, 100_00)
    settle_budget(stages)
    leader = browse(merenland.leader)
    leader.post(costs_url(stages), sent(leader, stages, {"DELETE": "on"}))
    stages.refresh_from_db()
    assert not stages.budget_lines.exists() and stages.budget_cents == 100_00


def test_the_budget_of_an_activity_with_costs_is_changed_at_its_costs(merenland, stages, browse):
    cost(stages, 100_00)
    settle_budget(stages)
    leader, url = browse(merenland.leader), reverse("activity_edit", args=["merenland", stages.pk])
    page = leader.get(url).content.decode()
    assert "De begroting van €\xa0100,00 is de som van de kosten." in page
    fields = form_with(page, "title").fields | {"budget_cents": "999", "owner": "Werkgroep Stages"}
    assert leader.post(url, fields).status_code == 302
    stages.refresh_from_db()
    assert (stages.budget_cents, stages.owner) == (100_00, "Werkgroep Stages")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1.1", "1.2", "2.1"]),
            st.sampled_from([None, 2025, 2026, 2027, 2028]),
            AMOUNTS,
            st.integers(0, 100),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_sums_agree_whatever_the_order_of_the_rows(merenland, rows, order: random.Random):
    """Worked out apart, per year and per action line, from the rows themselves."""
    with transaction.atomic():
        plan = start_draft(merenland.region, merenland.leader)
        activities = {row.code: row for row in plan.activities.all()}
        plan.activities.update(budget_cents=None)
        order.shuffle(rows)
        per_year, per_line = defaultdict(int), defaultdict(int)
        for code, year, cents, share in rows:
            cost(activities[code], cents, year, cents * share // 100)
            per_year[year] += cents
            per_line[code[0]] += cents
        found = budget_of(plan)
        assert {year: amount.cents for year, amount in found.by_year if amount.cents} == {
            year: cents for year, cents in per_year.items() if cents
        }
        assert {line.line.code: line.whole.cents for line in found.lines} == {
            "1": per_line["1"], "2": per_line["2"],
        }  # fmt: skip
        assert found.whole.cents == sum(per_year.values())
        assert found.whole.subsidy_cents + found.whole.cofinancing_cents == found.whole.cents
        for row in found.activities:
            settle_budget(row.activity)
        budgets = plan.activities.values_list("budget_cents", flat=True)
        assert sum(cents or 0 for cents in budgets) == found.whole.cents
        transaction.set_rollback(True)


@given(st.decimals("0.01", 100_000, places=2), st.integers(0, 1_000_000_00))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_product_is_rounded_as_the_database_rounds_it(db, quantity: Decimal, price: int):
    with connection.cursor() as cursor:
        cursor.execute("SELECT round(%s * %s)", [quantity, price])
        assert product_cents(quantity, price) == cursor.fetchone()[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"cents": 99_00, "quantity": 2, "price_cents": 50_00},
        {"cents": 100_00, "quantity": 2},
        {"cents": 100_00, "cofinancing_cents": 100_01},
        {"cents": -1},
        {"cents": 1, "year": 27},
    ],
)
def test_the_database_keeps_what_does_not_add_up_out(stages, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.create(activity=stages, kind=kind(), text="Bus", **fields)


def test_the_costs_of_a_plan_that_holds_stand_still(merenland):
    row = merenland.plan.activities.get(code="2.1")
    with pytest.raises(IntegrityError), transaction.atomic():
        cost(row, 100_00)


def test_a_proposal_tells_which_costs_change(merenland, draft, stages):
    cost(stages, 100_00, 2027, quantity=2, unit="dag", price_cents=50_00)
    (row,) = compare(merenland.plan, draft).added
    assert row.label == "Kosten ‘Begeleiding’ (2.1)"
    assert "2 dag × €\xa050,00 = €\xa0100,00" in " ".join([row.after, *row.notes])


def test_a_copy_has_the_costs_with_the_same_keys(merenland, draft, stages):
    line = cost(stages, 100_00, 2027)
    settle_budget(stages)
    Plan.objects.filter(pk=merenland.plan.pk).update(state="superseded")
    change = draft.change
    change.state = "accepted"
    change.decided_on = draft.starts_on
    change.save()
    draft.state, draft.approved_on = Plan.State.APPROVED, draft.starts_on
    draft.save()
    merenland.region.refresh_from_db()
    copy = start_draft(merenland.region, merenland.leader)
    assert BudgetLine.objects.get(activity__plan=copy).key == line.key
    assert compare(draft, copy).is_empty


@pytest.mark.parametrize(
    ("cofinancing", "eligible", "said", "holds"),
    [
        (1_000_00, None, "De norm van 10% vraagt €\xa01.000. Deze begroting haalt dat.", True),
        (999_99, None, "Er ontbreekt", False),
        (1_000_00, 20_000_00, "De norm van 10% vraagt €\xa02.000. Er ontbreekt €\xa01.000.", False),
    ],
)
def test_the_norm_stands_beside_the_total(merenland, draft, cofinancing, eligible, said, holds):
    CofinancingNorm.objects.all().delete()
    CofinancingNorm.objects.create(
        percent=10, valid_from_on="2025-01-01", valid_until_on="2028-12-31", source="Regeling"
    )
    draft.activities.update(budget_cents=None)
    cost(draft.activities.get(code="1.1"), 10_000_00, 2026, cofinancing)
    if eligible:
        EligibleBudget.objects.create(
            region=merenland.region, cents=eligible,
            valid_from_on="2025-01-01", valid_until_on="2028-12-31",
        )  # fmt: skip
    (found,) = checked(merenland.region, budget_of(draft))
    assert said in found.sentence and found.holds is holds
    assert ("subsidiabele begroting van €\xa020.000" in found.rule) == bool(eligible)
    assert "Regeling" in found.rule


def test_without_a_norm_nothing_is_judged(merenland, draft, stages):
    CofinancingNorm.objects.all().delete()
    cost(stages, 100_00, cofinancing=10_00)
    (found,) = checked(merenland.region, budget_of(draft))
    assert found.holds is None and "geen norm bekend" in found.rule


def test_a_plan_without_costs_shows_the_amounts_that_it_has(merenland, browse):
    text = text_of(browse(merenland.chair).get(reverse("budget", args=["merenland"])))
    assert "Een begroting van €\xa0120.000" in text and "waarvan" not in text
    assert "Dit zijn de hoofdlijnen" in text


def test_the_file_has_every_cost_and_its_sums_agree(merenland, draft, stages, browse):
    cost(stages, 250_00, 2027, 50_00, quantity=5, price_cents=50_00, unit="uur")
    cost(stages, 99_95, 2028)
    url = f"{reverse('budget_csv', args=['merenland'])}?version=2"
    text = browse(merenland.leader).get(url).content.decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=";") if row[0] == "2.1"]
    assert [row[4:] for row in rows] == [
        ["2027", "5,0", "uur", "50,0", "250,0", "200,0", "50,0"],
        ["2028", "", "", "", "99,95", "99,95", "0,0"],
    ]


def test_the_page_asks_as_often_for_many_costs(
    merenland, draft, stages, browse, django_assert_num_queries
):
    leader = browse(merenland.leader)
    cost(stages, 100_00)
    leader.get(budget_url())
    with django_assert_num_queries(11):
        leader.get(budget_url())
    for number in range(40):
        cost(stages, number * 100, 2025 + number % 4, kind=kind("Materiaal"))
    with django_assert_num_queries(11):
        leader.get(budget_url())


def test_who_only_reads_sees_no_costs_of_a_draft(merenland, draft, stages, browse):
    cost(stages, 100_00)
    assert browse(merenland.chair).get(budget_url()).status_code == 404
    assert browse(merenland.chair).get(costs_url(stages)).status_code == 403


def test_a_kind_that_ended_is_kept_where_it_stands_and_not_offered(merenland, stages, browse):
    old = CostKind.objects.create(
        name="Overhead", valid_from_on="2020-01-01", valid_until_on="2024-12-31", source="Oud"
    )
    leader = browse(merenland.leader)
    assert "Overhead" not in leader.get(costs_url(stages)).content.decode()
    cost(stages, 100_00, kind=old)
    page = leader.get(costs_url(stages)).content.decode()
    assert page.count("Overhead") == 1
    assert leader.post(costs_url(stages), sent(leader, stages, {"text": "Bus"})).status_code == 302
    assert stages.budget_lines.get().kind == old


def test_an_import_keeps_the_costs_and_who_carries_an_activity_out(
    merenland, draft, stages, browse, upload
):
    """The natural order: fill in costs, take the plan to Excel, change it there, and back."""
    line = cost(stages, 12_500_00, 2027, 500_00, quantity=250, unit="uur", price_cents=50_00)
    settle_budget(stages)
    Activity.objects.filter(pk=stages.pk).update(owner="Werkgroep Stages")
    leader = browse(merenland.leader)
    export = f"{reverse('plan_export', args=['merenland'])}?version=2"
    for budget, is_told in ((12_500, False), (60_000, True)):
        book = load_workbook(io.BytesIO(leader.get(export).content))
        sheet = book.worksheets[0]
        (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == 12_500]
        cell.value = budget
        content = io.BytesIO()
        book.save(content)
        preview = upload(leader, "merenland", content.getvalue())
        page = preview.content.decode()
        assert (
            "begroting is hier €\xa060.000,00, en de kosten tellen op tot €\xa012.500,00" in page
        ) == is_told
        leader.post(preview.request["PATH_INFO"], form_with(page, "shown").fields)
        row = draft.activities.get(code="2.1")
        kept = row.budget_lines.get()
        assert (kept.key, kept.cents, kept.quantity) == (line.key, 12_500_00, 250)
        assert (row.budget_cents, row.owner) == (12_500_00, "Werkgroep Stages")
        assert compare(draft, draft).is_empty


def test_costs_that_were_removed_do_not_come_back_with_an_import(
    merenland, draft, stages, browse, upload
):
    leader = browse(merenland.leader)
    export = leader.get(f"{reverse('plan_export', args=['merenland'])}?version=2").content
    preview = upload(leader, "merenland", export)
    fields = form_with(preview.content.decode(), "shown").fields
    leader.post(preview.request["PATH_INFO"], fields)
    assert not BudgetLine.objects.exists()
    assert draft.activities.get(code="2.1").budget_cents == 60_000_00
