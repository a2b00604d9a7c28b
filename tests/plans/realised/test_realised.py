"""What was spent of the budget: who reads and writes it, its sums, and two people at once."""

import csv
import datetime
import io
import uuid
from collections import defaultdict
from decimal import Decimal
from html import unescape

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regions.access import ALLOWED, Action
from regions.models import Role
from regions.plans.models import BudgetLine, Plan, SpentAmount, SpentYear
from regions.plans.realised.sums import spent_of
from tests.conftest import Place, member, person
from tests.plans.budget.test_costs import cost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]


@pytest.fixture
def plan(merenland) -> Plan:
    """The plan that holds has costs of 2026, of 2027 and of the whole period."""
    first, second = (merenland.plan.activities.get(code=code) for code in ("1.1", "2.1"))
    with pgtrigger.ignore():
        cost(first, 10_000_00, 2026, text="Docent")
        cost(first, 4_000_00, 2027, text="Docent")
        cost(second, 6_000_00, 2026, text="Bus")
        cost(second, 3_000_00, None, text="Reserve")
    return merenland.plan


def held(place: Place, role: str, name: str):
    user = person(name)
    member(user, role, place.region)
    return user


@pytest.fixture
def controller(merenland):
    return held(merenland, Role.CONTROLLER, "Coen Prins")


def text_of(answer) -> str:
    return unescape(answer.content.decode()).replace("\xa0", " ")


def key_of(text: str, year: int | None) -> str:
    return BudgetLine.objects.get(text=text, year=year).key


def typed(amounts: dict, until: str = "2026-10-31", revision: int = 0) -> dict:
    return {"until_on": until, "revision": revision} | {
        f"line_{key.hex}": text for key, text in amounts.items()
    }


def edit(year: int = 2026) -> str:
    return reverse("realised_edit", args=["merenland", year])


def page(year: object = 2026) -> str:
    return f"{reverse('realised', args=['merenland'])}?year={year}"


def put(place: Place, year: int, **amounts: int) -> SpentYear:
    """As `put(merenland, 2026, Docent=5_000_00)`; on the line of that year, or without one."""
    row = SpentYear.objects.create(
        region=place.region,
        year=year,
        until_on=datetime.date(year, 10, 31),
        entered_by=place.leader,
        entered_at=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC),
    )
    for text, cents in amounts.items():
        lines = BudgetLine.objects.filter(text=text, activity__plan__state=Plan.State.APPROVED)
        line = lines.filter(year=year).first() or lines.get(year=None)
        SpentAmount.objects.create(year=row, line_key=line.key, cents=cents)
    return row


def test_a_controller_writes_what_was_spent_and_everybody_with_the_money_reads_it(
    merenland, plan, controller, browse
):
    client = browse(controller)
    assert client.get("/", follow=True).redirect_chain[-1][0] == reverse(
        "realised", args=["merenland"]
    )
    docent, bus = key_of("Docent", 2026), key_of("Bus", 2026)
    answer = client.post(edit(), typed({docent: "7.500,25", bus: "0"}), follow=True)
    assert answer.status_code == 200
    assert "€ 7.500 uitgegeven van een begroting van € 16.000" in text_of(answer)
    assert dict(SpentAmount.objects.values_list("line_key", "cents")) == {docent: 7_500_25, bus: 0}
    applicant = held(merenland, Role.LEAD_APPLICANT, "Pieter Vos")
    for reader in (merenland.leader, merenland.advisor, applicant):
        told = text_of(browse(reader).get(page()))
        assert "7.500,25" in told
        assert "31 oktober 2026" in told


