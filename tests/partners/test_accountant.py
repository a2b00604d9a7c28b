"""An accountant reads the money of a region through a link that ends by itself."""

import csv
import datetime
import io
from collections import defaultdict
from decimal import Decimal
from html import unescape

import pgtrigger
import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pghistory.models import Context, Events

from regions.access import ALLOWED, Action
from regions.models import Region, Role
from regions.months import AMSTERDAM
from regions.partners.accountant.links import make_link
from regions.partners.models import (
    AccountantLink,
    Business,
    ContactPerson,
    Contribution,
    EligibleBudget,
    Partnership,
)
from regions.plans.models import BudgetLine, SpentAmount, SpentYear
from regions.secret_links import hash_of
from sto_portal.privacy.erasing.people import erase_person
from sto_portal.privacy.own_data import written_by
from sto_portal.privacy.retention import retain
from tests.conftest import LONG_AGO, NOW, member, person
from tests.plans.budget.test_costs import cost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
DAY = datetime.date
ONE = datetime.timedelta(days=1)
USUAL = DAY(2026, 12, 22)
LINKS = "/regions/merenland/accountant/"


@pytest.fixture(autouse=True)
def no_brake():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def money(merenland):
    """Costs of three years with what was spent, and two businesses with what they bring."""
    first, second = (merenland.plan.activities.get(code=code) for code in ("1.1", "2.1"))
    with pgtrigger.ignore():
        cost(first, 10_000_00, 2026, text="Docent")
        cost(first, 4_000_00, 2027, text="Docent")
        cost(second, 6_000_00, 2026, text="Bus")
        cost(second, 3_000_00, None, text="Reserve")
    year = SpentYear.objects.create(
        region=merenland.region, year=2026, until_on=DAY(2026, 10, 31), entered_by=merenland.leader,
        entered_at=NOW,
    )  # fmt: skip
    for text, cents in (("Docent", 7_250_50), ("Bus", 1_000_00)):
        key = BudgetLine.objects.get(text=text, year=2026).key
        SpentAmount.objects.create(year=year, line_key=key, cents=cents)
    EligibleBudget.objects.create(
        region=merenland.region, cents=100_000_00, source="Test",
        valid_from_on=DAY(2025, 1, 1), valid_until_on=DAY(2028, 12, 31),
    )  # fmt: skip
    for name, gifts in (
        ("Kade & Zn", [("machine", 2_000_00, 2026, "proven"), ("hours", 150_25, 2026, "promised")]),
        (
            "Vuur",
            [("machine", 900_00, 2026, "delivered"), ("cash", 80_00, 2025, "proven")],
        ),
    ):
        business = Business.objects.create(name=name, place="Waterkant")
        partner = Partnership.objects.create(
            region=merenland.region, business=business, started_on=LONG_AGO
        )
        ContactPerson.objects.create(partnership=partner, name="Conny Contact")
        for kind, cents, of_year, state in gifts:
            give(partner, kind, cents, of_year, state)
    return merenland


def give(partner, kind, cents, year, state) -> None:
    day = DAY(year, 5, 1)
    row = Contribution(
        partnership=partner, kind=kind, title="Beloofd door Tineke Titel", promised_on=day,
        promised_cents=cents,
    )  # fmt: skip
    if state != "promised":
        row.delivered_on, row.delivered_cents = day, cents
    if state == "proven":
        row.proven_on, row.proof_text = day, "Sjaak Signatuur, directeur"
    row.save()


def link_to(place, last_on=USUAL, name="A. Telman, Kantoor Cijfers") -> str:
    return make_link(place.region, name, "Jaarrekening", last_on, place.leader, NOW).token


def read(token: str, path: str = "", **query):
    return Client().get(f"/accountant/{token}/{path}", query)


def text_of(answer) -> str:
    return " ".join(unescape(answer.content.decode()).replace("\xa0", " ").split())


def typed(**fields) -> dict:
    return {"name": "A. Telman", "purpose": "Jaarrekening", "last_on": "2026-12-22"} | fields


