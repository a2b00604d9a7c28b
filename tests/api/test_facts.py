"""What the lists say is true, worked out by another way, and no more than a role may know."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regions.dossier.models import HandedIn, MomentException, ReportingMoment
from regions.labs.models import Attendance, Event
from regions.months import Month
from regions.partners.models import Business, Contribution, Partnership
from regions.plans.versions import start_draft
from regions.progress.measure.snapshots import refresh_region
from regions.progress.models import CheckIn
from sto_portal.api.resources.table import RESOURCES
from tests.conftest import NOW, member, person
from tests.progress.stories import log

from .asking import by_token, rows

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def counted_from_nothing(db):
    cache.clear()


def test_activities_are_of_the_plan_that_holds_and_of_no_draft(merenland):
    draft = start_draft(merenland.region, merenland.leader)
    draft.activities.filter(code="1.2").update(title="Alleen een concept")
    told = rows(by_token(merenland.leader), "activiteiten")
    assert [(row["nummer"], row["begroot_centen"], row["doel"]) for row in told] == [
        ("1.1", 4_000_000, None), ("1.2", 2_000_000, None), ("2.1", 6_000_000, 120),
    ]  # fmt: skip
    assert "concept" not in str(told)
    [plan] = rows(by_token(merenland.leader), "plannen")
    assert (plan["versie"], plan["begint_op"], plan["vastgesteld_op"]) == (
        1, "2025-01-01", "2025-06-01",
    )  # fmt: skip


def test_of_each_month_the_log_that_counts_is_told_and_no_text(merenland):
    log(merenland.region, "2026-09", {"2.1": {"status": "behind", "problem": "Geheim verhaal"}})
    first = CheckIn.objects.get()
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 40}})
    CheckIn.objects.create(
        region=merenland.region, plan=merenland.plan, month_on=first.month_on, version=2,
        state="submitted", submitted_at=NOW, correction_reason="Verteld", going_well="Ook geheim",
    )  # fmt: skip
    CheckIn.objects.create(region=merenland.region, plan=merenland.plan, month_on="2026-11-01")
    client = by_token(merenland.leader)
    told = sorted((row["maand"], row["versie"]) for row in rows(client, "maandlogs"))
    assert told == [("2026-09", 2), ("2026-10", 1)]
    lines = rows(client, "logregels")
    assert [(row["maand"], row["stand"], row["geteld"]) for row in lines] == [
        ("2026-10", "on_track", 40)
    ]
    keys = {row["sleutel"]: row["nummer"] for row in rows(client, "activiteiten")}
    assert keys[lines[0]["activiteit"]] == "2.1"
    assert [row["maand"] for row in rows(client, "maandlogs", maand="2026-09")] == ["2026-09"]
    for name in ("maandlogs", "logregels", "tempo"):
        assert "eheim" not in str(rows(client, name)) and "Verteld" not in str(rows(client, name))


def test_tempo_is_of_its_measured_day_stored_or_not(merenland, kustzoom, bureau):
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 60}})
    client = by_token(bureau)
    before = rows(client, "tempo")
    refresh_region(merenland.region, Month(2026, 1), NOW)
    assert rows(client, "tempo") == before
    by_region = {row["regio"]: row for row in before}
    measured = by_region["merenland"]
    assert (measured["maand"], measured["gemeten_op"]) == ("2026-11", "2026-10-31")
    assert measured["tempo_maanden"] is not None
    assert by_region["kustzoom"]["gemeten_op"] is by_region["kustzoom"]["tempo_maanden"] is None
    assert rows(client, "tempo", maand="2026-12") == []
    assert rows(client, "tempo", maand="2024-12") == []
    [past] = rows(client, "tempo", maand="2026-09", regio="merenland")
    assert past["gemeten_op"] is None
    counts = ("nog_niet_gestart", "op_schema", "loopt_achter", "ligt_stil", "klaar")
    assert sum(measured[name] for name in counts) == merenland.plan.activities.count()


def partner(place, name: str, step: str = "contact", **fields) -> Partnership:
    business = Business.objects.create(name=name)
    return Partnership.objects.create(
        region=place.region, business=business, step=step, started_on=DAY, **fields
    )


def test_partners_are_counted_on_their_step_while_they_are_partners(merenland, kustzoom):
    for name, step in (("Een", "contact"), ("Twee", "contact"), ("Drie", "co_owner")):
        partner(merenland, name, step)
    partner(merenland, "Gestopt", "structural", ended_on=DAY)
    partner(kustzoom, "Elders", "exchange")
    [told] = rows(by_token(merenland.leader), "partners")
    assert told == {
        "regio": "merenland", "contact": 2, "uitwisseling": 0, "structureel": 0,
        "mede_eigenaar": 1, "totaal": 3,
    }  # fmt: skip


def test_contributions_are_three_sums_a_year_that_never_overlap(merenland):
    who = partner(merenland, "Gever BV")

    def gift(promised: int, day: datetime.date = DAY, **fields) -> None:
        Contribution.objects.create(
            partnership=who, title="Geheim", kind="money", promised_on=day,
            promised_cents=promised, **fields,
        )  # fmt: skip

    gift(100_00)
    gift(200_00, delivered_on=datetime.date(2026, 10, 1), delivered_cents=150_00)
    gift(
        300_00, datetime.date(2025, 3, 1), delivered_on=datetime.date(2025, 12, 31),
        delivered_cents=300_00, proven_on=datetime.date(2026, 1, 2), proof_text="J. Getekend",
    )  # fmt: skip
    gift(400_00, dropped_on=DAY, drop_reason="Ging niet door")
    told = rows(by_token(merenland.leader), "bijdragen")
    cells = [tuple(row.values()) for row in told]
    assert cells == [("merenland", 2025, 0, 0, 300_00), ("merenland", 2026, 100_00, 150_00, 0)]
    assert "Geheim" not in str(told) and "Gever" not in str(told)


def event(place, *came: int) -> Event:
    row = Event.objects.create(
        region=place.region, kind="open_day", title="Open dag", state="held",
        starts_at=datetime.datetime(2026, 10, 31, 23, 30, tzinfo=datetime.UTC),
        ends_at=datetime.datetime(2026, 11, 1, 2, tzinfo=datetime.UTC),
    )  # fmt: skip
    for group, count in zip(Attendance.Group.values, came, strict=False):
        Attendance.objects.create(event=row, group=group, count=count)
    return row


def test_a_small_count_reaches_only_who_may_know_it(merenland, bureau):
    for came in ((40, 3), (40, 5), (0, 7), ()):
        event(merenland, *came)
    exact = [(43, False), (45, False), (7, False), (None, False)]
    hidden = [(None, True), (45, False), (7, False), (None, False)]
    for user, expected in (
        (merenland.leader, exact), (merenland.chair, exact),
        (merenland.advisor, hidden), (bureau, hidden),
    ):  # fmt: skip
        told = rows(by_token(user), "evenementen")
        assert [(row["bezoekers"], row["bezoekers_verborgen"]) for row in told] == expected


def test_an_event_stands_in_the_month_of_amsterdam(merenland):
    row = event(merenland)
    client = by_token(merenland.leader)
    [told] = rows(client, "evenementen", maand="2026-11")
    assert told["nummer"] == row.pk and told["begint_op"] == "2026-11-01T00:30:00+01:00"
    assert rows(client, "evenementen", maand="2026-10") == []


def test_moments_are_those_of_the_region_with_its_exceptions(merenland, kustzoom):
    ReportingMoment.objects.all().delete()
    words = {"source": "Proef", "kind": "progress"}
    usual = ReportingMoment.objects.create(title="Voor allen", due_on="2026-12-01", **words)
    moved = ReportingMoment.objects.create(title="Verschoven", due_on="2026-12-02", **words)
    gone = ReportingMoment.objects.create(title="Niet hier", due_on="2026-12-03", **words)
    ReportingMoment.objects.create(
        title="Elders", due_on="2026-12-04", region=kustzoom.region, **words
    )
    ReportingMoment.objects.create(title="Vervallen", due_on="2026-12-05", dropped_on=DAY, **words)
    exception = {"region": merenland.region, "source": "Brief"}
    MomentException.objects.create(moment=moved, due_on="2027-01-15", **exception)
    MomentException.objects.create(moment=gone, due_on=None, **exception)
    HandedIn.objects.create(moment=usual, region=merenland.region, sent_on="2026-11-20")
    told = rows(by_token(merenland.leader), "rapportagemomenten")
    assert [(row["titel"], row["uiterlijk_op"], row["ingediend_op"]) for row in told] == [
        ("Voor allen", "2026-12-01", "2026-11-20"), ("Verschoven", "2027-01-15", None),
    ]  # fmt: skip


def test_a_closed_region_is_read_as_on_its_pages(merenland):
    client = by_token(merenland.leader)
    merenland.region.closed_on = DAY
    merenland.region.save()
    [told] = rows(client, "regios")
    assert told["gesloten_op"] == "2026-09-01" and len(rows(client, "activiteiten")) == 3


def test_one_region_is_told_as_in_the_list(merenland, kustzoom):
    client = by_token(merenland.leader)
    assert client.get("/api/v1/regios/merenland").json() == rows(client, "regios")[0]
    for slug in ("kustzoom", "onzin"):
        assert client.get(f"/api/v1/regios/{slug}").status_code == 404


# One of the token, three of the brake, one of the roles; the rest is of the list.
QUERIES = {
    "regios": 6, "plannen": 6, "activiteiten": 6, "maandlogs": 6, "logregels": 6, "tempo": 7,
    "partners": 7, "bijdragen": 7, "evenementen": 7, "rapportagemomenten": 9, "keuzevakken": 5,
}  # fmt: skip


def queries(client: Client, name: str) -> int:
    client.get(f"/api/v1/{name}")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(f"/api/v1/{name}").status_code == 200
    return len(asked)


def test_a_list_costs_the_same_however_many_regions_and_rows_there_are(
    merenland, kustzoom, bureau, snapshots
):
    def fill(place) -> None:
        event(place, 40, 3)
        who = partner(place, f"Bedrijf {Partnership.objects.count()}")
        Contribution.objects.create(
            partnership=who, title="Iets", kind="money", promised_on=DAY, promised_cents=100
        )
        log(place.region, "2026-10", {"2.1": {"status": "on_track", "counted": 40}})
        refresh_region(place.region, Month(2026, 1), NOW)

    somebody = person("Iris Eén")
    member(somebody, "leader", merenland.region)
    fill(merenland)
    few = {one.name: queries(by_token(somebody), one.name) for one in RESOURCES}
    fill(kustzoom)
    for _number in range(3):
        event(merenland, 40, 3)
    many = {one.name: queries(by_token(bureau), one.name) for one in RESOURCES}
    assert few == many == QUERIES
    assert Month.of(NOW) == Month(2026, 11)
