"""Plans that colleagues read: who reaches which plan, who reads which remark, and what stands."""

import datetime
import operator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from advisors.mails.weekly import week_of
from advisors.models import PlanRemark, Reading, Talk
from advisors.readings.page import base_of
from advisors.readings.remarks import ReadingRefused, advise, give_plan, remark, take_back
from advisors.talks.audience import talks_for
from regions.plans.approve.approval import return_plan
from regions.plans.models import Activity, Plan
from regions.plans.versions import copy_rows
from tests.conftest import NOW, Place, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)
WORD = "kamperfoelie"
REGION = "/regions/merenland/plan/readings/"


def submitted(place: Place) -> Plan:
    """A second version, with another title and budget, that waits for the bureau."""
    plan = Plan.objects.create(
        region=place.region, version=2, title="Plan 2027", created_by=place.leader,
        starts_on=place.plan.starts_on, ends_on=place.plan.ends_on,
    )  # fmt: skip
    copy_rows(place.plan, plan)
    plan.activities.filter(code="2.1").update(title="Stages leerjaar 4", budget_cents=70_000_00)
    plan.state, plan.submitted_at = Plan.State.SUBMITTED, NOW
    plan.save()
    return plan


@pytest.fixture
def plan(merenland) -> Plan:
    return submitted(merenland)


@pytest.fixture
def given(plan, kustzoom, bureau) -> Reading:
    give_plan(plan, [kustzoom.advisor], TODAY + 14 * DAY, bureau, NOW)
    return Reading.objects.get()


def said(reading: Reading, code: str = "2.1", text: str = f"Te hoog? {WORD}") -> PlanRemark:
    about = reading.plan.activities.filter(code=code).first()
    return remark(reading, PlanRemark(activity=about, text=text))


def address(reading: Reading, name: str = "reading") -> str:
    return reverse(name, args=[reading.pk])


@pytest.fixture
def cast(merenland, kustzoom, bureau, given):
    other_reader, deputy = person("Andere Lezer"), person("Vera Waarneem")
    member(other_reader, "advisor", kustzoom.region)
    member(deputy, "deputy", merenland.region)
    elsewhere = submitted(kustzoom)
    give_plan(elsewhere, [other_reader], TODAY, bureau, NOW)
    return {
        "reader": kustzoom.advisor, "reader of another plan": other_reader,
        "leader": merenland.leader, "deputy": deputy, "advisor": merenland.advisor,
        "chair": merenland.chair, "bureau": bureau, "leader elsewhere": kustzoom.leader,
        "chair elsewhere": kustzoom.chair, "nobody": person("Niemand Bekend"),
    }  # fmt: skip


def test_the_bureau_gives_a_submitted_plan_to_advisors(plan, merenland, kustzoom, bureau, browse):
    client = browse(bureau)
    both = [merenland.advisor.pk, kustzoom.advisor.pk]
    day = TODAY + 10 * DAY
    for wrong in ({"readers": both, "due_on": TODAY - DAY}, {"readers": [], "due_on": day}):
        assert client.post(REGION, wrong).status_code == 422
    stranger = {"readers": [merenland.leader.pk], "due_on": day}
    assert client.post(REGION, stranger).status_code == 422
    assert client.post(REGION, {"readers": both, "due_on": day}).url == REGION
    assert {reading.reader for reading in Reading.objects.all()} == {
        merenland.advisor,
        kustzoom.advisor,
    }
    page = browse(kustzoom.advisor).get("/advisors/readings/").content.decode()
    assert "Eén plan wacht op je advies" in page and "2 december 2026" in page


def test_without_a_submitted_plan_there_is_nothing_to_give(merenland, kustzoom, bureau, browse):
    client = browse(bureau)
    assert "niets te geven" in client.get(REGION).content.decode()
    client.post(REGION, {"readers": [kustzoom.advisor.pk], "due_on": TODAY})
    with pytest.raises(ReadingRefused):
        give_plan(merenland.plan, [kustzoom.advisor], TODAY, bureau, NOW)
    assert not Reading.objects.exists()


def test_who_leads_the_region_and_advises_another_does_not_read_the_own_plan(
    plan, merenland, kustzoom, bureau, browse
):
    member(merenland.leader, "advisor", kustzoom.region)
    sent = {"readers": [merenland.leader.pk], "due_on": TODAY}
    assert browse(bureau).post(REGION, sent).status_code == 422


def test_a_reader_reads_the_plan_and_what_changed(given, kustzoom, browse):
    page = browse(kustzoom.advisor).get(address(given)).content.decode()
    for told in (
        "Aantrekkelijk techniekaanbod", "Stages leerjaar 4", "€ 70.000", "120 stageplekken",
        "Lesmateriaal getest", "Wat er veranderde sinds versie 1", "Stages leerjaar 3",
    ):  # fmt: skip
        assert told in page.replace("\xa0", " "), told
    assert base_of(given.plan).version == 1