@pytest.mark.parametrize("role", [Role.LEADER, Role.DEPUTY, Role.LEAD_APPLICANT, Role.CONTROLLER])
def test_who_answers_for_the_money_makes_a_link_that_is_shown_once(merenland, browse, role):
    user = person("Maker Test")
    member(user, role, merenland.region)
    client = browse(user)
    answer = client.post(f"{LINKS}make/", typed())
    text, link = answer.content.decode(), AccountantLink.objects.get()
    tokens = {part.partition("/")[0].partition('"')[0] for part in text.split("/accountant/")[1:]}
    (found,) = [one for one in tokens if hash_of(one) == link.secret_hash]
    assert found not in str(link.__dict__) and "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer" and "mailto:?subject=" in text
    assert link.made_by == user and link.last_on == DAY(2026, 12, 22)
    again = client.get(LINKS)
    assert found not in again.content.decode() and "werkt tot en met 22 december" in text_of(again)
    assert "Maker Test" in text_of(again) and "nog niet geopend" in text_of(again)
    assert read(found).status_code == 200


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.LEADER, Role.DEPUTY, Role.LEAD_APPLICANT, Role.CONTROLLER})
)
def test_nobody_else_makes_or_sees_links(merenland, browse, role):
    assert Action.SHARE_MONEY not in ALLOWED[role]
    user = person("Iemand Test")
    member(user, role, None if role == Role.BUREAU else merenland.region)
    client = browse(user)
    assert client.get(LINKS).status_code == 403
    assert client.post(f"{LINKS}make/", typed()).status_code == 403
    assert not AccountantLink.objects.exists()


def test_thirty_days_are_proposed_and_more_than_the_setting_is_refused(merenland, browse, settings):
    client = browse(merenland.leader)
    assert 'value="2026-12-22"' in client.get(LINKS).content.decode()
    settings.ACCOUNTANT_LINK_DAYS = 14
    page = client.get(LINKS).content.decode()
    assert 'value="2026-12-06"' in page and 'max="2026-12-06"' in page
    for wrong in ("2026-12-07", "2026-11-21", "morgen", ""):
        answer = client.post(f"{LINKS}make/", typed(last_on=wrong))
        assert answer.status_code == 422 and 'value="A. Telman"' in answer.content.decode()
    assert client.post(f"{LINKS}make/", typed(last_on="2026-11-22")).status_code == 200
    assert AccountantLink.objects.count() == 1


@pytest.mark.parametrize("field", ["name", "purpose"])
def test_a_link_says_for_whom_and_what_for(merenland, browse, field):
    answer = browse(merenland.leader).post(f"{LINKS}make/", typed(**{field: " "}))
    assert answer.status_code == 422 and not AccountantLink.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountantLink.objects.create(
            region=merenland.region, secret_hash="x", expires_at=NOW + ONE,
            **{"name": "N", "purpose": "P"} | {field: ""},
        )  # fmt: skip


def test_it_shows_amounts_and_no_people(money):
    answer = read(link_to(money))
    text = text_of(answer)
    for words in ("€ 8.251 uitgegeven van", "€ 16.000", "€ 7.250,50", "€ 2.749,50", "€ 10.000"):
        assert words in text, words
    assert "A. Telman, Kantoor Cijfers" in text and "tot en met 22 december 2026" in text
    assert "Kade & Zn" in text and "€ 2.000,00" in text and "1 bijdrage" in text
    people = ["Conny", "Tineke", "Sjaak", "Signatuur", money.leader.name, money.chair.name]
    for path in ("", "spent.csv", "cofinancing.csv"):
        for year in ("2026", "all"):
            told = text_of(read(link_to(money, name=f"{path}{year}"), path, year=year))
            assert not [word for word in people if word in told], path
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]


def test_the_figures_are_those_of_the_penvoerder(money, browse):
    """Sums made here from the rows, on both pages and in both files."""
    token = link_to(money)
    budget = sum(BudgetLine.objects.filter(year=2026).values_list("cents", flat=True))
    spent = sum(SpentAmount.objects.values_list("cents", flat=True))
    rows = list(csv.DictReader(io.StringIO(read_csv(token, "spent.csv")), delimiter=";"))
    assert (cents(rows, "Begroot"), cents(rows, "Gerealiseerd")) == (budget, spent)
    assert cents(rows, "Nog te besteden") == budget - spent
    own = browse(money.leader).get("/regions/merenland/plan/realised/export.csv", {"year": 2026})
    assert own.content.decode("utf-8-sig") == read_csv(token, "spent.csv")
    gifts: dict[tuple[str, str], int] = defaultdict(int)
    for row in Contribution.objects.filter(promised_on__year=2026):
        state = "Bewezen" if row.proven_on else "Toegezegd"
        if row.delivered_on and not row.proven_on:
            state = "Geleverd, nog niet bewezen"
        gifts[row.partnership.business.name, state] += row.delivered_cents or row.promised_cents
    told: dict[tuple[str, str], int] = defaultdict(int)
    for line in csv.DictReader(io.StringIO(read_csv(token, "cofinancing.csv")), delimiter=";"):
        for state in ("Toegezegd", "Geleverd, nog niet bewezen", "Bewezen"):
            told[line["Bedrijf"], state] += cents([line], state)
    assert {key: value for key, value in told.items() if value} == gifts


