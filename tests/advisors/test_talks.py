"""The call card, talks by cap, promises, and planned talks."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors.models import Pet, PlannedTalk, Promise, Reading, Talk
from advisors.talks.audience import promises_for, talks_for
from advisors.talks.page import budgets
from advisors.talks.since import lines_since
from regions.models import Role
from regions.progress.measure.snapshots import rebuild
from regions.progress.models import CheckIn
from tests.conftest import NOW, Place, member, person
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = NOW.date()
WORD = "kamperfoelie"


def talk(place: Place, pet: str = Pet.COACH, *, days: int = 3, **fields) -> Talk:
    told = {"note": f"Besproken: {WORD}", "author": place.advisor, **fields}
    held_on = TODAY - datetime.timedelta(days=days)
    return Talk.objects.create(region=place.region, pet=pet, held_on=held_on, **told)


def agreed(of: Talk, text: str = f"Stuurt het voorbeeld {WORD}", who: str = "leader", **fields):
    return Promise.objects.create(talk=of, text=text, who=who, **fields)


def fields(pet: str, **told) -> dict[str, str]:
    rows = {f"agreed-{n}-{name}": "" for n in range(3) for name in ("who", "text", "due_on")}
    form = {"agreed-TOTAL_FORMS": "3", "agreed-INITIAL_FORMS": "0", **rows}
    return {
        **form, "pet": pet, "note": "Mandaat op papier.", "channel": "phone",
        "held_on": "2026-11-22", **told,
    }  # fmt: skip


# Who reads what: by cap and by reader. The author is the advisor of the region.
READERS = {
    Pet.MEDIATOR: {"author"},
    Pet.THINKER: {"author", "leader", "deputy"},
    Pet.COACH: {"author", "leader", "deputy"},
    Pet.CRITICAL: {"author", "leader", "deputy"},
    Pet.READER: {"author", "leader", "deputy", "colleague of the region", "bureau", "plan reader"},
    Pet.INFORMANT: {
        "author", "colleague of the region", "bureau", "plan reader", "advisor elsewhere",
    },
}  # fmt: skip


@pytest.fixture
def cast(merenland, kustzoom, bureau):
    deputy = person("Vera Waarneem")
    member(deputy, Role.DEPUTY, merenland.region)
    colleague = person("Collega Ernaast")
    member(colleague, Role.ADVISOR, merenland.region)
    reader = person("Lezer Plan")
    member(reader, Role.ADVISOR, kustzoom.region)
    Reading.objects.create(plan=merenland.plan, reader=reader)
    former = person("Vroeger Adviseur")
    member(former, Role.ADVISOR, merenland.region, ends_on=TODAY - datetime.timedelta(days=1))
    successor = person("Nieuwe Leider")
    member(successor, Role.DEPUTY, merenland.region, starts_on=TODAY)
    return {
        "author": merenland.advisor,
        "leader": merenland.leader,
        "deputy": deputy,
        "later leader": successor,
        "chair": merenland.chair,
        "colleague of the region": colleague,
        "former advisor": former,
        "plan reader": reader,
        "advisor elsewhere": kustzoom.advisor,
        "leader elsewhere": kustzoom.leader,
        "chair elsewhere": kustzoom.chair,
        "bureau": bureau,
        "nobody": person("Niemand Bekend"),
    }


@pytest.mark.parametrize("pet", Pet.values)
def test_the_cap_decides_who_reads_a_talk(pet, cast, merenland):
    held = talk(merenland, pet)
    allowed = READERS[pet] | ({"later leader"} if pet == Pet.READER else set())
    assert {name for name, who in cast.items() if held in talks_for(who)} == allowed


@pytest.mark.parametrize("pet", Pet.values)
def test_a_promise_goes_on_to_who_takes_the_region_over_but_never_a_mediators(pet, cast, merenland):
    promise = agreed(talk(merenland, pet))
    allowed = READERS[pet] | ({"later leader"} if Pet(pet) in READERS_WITH_LEADER else set())
    if pet != Pet.MEDIATOR:
        allowed |= {"colleague of the region"}
    assert {name for name, who in cast.items() if promise in promises_for(who)} == allowed


READERS_WITH_LEADER = {Pet.THINKER, Pet.COACH, Pet.CRITICAL, Pet.READER}


@pytest.mark.parametrize("pet", Pet.values)
def test_no_page_list_or_export_tells_a_talk_to_another(pet, cast, merenland, browse):
    """Every door: the region's talks, the call card, the contact log with its search and CSV."""
    agreed(talk(merenland, pet))
    doors = [
        reverse("talks", args=["merenland"]),
        reverse("call_card", args=["merenland"]),
        reverse("contact_log"),
        reverse("contact_log") + f"?q={WORD}",
        reverse("contact_log") + "?as=csv",
        reverse("region", args=["merenland"]),
        reverse("advisor"),
        reverse("home"),
    ]
    readers = {name for name, who in cast.items() if promises_for(who).exists()}
    readers |= {name for name, who in cast.items() if talks_for(who).exists()}
    told = {
        name
        for name, who in cast.items()
        for door in doors
        if WORD in browse(who).get(door, follow=True).content.decode().replace(f"q={WORD}", "")
        .replace(f'value="{WORD}"', "")
    }  # fmt: skip
    assert told == readers


