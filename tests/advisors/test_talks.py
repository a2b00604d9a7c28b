"""The call card, talks by cap, promises, and planned talks."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors.models import Cap, PlannedTalk, Promise, Reading, Talk
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


def talk(place: Place, cap: str = Cap.COACH, *, days: int = 3, **fields) -> Talk:
    told = {"note": f"Besproken: {WORD}", "author": place.advisor, **fields}
    held_on = TODAY - datetime.timedelta(days=days)
    return Talk.objects.create(region=place.region, cap=cap, held_on=held_on, **told)


def agreed(of: Talk, text: str = f"Stuurt het voorbeeld {WORD}", who: str = "leader", **fields):
    return Promise.objects.create(talk=of, text=text, who=who, **fields)


def fields(cap: str, **told) -> dict[str, str]:
    rows = {f"agreed-{n}-{name}": "" for n in range(3) for name in ("who", "text", "due_on")}
    form = {"agreed-TOTAL_FORMS": "3", "agreed-INITIAL_FORMS": "0", **rows}
    return {
        **form, "cap": cap, "note": "Mandaat op papier.", "channel": "phone",
        "held_on": "2026-11-22", **told,
    }  # fmt: skip


# Who reads what: by cap and by reader. The author is the advisor of the region.
READERS = {
    Cap.MEDIATOR: {"author"},
    Cap.THINKER: {"author", "leader", "deputy"},
    Cap.COACH: {"author", "leader", "deputy"},
    Cap.CRITICAL: {"author", "leader", "deputy"},
    Cap.READER: {"author", "leader", "deputy", "colleague of the region", "bureau", "plan reader"},
    Cap.INFORMANT: {
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


@pytest.mark.parametrize("cap", Cap.values)
def test_the_cap_decides_who_reads_a_talk(cap, cast, merenland):
    held = talk(merenland, cap)
    allowed = READERS[cap] | ({"later leader"} if cap == Cap.READER else set())
    assert {name for name, who in cast.items() if held in talks_for(who)} == allowed


@pytest.mark.parametrize("cap", Cap.values)
def test_a_promise_goes_on_to_who_takes_the_region_over_but_never_a_mediators(cap, cast, merenland):
    promise = agreed(talk(merenland, cap))
    allowed = READERS[cap] | ({"later leader"} if Cap(cap) in READERS_WITH_LEADER else set())
    if cap != Cap.MEDIATOR:
        allowed |= {"colleague of the region"}
    assert {name for name, who in cast.items() if promise in promises_for(who)} == allowed


READERS_WITH_LEADER = {Cap.THINKER, Cap.COACH, Cap.CRITICAL, Cap.READER}


@pytest.mark.parametrize("cap", Cap.values)
def test_no_page_list_or_export_tells_a_talk_to_another(cap, cast, merenland, browse):
    """Every door: the region's talks, the call card, the contact log with its search and CSV."""
    agreed(talk(merenland, cap))
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
    talk(merenland, Cap.INFORMANT, minutes=240)
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
    agreed(talk(merenland, Cap.MEDIATOR))
    for name in set(cast) - {"author"}:
        answer = browse(cast[name]).get(reverse("account_export"))
        assert WORD not in answer.getvalue().decode()


def test_with_the_region_goes_what_the_author_may_read(merenland):
    held = talk(merenland, Cap.MEDIATOR)
    assert held in talks_for(merenland.advisor)
    merenland.advisor.memberships.update(ends_on=TODAY - datetime.timedelta(days=1))
    merenland.advisor.__dict__.pop("_memberships")
    assert held not in talks_for(merenland.advisor)
    assert Talk.objects.get().author == merenland.advisor


def test_nobody_but_the_author_changes_or_removes_a_talk(cast, merenland, browse):
    held = talk(merenland, Cap.INFORMANT)
    for name in set(cast) - {"author"}:
        for address in ("talk_edit", "talk_delete"):
            answer = browse(cast[name]).post(reverse(address, args=[held.pk]), fields(Cap.COACH))
            assert answer.status_code == 404, name
    assert Talk.objects.get().cap == Cap.INFORMANT