def read_csv(token: str, path: str) -> str:
    return read(token, path, year="2026").content.decode("utf-8-sig")


def cents(rows: list[dict], column: str) -> int:
    return sum(int(Decimal((row[column] or "0").replace(",", ".")) * 100) for row in rows)


def test_the_workbook_has_budget_cofinancing_and_norm(money):
    answer = read(link_to(money), "figures.xlsx", year="2026")
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Gerealiseerd", "Cofinanciering", "Norm"]
    flat = str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    assert "Docent" in flat and "Kade & Zn" in flat and "Tineke" not in flat and "Sjaak" not in flat
    norm = {row[0].value: row[1].value for row in book["Norm"].iter_rows(min_row=4)}
    assert norm["Binnengekomen in de hele periode"] == 2_000 + 900 + 80
    assert norm["Subsidiabele meerjarenbegroting"] == 100_000
    assert 'filename="geld-merenland-2026.xlsx"' in answer["Content-Disposition"]


def test_each_year_of_plan_and_gifts_can_be_asked(money):
    token = link_to(money)
    assert "Vuur" in text_of(read(token, year="2025"))
    assert "Kade & Zn" not in text_of(read(token, year="2025"))
    whole = text_of(read(token, year="all"))
    assert "€ 2.080,00" in whole and "€ 3.130" not in whole
    for odd in ("2019", "x", "99999999999999999999", "٢٠٢٦"):
        assert "€ 8.251" in text_of(read(token, year=odd))


def test_a_region_without_a_plan_shows_what_there_is(db):
    region = Region.objects.create(name="Leegland", slug="leegland")
    made = make_link(region, "A. Telman", "Jaarrekening", DAY(2026, 12, 1), None, NOW)
    assert read(made.token).status_code == 200
    assert read(made.token, "figures.xlsx").status_code == 200
    assert read(made.token, "cofinancing.csv").status_code == 200
    assert read(made.token, "spent.csv").status_code == 404


def test_it_ends_when_its_last_day_in_amsterdam_does(merenland):
    token = link_to(merenland, DAY(2026, 12, 1))
    midnight = datetime.datetime(2026, 12, 1, 23, tzinfo=datetime.UTC)
    with time_machine.travel(midnight - datetime.timedelta(seconds=1), tick=False):
        assert read(token).status_code == 200
    with time_machine.travel(midnight, tick=False):
        for path in ("", "spent.csv", "cofinancing.csv", "figures.xlsx"):
            assert read(token, path).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        link_to(merenland, DAY(2026, 11, 1))


def test_wrong_ended_and_revoked_links_meet_the_same_page(merenland, browse):
    wrong = read("verzonnen")
    token = link_to(merenland)
    link = AccountantLink.objects.get()
    browse(merenland.leader).post(f"{LINKS}{link.pk}/revoke/")
    for answer in (read(token), read("x" * 5000), read(token, "figures.xlsx")):
        assert answer.status_code == 404 and answer.content == wrong.content
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]
    assert "Deze link werkt niet meer" in text_of(wrong)
    assert read("%00é").status_code == 404
    assert Client().post(f"/accountant/{token}/").status_code == 405


def test_whoever_revokes_first_is_who_did_it(merenland, browse):
    link_to(merenland)
    link = AccountantLink.objects.get()
    second = person("Coen Prins")
    member(second, Role.CONTROLLER, merenland.region)
    browse(second).post(f"{LINKS}{link.pk}/revoke/")
    with time_machine.travel(NOW + ONE, tick=False):
        browse(merenland.leader).post(f"{LINKS}{link.pk}/revoke/")
    link.refresh_from_db()
    assert (link.revoked_by, link.revoked_at) == (second, NOW)
    assert "ingetrokken op 22 november 2026 door Coen Prins" in text_of(
        browse(merenland.leader).get(LINKS)
    )