def test_who_reads_the_money_reads_nothing_about_people(merenland, plan, controller, browse):
    client = browse(controller)
    for name in ("plan", "budget", "realised", "contributions", "contributions_overview", "region"):
        assert client.get(reverse(name, args=["merenland"])).status_code == 200, name
    for name in ("check_in", "partners", "remarks", "digests", "talks", "questions"):
        assert client.get(reverse(name, args=["merenland"])).status_code == 403, name
    money = {Action.READ_MONEY, Action.WRITE_SPENT, Action.SHARE_MONEY}
    assert ALLOWED[Role.CONTROLLER] == {Action.LOOK} | money
    assert Action.READ_PARTNERS not in ALLOWED[Role.LEAD_APPLICANT]
    board = browse(held(merenland, Role.SCHOOL_BOARD, "Bea Smit"))
    applicant = browse(held(merenland, Role.LEAD_APPLICANT, "Pieter Vos"))
    for name in ("realised", "contributions", "contributions_overview"):
        address = reverse(name, args=["merenland"])
        assert (board.get(address).status_code, applicant.get(address).status_code) == (403, 200)
    assert applicant.post(edit(), typed({})).status_code == 403


def test_every_link_on_the_pages_of_the_money_leads_somewhere(merenland, plan, controller, browse):
    client = browse(controller)
    for name in ("realised", "budget", "contributions", "contributions_overview", "plan", "region"):
        source = client.get(reverse(name, args=["merenland"])).content.decode()
        for address in {part.split('"')[0] for part in source.split('href="/')[1:]}:
            if not address.startswith("static/"):
                assert client.get(f"/{address}".replace("&amp;", "&")).status_code in (200, 302), (
                    name,
                    address,
                )


@pytest.mark.parametrize("year", [2025, 2026, 2027, None])
def test_sums_are_those_of_the_rows(merenland, plan, year):
    put(merenland, 2026, Docent=2_500_00, Bus=7_000_00, Reserve=100_00)
    put(merenland, 2027, Docent=1_00)
    found = spent_of(merenland.region, plan, year)
    budget, spent = Decimal(0), defaultdict(int)
    for line in BudgetLine.objects.filter(activity__plan=plan):
        if year is None or line.year == year:
            budget += line.cents
    if year is None:  # an activity without lines has its one amount
        budget += sum(
            a.budget_cents or 0 for a in plan.activities.all() if not a.budget_lines.exists()
        )
    for amount in SpentAmount.objects.all():
        line = BudgetLine.objects.get(activity__plan=plan, key=amount.line_key)
        if year is None or (amount.year.year == year and line.year is not None):
            spent[line.activity_id] += amount.cents
    assert found.whole.budget_cents == budget
    assert (found.whole.spent_cents or 0) == sum(spent.values())
    assert found.whole.left_cents == budget - sum(spent.values())


def test_a_line_of_the_whole_period_counts_in_no_year_apart(merenland, plan, browse):
    put(merenland, 2026, Docent=1_000_00, Reserve=500_00)
    told = text_of(browse(merenland.leader).get(page()))
    assert "€ 1.000 uitgegeven van een begroting van € 16.000" in told
    assert "€ 3.000 van de begroting heeft geen jaar" in told
    assert "€ 500 is daaraan dit jaar uitgegeven" in told
    found = spent_of(merenland.region, plan, None)
    assert found.whole.spent_cents == 1_500_00


def test_what_was_spent_on_costs_that_a_later_version_dropped_still_counts(merenland, plan):
    row = put(merenland, 2026, Docent=1_000_00)
    SpentAmount.objects.create(year=row, line_key=uuid.uuid4(), cents=9_00)
    found = spent_of(merenland.region, plan, 2026)
    assert found.gone_cents == 9_00
    assert found.whole.spent_cents == 1_009_00


def test_the_outlook_carries_on_what_was_spent_per_day(merenland, plan, browse):
    put(merenland, 2026, Docent=6_080_00)  # 304 days of 365: 20 euros a day
    told = text_of(browse(merenland.leader).get(page()))
    assert spent_of(merenland.region, plan, 2026).outlook.forecast_cents == 7_300_00
    assert "€ 8.700 over" in told
    assert spent_of(merenland.region, plan, None).outlook is None
    assert spent_of(merenland.region, plan, 2027).outlook is None