def test_only_the_reader_reaches_the_plan_that_was_given(cast, given, browse):
    doors = [
        (address(given), {"text": "Ha"}),
        (address(given, "reading_advice"), {"advice": "approve", "advice_text": "Ha"}),
        (reverse("remark_remove", args=[given.pk, said(given).pk]), {}),
    ]
    for name, who in cast.items():
        client = browse(who)
        expected = {"reader"} == {name}
        assert (client.get(doors[0][0]).status_code == 200) == expected, name
        if not expected:
            assert {client.post(*door).status_code for door in doors} == {404}, name
    assert PlanRemark.objects.count() == 1 and not Reading.objects.exclude(advice="").exists()


def test_a_reader_reaches_nothing_else_of_the_region(given, kustzoom, browse):
    client = browse(kustzoom.advisor)
    for door in (
        REGION, "/regions/merenland/", "/regions/merenland/plan/?version=2",
        "/regions/merenland/plan/export.xlsx?version=2", "/regions/merenland/feedback/",
    ):  # fmt: skip
        assert client.get(door).status_code == 404, door
    assert client.get("/advisors/readings/").content.decode().count("Plan 2027") == 1


def test_access_ends_with_the_role_and_when_the_bureau_takes_it_back(
    given, kustzoom, bureau, browse, merenland
):
    for other in (merenland.leader, merenland.advisor, merenland.chair):
        assert browse(other).post(address(given, "reading_take_back")).status_code == 403
    assert browse(kustzoom.advisor).post(address(given, "reading_take_back")).status_code == 404
    remarked = said(given)
    browse(bureau).post(address(given, "reading_take_back"))
    assert browse(kustzoom.advisor).get(address(given)).status_code == 404
    assert PlanRemark.objects.get() == remarked  # what was said stays
    give_plan(given.plan, [kustzoom.advisor], TODAY, bureau, NOW)
    assert browse(kustzoom.advisor).get(address(given)).status_code == 200
    kustzoom.advisor.memberships.update(ends_on=TODAY - DAY)
    assert browse(kustzoom.advisor).get(address(given)).status_code == 404


@pytest.mark.parametrize("is_advised", [False, True])
def test_who_reads_the_remarks_before_and_after_the_advice(cast, given, browse, is_advised):
    """Every door: the region's page, the reader's, the lists, the plan itself."""
    said(given)
    if is_advised:
        advise(given, "approve_after", f"Bijna goed {WORD}", NOW)
    doors = [
        REGION, address(given), "/advisors/readings/", "/regions/merenland/plan/?version=2",
        "/regions/merenland/steering/digests/", "/regions/merenland/steering/standing/",
    ]  # fmt: skip
    readers = {
        name
        for name, who in cast.items()
        if any(WORD in browse(who).get(door).content.decode() for door in doors)
    }
    told = {"reader", "bureau"} | ({"leader", "deputy", "advisor"} if is_advised else set())
    assert readers == told


def test_after_the_advice_nothing_changes_any_more(given, kustzoom, browse):
    client, own = browse(kustzoom.advisor), said(given)
    answer = client.post(address(given, "reading_advice"), {"advice": "revise"})
    assert answer.status_code == 422
    advice = {"advice": "revise", "advice_text": f"Nog niet {WORD}"}
    assert client.post(address(given, "reading_advice"), advice).url == address(given)
    client.post(address(given), {"text": "Nog iets"})
    client.post(reverse("remark_remove", args=[given.pk, own.pk]))
    client.post(address(given, "reading_advice"), {"advice": "approve", "advice_text": "Toch"})
    given.refresh_from_db()
    assert (given.advice, PlanRemark.objects.count()) == ("revise", 1)
    assert "gesloten" in client.get(address(given)).content.decode()  # the last message says so


def test_a_remark_is_typed_again_where_it_was_too_long(given, kustzoom, browse):
    client = browse(kustzoom.advisor)
    about = given.plan.activities.get(code="2.1")
    answer = client.post(address(given), {"activity": about.pk, "text": WORD + "x" * 4000})
    assert answer.status_code == 422 and WORD in answer.content.decode()
    other = Activity.objects.filter(plan__region__slug="merenland", plan__version=1).first()
    assert client.post(address(given), {"activity": other.pk, "text": "Ha"}).status_code == 422
    kept = client.post(address(given), {"activity": about.pk, "text": "Ha"})
    assert kept.url == f"{address(given)}#activity-{about.pk}"
    client.post(reverse("remark_remove", args=[given.pk, PlanRemark.objects.get().pk]))
    assert not PlanRemark.objects.exists()