def test_opening_is_counted_and_told_to_who_made_it(merenland, browse):
    token = link_to(merenland)
    Client().head(f"/accountant/{token}/")
    assert AccountantLink.objects.get().times_opened == 0
    read(token)
    with time_machine.travel(NOW + ONE, tick=False):
        read(token, "figures.xlsx")
        link = AccountantLink.objects.get()
        assert (link.times_opened, link.opened_at, link.last_opened_at) == (2, NOW, NOW + ONE)
        told = text_of(browse(merenland.leader).get(LINKS))
    assert "2 keer geopend, laatst op 23 november 2026, 13.00" in told


def test_another_region_cannot_reach_it(merenland, kustzoom, browse):
    link_to(merenland)
    link = AccountantLink.objects.get()
    client = browse(kustzoom.leader)
    assert client.get(LINKS).status_code == 404
    assert client.post(f"/regions/kustzoom/accountant/{link.pk}/revoke/").status_code == 404
    assert "Telman" not in text_of(client.get("/regions/kustzoom/accountant/"))


def test_who_tries_links_has_to_wait(db):
    answers = [read(f"poging{number}").status_code for number in range(31)]
    assert answers[:30] == [404] * 30 and answers[30] == 429


def test_the_history_knows_who_made_and_revoked_it_and_no_name_or_secret(merenland, browse):
    client = browse(merenland.leader)
    client.post(f"{LINKS}make/", typed(name="Geheime Naam"))
    link = AccountantLink.objects.get()
    AccountantLink.objects.update(times_opened=3, last_opened_at=NOW)
    client.post(f"{LINKS}{link.pk}/revoke/")
    events = Events.objects.filter(pgh_obj_model="partners.AccountantLink").order_by("pgh_id")
    assert sorted(event.pgh_label for event in events) == ["insert", "update"]
    told = str([event.pgh_data for event in events]) + str(
        list(Context.objects.values_list("metadata", flat=True))
    )
    assert "Geheime Naam" not in told and link.secret_hash not in told


def test_a_year_after_it_ended_the_line_goes(merenland):
    link_to(merenland, DAY(2026, 12, 1), "Oud")
    link_to(merenland, DAY(2026, 12, 30), "Nieuw")
    retain(datetime.datetime(2027, 12, 15, tzinfo=datetime.UTC))
    assert [link.name for link in AccountantLink.objects.all()] == ["Nieuw"]


def test_who_made_it_takes_it_along_and_can_be_erased(merenland):
    link_to(merenland)
    given = {name: list(rows) for name, rows in written_by(merenland.leader)}
    assert "A. Telman, Kantoor Cijfers" in str(given)
    leader = merenland.leader
    leader.memberships.update(ends_on=DAY(2026, 11, 1))
    AccountantLink.objects.update(purpose=f"Op verzoek van {leader.name}")
    erase_person(leader, None, NOW)
    assert "Sanne Wiggers" not in AccountantLink.objects.get().purpose


def test_a_page_asks_as_many_queries_with_one_business_as_with_many(money):
    token = link_to(money)
    read(token)

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            read(token, path, year="2026")
        return len(found)

    before = [asked(path) for path in ("", "figures.xlsx", "cofinancing.csv")]
    for number in range(8):
        business = Business.objects.create(name=f"Bedrijf {number}", place="Waterkant")
        partner = Partnership.objects.create(
            region=money.region, business=business, started_on=LONG_AGO
        )
        give(partner, "cash", 100_00, 2026, "proven")
    assert [asked(path) for path in ("", "figures.xlsx", "cofinancing.csv")] == before
    assert before[0] <= 24


@given(days=st.integers(0, 400), hour=st.integers(0, 23))
def test_the_last_day_is_the_one_that_was_chosen(days, hour):
    day = DAY(2026, 11, 22) + datetime.timedelta(days=days)
    end = datetime.datetime.combine(day + ONE, datetime.time(), AMSTERDAM)
    link = AccountantLink(expires_at=end)
    assert link.last_on == day
    inside = datetime.datetime.combine(day, datetime.time(hour, 59, 59), AMSTERDAM)
    assert inside < end