@pytest.mark.parametrize(
    ("text", "until", "told"),
    [
        ("veel", "2026-10-31", "‘veel’ is geen bedrag"),
        ("-5", "2026-10-31", "geen bedrag"),
        ("100", "2025-10-31", "dag van 2026"),
        ("100", "2026-12-01", "ligt in de toekomst"),
        ("100", "", "Dit veld is verplicht"),
    ],
)
def test_what_cannot_be_kept_is_named_and_stays_in_its_field(
    merenland, plan, controller, browse, text, until, told
):
    answer = browse(controller).post(edit(), typed({key_of("Docent", 2026): text}, until))
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert f'value="{text}"' in answer.content.decode()
    assert not SpentYear.objects.exists()


def test_two_people_at_once_overwrite_nothing(merenland, plan, controller, browse):
    docent, bus = key_of("Docent", 2026), key_of("Bus", 2026)
    browse(merenland.leader).post(edit(), typed({docent: "100"}))
    late = browse(controller)
    answer = late.post(edit(), typed({docent: "250", bus: "40"}))
    assert answer.status_code == 422
    told = text_of(answer)
    assert "Iemand anders bewaarde intussen iets" in told
    assert "Nu staat er: € 100" in told
    assert 'value="250"' in answer.content.decode()
    assert SpentAmount.objects.get().cents == 100_00
    assert 'name="revision" value="1"' in answer.content.decode()
    late.post(edit(), typed({docent: "250", bus: "40"}, revision=1))
    assert set(SpentAmount.objects.values_list("cents", flat=True)) == {250_00, 40_00}
    late.post(edit(), typed({docent: "", bus: "40"}, revision=2))
    assert SpentAmount.objects.get().line_key == bus


def test_no_year_but_those_of_the_plan_that_have_begun(merenland, plan, controller, browse):
    client = browse(controller)
    for year in (2024, 2027, 2029):
        assert client.get(edit(year)).status_code == 404
    for year in ("2024", "²", "niets", "99999999999999999999"):
        assert client.get(page(year)).status_code == 404
    assert client.get(page("all")).status_code == 200


def test_without_an_approved_plan_the_page_says_what_comes(merenland, browse):
    with pgtrigger.ignore():
        Plan.objects.update(state=Plan.State.DRAFT)
    answer = browse(merenland.leader).get(page())
    assert "goedgekeurd plan" in text_of(answer)


def test_the_table_goes_along_as_csv(merenland, plan, browse):
    put(merenland, 2026, Docent=2_500_00)
    address = f"{reverse('realised_csv', args=['merenland'])}?year=2026"
    answer = browse(merenland.leader).get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert ["1.1", "2026", "10000,0", "2500,0", "7500,0"] in [
        [row[0], row[4], *row[5:]] for row in rows
    ]


def test_the_database_refuses_a_day_of_another_year_and_an_amount_below_zero(merenland, plan):
    row = put(merenland, 2026)
    for change in (
        lambda: SpentYear.objects.filter(pk=row.pk).update(until_on="2025-12-31"),
        lambda: SpentAmount.objects.create(year=row, line_key=key_of("Bus", 2026), cents=-1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_number_of_queries_does_not_grow_with_the_lines(merenland, plan, browse):
    client = browse(merenland.leader)
    put(merenland, 2027, Docent=1_00)
    put(merenland, 2026, Docent=1_00)
    client.get(page())
    with CaptureQueriesContext(connection) as few:
        client.get(page())
    with pgtrigger.ignore():
        for number in range(30):
            cost(plan.activities.get(code="1.2"), 100, 2026, text=f"Post {number}")
    row = SpentYear.objects.get(year=2026)
    for line in BudgetLine.objects.filter(text__startswith="Post "):
        SpentAmount.objects.create(year=row, line_key=line.key, cents=50)
    with CaptureQueriesContext(connection) as many:
        client.get(page())
    assert len(many) == len(few)