def test_what_all_advisors_read_leads_to_the_region_only_who_may_open_that(
    merenland, kustzoom, browse
):
    talk(merenland, Pet.INFORMANT, minutes=240)
    former = merenland.advisor
    address, contacts = reverse("talks", args=["merenland"]), reverse("contact_log")
    found = f"{reverse('search')}?q={WORD}"
    for door in (contacts, found):
        assert address in browse(former).get(door).content.decode()
    former.memberships.update(region=kustzoom.region)
    for reader in (former, kustzoom.advisor):
        for door in (contacts, found):
            page = browse(reader).get(door).content.decode()
            assert "Merenland" in page and address not in page
        assert f"{contacts}?region=merenland" in page
        assert browse(reader).get(f"{contacts}?region=merenland").status_code == 200


def test_a_note_as_mediator_is_kept_from_the_account_export_of_others(cast, merenland, browse):
    agreed(talk(merenland, Pet.MEDIATOR))
    for name in set(cast) - {"author"}:
        answer = browse(cast[name]).get(reverse("account_export"))
        assert WORD not in answer.content.decode()


def test_with_the_region_goes_what_the_author_may_read(merenland):
    held = talk(merenland, Pet.MEDIATOR)
    assert held in talks_for(merenland.advisor)
    merenland.advisor.memberships.update(ends_on=TODAY - datetime.timedelta(days=1))
    merenland.advisor.__dict__.pop("_memberships")
    assert held not in talks_for(merenland.advisor)
    assert Talk.objects.get().author == merenland.advisor


def test_nobody_but_the_author_changes_or_removes_a_talk(cast, merenland, browse):
    held = talk(merenland, Pet.INFORMANT)
    for name in set(cast) - {"author"}:
        for address in ("talk_edit", "talk_delete"):
            answer = browse(cast[name]).post(reverse(address, args=[held.pk]), fields(Pet.COACH))
            assert answer.status_code == 404, name
    assert Talk.objects.get().pet == Pet.INFORMANT


def test_a_talk_is_logged_from_the_card_with_its_promises(merenland, browse):
    planned = PlannedTalk.objects.create(
        region=merenland.region, kind="start", planned_on=TODAY, made_by=merenland.advisor
    )
    page = browse(merenland.advisor)
    card = reverse("call_card", args=["merenland"])
    told = fields(
        Pet.COACH, minutes="45", planned=str(planned.pk), **{
            "agreed-0-who": "leader", "agreed-0-text": "Rol op de agenda",
            "agreed-0-due_on": "2026-11-28",
        },
    )  # fmt: skip
    answer = page.post(card, told, follow=True)
    assert answer.redirect_chain[0][0] == reverse("talks", args=["merenland"])
    held = Talk.objects.get()
    assert (held.author, held.minutes, held.promises.get().text) == (
        merenland.advisor, 45, "Rol op de agenda",
    )  # fmt: skip
    planned.refresh_from_db()
    assert planned.talk == held
    shown = page.get(card).content.decode()
    assert "Sinds je gesprek op 22 november" in shown and "Rol op de agenda" in shown


def test_a_talk_without_a_cap_or_on_a_day_to_come_is_refused_and_stays_typed(merenland, browse):
    page = browse(merenland.advisor)
    card = reverse("call_card", args=["merenland"])
    for told in (fields("", note="Bewaar dit"), fields(Pet.COACH, held_on="2026-11-23")):
        answer = page.post(card, told)
        assert answer.status_code == 422 and told["note"] in answer.content.decode()
    half = fields(Pet.COACH, **{"agreed-0-who": "leader", "agreed-0-due_on": "2026-11-28"})
    assert page.post(card, half).status_code == 422
    assert not Talk.objects.exists()


