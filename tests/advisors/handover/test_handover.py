"""Who takes a region over finds what is open; who leaves is out at once and keeps the name."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from advisors.handover.starting import plan_in_ten
from advisors.models import AnswerCard, Promise, Question, Talk
from regions.accounts.models import User
from regions.models import Membership, Region
from regions.partners.models import Business, ContactMoment, ContactPerson
from regions.plans.models import ActionLine, Activity, Plan
from regions.progress.models import ActivityMonth, LineMonth, Obstacle
from tests.conftest import NOW, member, person
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
TODAY = NOW.date()


def page_of(client, name="handover", slug="merenland") -> str:
    response = client.get(reverse(name, args=[slug]))
    assert response.status_code == 200
    return response.content.decode()


def promise(place, cap="coach", text="Stuurt het voorbeeld", **fields) -> Promise:
    talk = Talk.objects.create(
        region=place.region, author=place.advisor, cap=cap, held_on=TODAY, note="Geheime notitie"
    )
    return Promise.objects.create(talk=talk, who="advisor", text=text, **fields)


def partner(place, name="Lasbedrijf Vonk"):
    business = Business.objects.create(name=name)
    row = place.region.partnerships.create(business=business, started_on=datetime.date(2026, 1, 1))
    who = ContactPerson.objects.create(partnership=row, name="Gerda Vonk")
    ContactMoment.objects.create(
        partnership=row, person=who, held_on=datetime.date(2026, 3, 2), channel="phone",
        note="Geheime notitie",
    )  # fmt: skip
    return row


def test_open_milestones_stand_there_with_the_late_ones_first(merenland, browse):
    page = page_of(browse(merenland.leader))
    assert page.index("Bedrijven gevraagd") < page.index("Lesmateriaal getest")
    assert "Eén mijlpaal is te laat" in page


def test_the_page_says_where_the_region_stands_why_and_what_goes_well(merenland, browse):
    told = {"2.1": {"status": "behind", "counted": 10, "problem": "Te weinig plekken."}}
    log(merenland.region, "2026-10", told, going_well="De club is vol.")
    page = page_of(browse(merenland.advisor))
    dashboard = browse(merenland.advisor).get(reverse("region", args=["merenland"]))
    found = dashboard.context["page"].finding
    assert found.title.endswith("achter op het plan") and found.title in page
    assert found.cause and found.cause.split(".")[0] in page
    assert "gemeten op 31 oktober 2026" in page
    assert "Wat gaat goed (oktober 2026):</span> De club is vol." in page


def test_before_anything_was_logged_no_stand_is_told(merenland, browse):
    page = page_of(browse(merenland.leader))
    assert "niets gemeten" in page.lower()
    assert "Wat gaat goed" not in page


def test_a_milestone_that_a_log_reached_is_open_no_longer(merenland, browse):
    log(merenland.region, "2026-09", {"1.1": {"status": "on_track", "met": 1}})
    assert "Bedrijven gevraagd" not in page_of(browse(merenland.leader))


def test_promises_follow_the_cap_of_the_talk(merenland, bureau, browse):
    promise(merenland, "coach", "Stuurt het voorbeeld", due_on=datetime.date(2026, 11, 1))
    promise(merenland, "mediator", "Zwijgt erover")
    promise(merenland, "coach", "Is al gedaan", done_on=TODAY)
    leader, advisor = browse(merenland.leader), browse(merenland.advisor)
    assert "Stuurt het voorbeeld" in page_of(leader)
    assert "Zwijgt erover" not in page_of(leader)
    assert "Stuurt het voorbeeld" in page_of(advisor) and "Zwijgt erover" in page_of(advisor)
    assert "Is al gedaan" not in page_of(leader)
    for name in ("handover", "starter"):
        seen = page_of(browse(bureau), name)
        assert "Stuurt het voorbeeld" not in seen and "Zwijgt erover" not in seen
        assert "Geheime notitie" not in page_of(leader, name)


def test_a_new_advisor_inherits_promises_but_not_those_of_a_mediator(merenland, browse):
    promise(merenland, "coach", "Stuurt het voorbeeld")
    promise(merenland, "mediator", "Zwijgt erover")
    fresh = person("Nieuwe Ondersteuner")
    member(fresh, "advisor", merenland.region)
    page = page_of(browse(fresh))
    assert "Stuurt het voorbeeld" in page and "Zwijgt erover" not in page


def test_names_of_people_at_partners_are_for_leaders(merenland, bureau, browse):
    partner(merenland)
    for name in ("handover", "starter"):
        leader = page_of(browse(merenland.leader), name)
        assert "Lasbedrijf Vonk" in leader and "Gerda Vonk" in leader
        assert "gesproken op 2 maart 2026" in leader
        for user in (merenland.advisor, bureau):
            seen = page_of(browse(user), name)
            assert "Lasbedrijf Vonk" in seen and "Gerda Vonk" not in seen
            assert "Geheime notitie" not in seen


def test_questions_that_wait_without_those_in_confidence(merenland, bureau, browse):
    asked = {"region": merenland.region, "asked_of": "advisor", "asked_by": merenland.leader}
    Question.objects.create(text="Hoe werkt de subsidie?", **asked)
    Question.objects.create(
        text="Ruzie met de voorzitter", is_confidential=True, assignee=merenland.advisor, **asked
    )
    for user in (merenland.leader, merenland.advisor):
        page = page_of(browse(user))
        assert "Hoe werkt de subsidie?" in page and "Ruzie" not in page
    page = page_of(browse(bureau))
    assert "één vraag wacht" in page and "subsidie" not in page and "Ruzie" not in page


def test_obstacles_say_how_they_are_picked_up(merenland, browse):
    activity = merenland.plan.activities.get(code="2.1")
    day = datetime.date(2026, 9, 1)
    Obstacle.objects.create(
        region=merenland.region, activity=activity, activity_key=activity.key, opened_on=day,
        updated_on=day, problem="Te weinig plekken", recovery="Bellen met de haven",
    )  # fmt: skip
    page = page_of(browse(merenland.advisor))
    assert "Te weinig plekken" in page and "Bellen met de haven" in page


def test_who_goes_and_who_comes_within_sixty_days(merenland, browse):
    row = merenland.leader.memberships.get()
    row.ends_on = datetime.date(2026, 12, 31)
    row.save()
    member(person("Petra Nieuw"), "leader", merenland.region, starts_on=datetime.date(2027, 1, 1))
    member(person("Ver Weg"), "deputy", merenland.region, starts_on=datetime.date(2027, 6, 1))
    page = page_of(browse(merenland.advisor))
    assert "Sanne Wiggers, Programmaleider, tot en met 31 december 2026" in page
    assert "Petra Nieuw, Programmaleider, vanaf 1 januari 2027" in page
    assert "Ver Weg" not in page


def test_access_ends_with_the_membership_and_the_name_stays(merenland, browse):
    question = Question.objects.create(
        region=merenland.region, asked_of="advisor", asked_by=merenland.leader, text="Hoe nu?"
    )
    client = browse(merenland.leader)
    pages = [reverse(name, args=["merenland"]) for name in ("handover", "starter", "questions")]
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    Membership.objects.filter(user=merenland.leader).update(ends_on=datetime.date(2026, 11, 21))
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert client.get(reverse("network")).status_code == 404
    question.refresh_from_db()
    assert question.asked_by == merenland.leader
    assert "Sanne Wiggers" in page_of(browse(merenland.advisor))


def test_the_last_day_is_a_whole_day(merenland, browse):
    Membership.objects.filter(user=merenland.leader).update(ends_on=datetime.date(2026, 11, 22))
    page_of(browse(merenland.leader))
    with time_machine.travel("2026-11-23 00:01:00+01:00", tick=False):
        response = browse(merenland.leader).get(reverse("handover", args=["merenland"]))
        assert response.status_code == 404


def test_a_starter_reads_the_plan_in_ten_lines_and_whom_to_call(merenland, snapshots, browse):
    starter = person("Nina Nieuw")
    member(starter, "leader", merenland.region, starts_on=datetime.date(2026, 10, 1))
    key = str(merenland.plan.activities.get(code="2.1").key)
    snapshots(
        merenland.region, 0.0,
        activities=[ActivityMonth(key, status="stalled")], lines=[LineMonth("2", status="behind")],
    )  # fmt: skip
    User.objects.filter(pk=merenland.advisor.pk).update(phone="06 12345678")
    card = {"answer": "Bel eerst de voorzitter.", "recheck_on": TODAY, "published_at": NOW}
    AnswerCard.objects.create(title="Waar begin ik?", is_for_starters=True, **card)
    AnswerCard.objects.create(title="Iets voor later", **card)
    AnswerCard.objects.create(
        title="Nog niet klaar", is_for_starters=True, **card | {"published_at": None}
    )
    page = page_of(browse(starter), "starter")
    assert "Welkom" in page and "06 12345678" in page and "Marijke Kuiper" in page
    assert "2.1 Stages leerjaar 3" in page and "Ligt stil" in page and "Loopt achter" in page
    assert "Waar begin ik?" in page
    assert "Iets voor later" not in page and "Nog niet klaar" not in page
    assert "Welkom" not in page_of(browse(merenland.leader), "starter")


def test_a_long_plan_is_told_in_ten_lines_with_the_biggest_activities(db):
    region = Region.objects.create(name="Langerak", slug="langerak")
    days = {"starts_on": datetime.date(2025, 1, 1), "ends_on": datetime.date(2028, 12, 31)}
    plan = Plan.objects.create(region=region, title="Plan", **days)
    for number in (1, 2, 3):
        line = ActionLine.objects.create(plan=plan, code=str(number), title="Lijn", position=number)
        for part in range(1, 7):
            Activity.objects.create(
                plan=plan, line=line, code=f"{number}.{part}", title="Doen", position=part,
                budget_cents=part * 100 + number,
            )  # fmt: skip
    plan.state, plan.approved_on = Plan.State.APPROVED, datetime.date(2025, 6, 1)
    plan.save()
    shown = [
        [activity.code for activity, _status in line.activities]
        for line in plan_in_ten(region, None)
    ]
    assert shown == [["1.5", "1.6"], ["2.5", "2.6"], ["3.4", "3.5", "3.6"]]


def test_a_region_without_a_plan_has_both_pages(merenland, browse):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    member(merenland.leader, "leader", region)
    client = browse(merenland.leader)
    assert "nog geen goedgekeurd plan" in page_of(client, "starter", "nieuwland")
    assert "geen mijlpaal open" in page_of(client, "handover", "nieuwland")


@pytest.mark.parametrize("name", ["handover", "starter"])
def test_the_pages_ask_as_often_for_many_partners_and_promises(
    merenland, browse, snapshots, django_assert_max_num_queries, name
):
    snapshots(merenland.region, 0.0)
    client, address = browse(merenland.leader), reverse(name, args=["merenland"])
    partner(merenland)
    promise(merenland)
    with django_assert_max_num_queries(26) as few:
        client.get(address)
    for number in range(30):
        partner(merenland, f"Bedrijf {number}")
        promise(merenland, text=f"Belofte {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_page_for_who_starts_names_others_and_never_the_reader(merenland, browse):
    for reader, others in (
        (merenland.advisor, [merenland.leader, merenland.chair]),
        (merenland.leader, [merenland.advisor, merenland.chair]),
    ):
        text = page_of(browse(reader), "starter").split("Wie je kunt bellen", 1)[-1]
        told = text.split("<main", 1)[-1]
        assert all(f"<strong>{other.name}</strong>" in told for other in others)
        assert f"<strong>{reader.name}</strong>" not in told


def test_who_stands_in_for_some_days_is_told_once(merenland, browse):
    substitute = person("Wil Waarnemer")
    days = {"starts_on": TODAY + datetime.timedelta(days=5)}
    days["ends_on"] = TODAY + datetime.timedelta(days=12)
    member(substitute, "advisor", merenland.region, is_interim=True, **days)
    page = page_of(browse(merenland.advisor))
    assert page.count("Wil Waarnemer") == 1
    assert "vanaf 27 november 2026 tot en met 4 december 2026" in page


def test_an_advisor_reaches_the_handover_from_the_region(merenland, browse):
    page = browse(merenland.advisor).get(reverse("region", args=["merenland"])).content.decode()
    assert reverse("handover", args=["merenland"]) in page