def test_a_reader_can_be_asked_again_when_the_plan_was_submitted_again(
    plan, given, kustzoom, bureau, browse
):
    said(given)
    advise(given, "revise", "Nog niet.", NOW)
    client, form = browse(bureau), {"due_on": "10-12-2026", "readers": [kustzoom.advisor.pk]}
    assert client.post(REGION, form).status_code == 422
    return_plan(plan, "Het budget klopt niet.")
    Plan.objects.filter(pk=plan.pk).update(state="submitted", submitted_at=NOW + DAY)
    client.post(REGION, form)
    again = Reading.objects.get(advised_at=None)
    page = browse(kustzoom.advisor).get(address(again)).content.decode()
    assert WORD in page and "voordat het plan terugging" in page
    assert reverse("remark_remove", args=[again.pk, given.remarks.get().pk]) not in page
    said(again, text="Nu wel goed")
    advise(again, "approve", "Zo kan het.", NOW + DAY)
    page = client.get(REGION).content.decode()
    assert "Nog niet." in page and "Zo kan het." in page and "Nu wel goed" in page


def test_leaders_answer_per_remark_once_the_advice_is_given(cast, given, browse, merenland):
    own = said(given)
    reply = reverse("remark_reply", args=[own.pk])
    assert browse(merenland.leader).post(reply, {"reply": "Ja"}).status_code == 404
    advise(given, "approve_after", "Bijna", NOW)
    page = browse(merenland.leader).get(REGION).content.decode()
    assert "Eén opmerking wacht op je antwoord" in page and "2.1 Stages leerjaar 4" in page
    met = {
        name: browse(who).post(reply, {"reply": "Ja"}).status_code
        for name, who in cast.items()
        if name not in ("leader", "deputy")
    }
    assert {name for name, code in met.items() if code == 403} == {"advisor", "chair", "bureau"}
    assert set(met.values()) == {403, 404}
    long = browse(merenland.leader).post(reply, {"reply": WORD * 400})
    assert long.status_code == 422 and WORD * 400 in long.content.decode()
    assert browse(merenland.leader).post(reply, {"reply": "Wij verlagen het."}).url == REGION
    own.refresh_from_db()
    assert own.replied_by == merenland.leader
    for who, door in (("reader", address(given)), ("bureau", REGION), ("advisor", REGION)):
        assert "Wij verlagen het." in browse(cast[who]).get(door).content.decode()


def test_a_plan_that_went_back_is_a_draft_and_is_not_shown(given, kustzoom, browse):
    """The region may take the activity out, or import the plan again: the remark stays."""
    said(given)
    return_plan(given.plan, "Nog eens kijken")
    page = browse(kustzoom.advisor).get(address(given)).content.decode()
    assert "70.000" not in page and WORD in page and "terug naar de regio" in page
    with pytest.raises(ReadingRefused):
        said(given)
    given.plan.activities.get(code="2.1").delete()
    Plan.objects.filter(pk=given.plan.pk).update(state="submitted")
    page = browse(kustzoom.advisor).get(address(given)).content.decode()
    assert "Over 2.1 Stages leerjaar 4, die niet meer in het plan staat" in page


def test_notes_with_the_plan_are_read_as_long_as_it_is_given(given, merenland, kustzoom):
    Talk.objects.create(
        region=merenland.region, author=merenland.advisor, cap="reader", held_on=TODAY, note="Plan"
    )
    assert talks_for(kustzoom.advisor).exists()
    take_back(given, NOW)
    assert not talks_for(kustzoom.advisor).exists()


def test_the_admin_takes_back_and_deletes_nothing(given, browse):
    admin = browse(person("Beheerder Test", is_staff=True, is_superuser=True))
    address = reverse("admin:advisors_reading_changelist")
    page = admin.get(address).content.decode()
    assert "Nora Postma" in page and "delete_selected" not in page
    assert admin.get(reverse("admin:advisors_reading_delete", args=[given.pk])).status_code == 403
    admin.post(address, {"action": "take_back", "_selected_action": [given.pk]})
    given.refresh_from_db()
    assert given.taken_back_at
    for name in ("review", "planremark", "nudge"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:advisors_{name}_changelist")


def test_the_weekly_mail_counts_what_still_waits(given, kustzoom):
    def waits() -> list[str]:
        week = week_of(kustzoom.advisor, [kustzoom.region], NOW)
        return [wait.address for wait in week.waits]

    assert "readings" in waits()
    take_back(given, NOW)
    assert "readings" not in waits()


def test_the_pages_ask_as_much_for_many_remarks(given, kustzoom, merenland, bureau, browse):
    reader, leader = browse(kustzoom.advisor), browse(merenland.leader)

    def queries(client, door: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(door).status_code == 200
        return len(asked)

    doors = [(reader, address(given)), (reader, "/advisors/readings/"), (leader, REGION)]
    said(given)
    few = [queries(*door) for door in doors]
    for code in ("1.1", "1.2", "2.1", ""):
        for _number in range(5):
            said(given, code)
    readers = [person(f"Lezer{n} Test") for n in range(5)]
    for one in readers:
        member(one, "advisor", kustzoom.region)
    give_plan(given.plan, readers, TODAY, bureau, NOW)
    for reading in Reading.objects.filter(reader__in=readers):
        said(reading)
        advise(reading, "approve", "Goed", NOW)
    many = [queries(*door) for door in doors]
    assert many == few and all(map(operator.le, many, (16, 7, 10))), (few, many)