def test_a_talk_is_logged_from_the_card_with_its_promises(merenland, browse):
    planned = PlannedTalk.objects.create(
        region=merenland.region, kind="start", planned_on=TODAY, made_by=merenland.advisor
    )
    page = browse(merenland.advisor)
    card = reverse("call_card", args=["merenland"])
    told = fields(
        Cap.COACH, minutes="45", planned=str(planned.pk), **{
            "agreed-0-who": "leader", "agreed-0-text": "Rol op de agenda",
            "agreed-0-due_on": "2026-11-28",
        },
    )  # fmt: skip
    answer = page.post(card, told, follow=True)
    held = Talk.objects.get()
    assert answer.redirect_chain[0][0] == reverse("talk_saved", args=[held.pk])
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
    for told in (fields("", note="Bewaar dit"), fields(Cap.COACH, held_on="2026-11-23")):
        answer = page.post(card, told)
        assert answer.status_code == 422 and told["note"] in answer.content.decode()
    half = fields(Cap.COACH, **{"agreed-0-who": "leader", "agreed-0-due_on": "2026-11-28"})
    assert page.post(card, half).status_code == 422
    assert not Talk.objects.exists()


def test_the_card_tells_what_changed_since_the_last_talk(merenland):
    log(merenland.region, "2026-09", {"2.1": {"status": "on_track"}})
    log(merenland.region, "2026-10", {"2.1": {"status": "stalled", "problem": "Geen lokaal"}})
    rebuild([merenland.region], NOW)
    told = [
        (message.subject, message.text)
        for message in lines_since(merenland.region, datetime.date(2026, 10, 5), NOW)
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


def at(place: Place, code: str = "2.1") -> dict[str, str]:
    return {"activity": str(place.plan.activities.get(code=code).pk)}


def test_a_handed_line_lands_at_its_activity_as_how_it_is_picked_up(merenland, browse):
    due = TODAY + datetime.timedelta(days=9)
    first = agreed(talk(merenland), text="Rol op de agenda", due_on=due)
    second = agreed(talk(merenland), text="Busroute nabellen", who="advisor")
    leader, address = browse(merenland.leader), reverse("talks", args=["merenland"])
    for promise in (first, second):
        browse(merenland.advisor).post(reverse("promise_hand", args=[promise.pk]))
    assert "Zet in mijn log" in leader.get(address).content.decode()
    leader.post(reverse("promise_take", args=[first.pk]))
    first.refresh_from_db()
    assert first.taken_at is None
    for promise in (first, first, second):
        leader.post(reverse("promise_take", args=[promise.pk]), at(merenland))
    draft = CheckIn.objects.get(region=merenland.region, state="draft")
    row = draft.updates.get()
    assert not draft.going_well and row.activity.code == "2.1"
    assert row.recovery == f"Rol op de agenda\nBusroute nabellen, {merenland.advisor.name}"
    assert (row.recovery_who, row.recovery_by_on) == (merenland.leader.name, due)


def test_a_line_is_not_offered_where_the_leader_does_not_read_the_talk(merenland, browse):
    agreed(talk(merenland, Cap.MEDIATOR), text="Stil houden")
    page, card = browse(merenland.advisor), reverse("call_card", args=["merenland"])
    text = page.get(card).content.decode()
    assert "Stil houden" in text and "Stel voor als regel in het log" not in text
    agreed(talk(merenland, Cap.COACH), text="Doorgeven")
    assert "Stel voor als regel in het log" in page.get(card).content.decode()


def test_a_line_is_not_handed_from_a_talk_that_the_leader_does_not_read(merenland, browse):
    promise = agreed(talk(merenland, Cap.MEDIATOR), who="advisor")
    browse(merenland.advisor).post(reverse("promise_hand", args=[promise.pk]))
    promise.refresh_from_db()
    assert promise.handed_at is None


def test_a_line_waits_when_the_log_of_this_month_is_in(merenland, browse):
    promise = agreed(talk(merenland), handed_at=NOW)
    log(merenland.region, "2026-11", {"2.1": {"status": "on_track"}})
    answer = browse(merenland.leader).post(
        reverse("promise_take", args=[promise.pk]), at(merenland), follow=True
    )
    promise.refresh_from_db()
    assert promise.taken_at is None and "blijft hier staan" in answer.content.decode()


def test_a_line_that_is_left_is_not_offered_again(merenland, browse):
    promise = agreed(talk(merenland), handed_at=NOW)
    leader = browse(merenland.leader)
    leader.post(reverse("promise_leave", args=[promise.pk]))
    assert (
        "Zet in mijn log" not in leader.get(reverse("talks", args=["merenland"])).content.decode()
    )
    leader.post(reverse("promise_take", args=[promise.pk]), at(merenland))
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


def test_the_budget_counts_own_minutes_of_this_year_in_days_of_eight_hours(merenland, settings):
    settings.ADVISOR_DAYS_A_YEAR, settings.ADVISOR_DAYS_SOURCE = 5, "Opdracht 2026"
    talk(merenland, minutes=480)
    talk(merenland, Cap.MEDIATOR, minutes=240)
    talk(merenland, days=400, minutes=480)
    spent = budgets(merenland.advisor, 2026)[merenland.region.pk]
    assert spent.days == 1.5 and spent.text == "2026: 1,5 van 5 dagen"
    assert spent.source == "Opdracht 2026" and not spent.is_over
    settings.ADVISOR_DAYS_A_YEAR = 0
    assert spent.text == "2026: 1,5 dagen" and not spent.source
    assert not budgets(merenland.leader, 2026)


def test_an_address_that_was_kept_still_asks_for_the_cap(merenland, browse):
    talk(merenland, Cap.COACH, note="Als coach")
    talk(merenland, Cap.READER, note="Als meelezer")
    for query in ("cap=coach", "pet=coach", "pet=reader&cap=coach"):
        page = browse(merenland.advisor).get(f"{reverse('contact_log')}?{query}")
        shown = page.content.decode()
        assert "Als coach" in shown and "Als meelezer" not in shown
        assert '<option value="coach" selected>' in shown


def test_the_contact_log_shows_mine_alone_or_a_period(merenland, kustzoom, browse):
    talk(merenland, note="Van mij.")
    talk(merenland, note="Van een seizoen terug.", days=93)
    talk(merenland, note="Van vorig jaar.", days=326)
    talk(kustzoom, Cap.INFORMANT, note="Van een collega.")

    def shown(query: str) -> set[str]:
        page = browse(merenland.advisor).get(f"{reverse('contact_log')}?{query}").content.decode()
        return {word for word in ("mij", "seizoen", "vorig", "collega") if f"Van {word}" in page
                or f"Van een {word}" in page}  # fmt: skip

    assert shown("") == shown("by=x&since=x") == {"mij", "seizoen", "vorig", "collega"}
    assert shown("by=me") == {"mij", "seizoen", "vorig"}
    assert shown("since=quarter") == {"mij", "collega"}
    assert shown("since=year") == {"mij", "seizoen", "collega"}
    assert shown("by=me&since=quarter") == {"mij"}


@pytest.mark.parametrize("address", ["call_card", "talks", "contact_log"])
def test_more_talks_ask_no_more_queries(address, merenland, snapshots, browse):
    snapshots(merenland.region, 0.0)
    page = browse(merenland.advisor)
    url = reverse(address, args=[] if address == "contact_log" else ["merenland"])
    counts = []
    for _round in range(2):
        for _n in range(4):
            agreed(talk(merenland, Cap.INFORMANT, colleague=merenland.leader))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert page.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 32


def test_a_note_in_the_csv_starts_no_formula(merenland, browse):
    talk(merenland, note="=1+1")
    table = browse(merenland.advisor).get(reverse("contact_log") + "?as=csv").content.decode()
    assert "'=1+1" in table