def test_the_card_tells_what_changed_since_the_last_talk(merenland):
    log(merenland.region, "2026-09", {"2.1": {"status": "on_track"}})
    log(merenland.region, "2026-10", {"2.1": {"status": "stalled", "problem": "Geen lokaal"}})
    rebuild([merenland.region], NOW)
    told = [
        (one.subject, one.text)
        for one in lines_since(merenland.region, datetime.date(2026, 9, 20), NOW)
    ]
    title = merenland.plan.activities.get(code="2.1").title
    assert (title, "was op schema, nu ligt stil") in told
    assert any(subject == "Log van oktober 2026" for subject, _text in told)


def test_a_promise_is_ticked_by_both_sides_and_opened_again(merenland, browse):
    promise = agreed(talk(merenland))
    for who in (merenland.leader, merenland.advisor):
        address = reverse("promise_turn", args=[promise.pk])
        assert browse(who).post(address).status_code == 302
        promise.refresh_from_db()
        assert (promise.done_on is None) == (who == merenland.advisor)


def test_a_handed_line_stands_in_the_log_when_the_leader_takes_it(merenland, browse):
    promise = agreed(talk(merenland), text="Rol op de agenda")
    browse(merenland.advisor).post(reverse("promise_hand", args=[promise.pk]))
    leader = browse(merenland.leader)
    assert "Zet in mijn log" in leader.get(reverse("talks", args=["merenland"])).content.decode()
    for _twice in range(2):
        leader.post(reverse("promise_take", args=[promise.pk]))
    draft = CheckIn.objects.get(region=merenland.region, state="draft")
    assert draft.going_well == "Afgesproken: Rol op de agenda"


def test_a_line_is_not_handed_from_a_talk_that_the_leader_does_not_read(merenland, browse):
    promise = agreed(talk(merenland, Pet.MEDIATOR), who="advisor")
    browse(merenland.advisor).post(reverse("promise_hand", args=[promise.pk]))
    promise.refresh_from_db()
    assert promise.handed_at is None


def test_a_line_waits_when_the_log_of_this_month_is_in(merenland, browse):
    promise = agreed(talk(merenland), handed_at=NOW)
    log(merenland.region, "2026-11", {"2.1": {"status": "on_track"}})
    answer = browse(merenland.leader).post(reverse("promise_take", args=[promise.pk]), follow=True)
    promise.refresh_from_db()
    assert promise.taken_at is None and "blijft hier staan" in answer.content.decode()


def test_a_line_that_is_left_is_not_offered_again(merenland, browse):
    promise = agreed(talk(merenland), handed_at=NOW)
    leader = browse(merenland.leader)
    leader.post(reverse("promise_leave", args=[promise.pk]))
    assert (
        "Zet in mijn log" not in leader.get(reverse("talks", args=["merenland"])).content.decode()
    )
    leader.post(reverse("promise_take", args=[promise.pk]))
    assert not CheckIn.objects.filter(state="draft").exists()


def test_talks_are_planned_once_a_day_and_kind_and_taken_away(merenland, browse):
    page, address = browse(merenland.advisor), reverse("talks", args=["merenland"])
    told = {"kind": "progress", "planned_on": "2026-12-10"}
    assert page.post(address, told).status_code == 302
    again = page.post(address, told)
    assert again.status_code == 422 and "al gepland" in again.content.decode()
    assert browse(merenland.leader).post(address, told).status_code == 403
    page.post(reverse("planned_delete", args=[PlannedTalk.objects.get().pk]))
    assert not PlannedTalk.objects.exists()


def test_the_budget_counts_own_minutes_of_this_year_in_days_of_eight_hours(merenland):
    talk(merenland, minutes=480)
    talk(merenland, Pet.MEDIATOR, minutes=240)
    talk(merenland, days=400, minutes=480)
    spent = budgets(merenland.advisor, 2026)[merenland.region.pk]
    assert spent.days == 1.5 and spent.text == "2026: 1,5 van 5 dagen"
    assert not budgets(merenland.leader, 2026)


@pytest.mark.parametrize("address", ["call_card", "talks", "contact_log"])
def test_more_talks_ask_no_more_queries(address, merenland, snapshots, browse):
    snapshots(merenland.region, 0.0)
    page = browse(merenland.advisor)
    url = reverse(address, args=[] if address == "contact_log" else ["merenland"])
    counts = []
    for _round in range(2):
        for _n in range(4):
            agreed(talk(merenland, Pet.INFORMANT, colleague=merenland.leader))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert page.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 24


def test_a_note_in_the_csv_starts_no_formula(merenland, browse):
    talk(merenland, note="=1+1")
    table = browse(merenland.advisor).get(reverse("contact_log") + "?as=csv").content.decode()
    assert "'=1+1" in table
