"""Remarks find their way: about the plan to the group, about how and how fast as advice."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import Role
from regions.plans.models import Activity, Idea, Plan, PlanChange
from regions.plans.versions import start_draft
from regions.progress.models import CheckIn, RegionMonth
from regions.steering.mandate.accepting import accept
from regions.steering.models import Remark
from tests.conftest import NOW, Place, member, person
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
SECRET = "vooraldieroosters"


@pytest.fixture
def ready(merenland) -> Place:
    """Merenland, where the chair accepted the mandate."""
    accept(merenland.chair, merenland.group.mandate_on(NOW.date()), NOW)
    return merenland


def path(place: Place, name: str = "remarks", *more) -> str:
    return reverse(name, args=[place.slug, *more])


def filed(place: Place, about: str = "what", text: str = "Halen we de plekken?", **fields):
    fields = {"made_by": place.chair, **fields}
    return Remark.objects.create(steering_group=place.group, about=about, text=text, **fields)


def pages_of(client, place: Place) -> str:
    return client.get(path(place)).content.decode()


def test_a_member_passes_a_question_on(ready, browse):
    sent = {"about": "what", "text": "Halen we de plekken?", "is_for_meeting": "on"}
    answer = browse(ready.chair).post(path(ready), sent)
    assert answer.url == path(ready)
    row = Remark.objects.get()
    assert (row.about, row.is_for_meeting, row.made_by) == ("what", True, ready.chair)


def test_a_tick_that_stayed_behind_does_not_bring_advice_to_the_meeting(ready, browse):
    sent = {"about": "how", "text": "Begin bij Het Anker", "is_for_meeting": "on"}
    browse(ready.chair).post(path(ready), sent)
    assert Remark.objects.get().is_for_meeting is False


def test_a_remark_keeps_the_digest_and_the_proposal_it_came_with(ready, browse):
    change = start_draft(ready.region, ready.leader).change
    sent = {"about": "what", "text": "Waarom nu?", "change": change.pk, "month": "2026-10"}
    assert browse(ready.chair).post(path(ready), sent).status_code == 422
    PlanChange.objects.update(state="proposed", proposed_at=timezone.now())
    browse(ready.chair).post(path(ready), sent)
    row = Remark.objects.get()
    assert (row.change, row.month_on) == (change, datetime.date(2026, 10, 1))


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"about": "what"},
        {"about": "what", "text": "   "},
        {"about": "all", "text": "x"},
        {"about": "what", "text": "x" * 2001},
        {"about": "what", "text": "x", "month": "2026-13"},
        {"about": "what", "text": "x", "change": "9" * 30},
    ],
)
def test_what_cannot_be_kept_is_named_and_what_was_typed_stays(ready, browse, sent):
    answer = browse(ready.chair).post(path(ready), sent)
    assert answer.status_code == 422
    assert "Nog niets bewaard" in answer.content.decode()
    assert not Remark.objects.exists()


def test_one_goes_back_to_a_page_of_the_portal_only(ready, browse):
    client = browse(ready.chair)
    own = path(ready, "digests")
    for wanted, landed in ((own, own), ("https://evil.example/", path(ready)), ("", path(ready))):
        sent = {"about": "what", "text": "Hoe staat het?", "next": wanted}
        assert client.post(path(ready), sent).url == landed


def test_nothing_is_passed_on_before_the_mandate_is_accepted(merenland, browse):
    answer = browse(merenland.chair).post(path(merenland), {"about": "what", "text": "Nu al?"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert path(merenland, "steering_mandate") in text and "Nu al?" in text
    assert not Remark.objects.exists()


def test_members_read_each_others_questions_and_the_answers(ready, browse):
    other = person("Bestuurder Test")
    member(other, Role.SCHOOL_BOARD, ready.region)
    filed(ready, text="Halen we de plekken?", reply="Ja, in juni.", replied_at=timezone.now())
    text = pages_of(browse(other), ready)
    assert "Halen we de plekken?" in text and "Ja, in juni." in text


@pytest.mark.parametrize("about", ["how", "how_fast"])
def test_advice_is_read_by_its_author_and_the_leader_only(ready, bureau, browse, about):
    other = person("Bestuurder Test")
    member(other, Role.SCHOOL_BOARD, ready.region)
    filed(ready, about, SECRET, made_by=other, reply=f"{SECRET} ja", replied_at=timezone.now())
    assert SECRET in pages_of(browse(other), ready)
    assert SECRET in pages_of(browse(ready.leader), ready)
    assert SECRET not in pages_of(browse(ready.chair), ready)
    for user in (ready.advisor, bureau):
        assert browse(user).get(path(ready)).status_code == 403
    for user in (ready.chair, ready.advisor, bureau):
        for name in ("remarks_csv", "remark_points", "steering", "digests", "ideas", "region"):
            answer = browse(user).get(path(ready, name))
            assert SECRET.encode() not in answer.content
    assert SECRET not in browse(ready.advisor).get(reverse("advisor_roles")).content.decode()


def test_the_leader_meets_waiting_questions_first_then_advice(ready, browse):
    filed(ready, "what", "Beantwoord", reply="Ja", replied_at=timezone.now())
    filed(ready, "how", "Advies")
    filed(ready, "what", "Wacht")
    shown = browse(ready.leader).get(path(ready)).context["page_obj"]
    assert [row.text for row in shown] == ["Wacht", "Advies", "Beantwoord"]


def test_the_leader_answers_and_the_author_reads_it(ready, browse):
    row = filed(ready)
    client = browse(ready.leader)
    empty = client.post(path(ready, "remark", row.pk), {"reply": " "})
    assert empty.status_code == 422
    client.post(path(ready, "remark", row.pk), {"reply": "In juni."})
    row.refresh_from_db()
    assert (row.reply, row.replied_by, row.replied_at) == ("In juni.", ready.leader, NOW)
    assert "In juni." in pages_of(browse(ready.chair), ready)


def test_the_leader_thanks_once(ready, browse):
    row = filed(ready, "how_fast")
    browse(ready.leader).post(path(ready, "remark", row.pk), {"thank": "1"})
    Remark.objects.update(thanked_at=NOW - datetime.timedelta(days=1))
    browse(ready.leader).post(path(ready, "remark", row.pk), {"thank": "1"})
    row.refresh_from_db()
    assert row.thanked_at == NOW - datetime.timedelta(days=1)
    assert "hier op 21 november 2026 voor bedankt" in pages_of(browse(ready.chair), ready)


def test_advice_has_no_state_no_due_date_and_no_reminder():
    names = {field.name for field in Remark._meta.get_fields()}
    assert not {"state", "status", "due_on", "due_at", "remind_on"} & names


def test_advice_counts_nowhere_as_waiting(ready, browse):
    filed(ready, "how")
    page = browse(ready.leader).get(path(ready))
    assert page.context["waiting"] == 0
    assert "Elke vraag over het plan heeft een antwoord" in page.content.decode()


def test_a_question_becomes_an_idea_once_without_a_name(ready, browse):
    row = filed(ready, text="Een techniekbus voor de regio")
    client = browse(ready.leader)
    sent = {"title": "Een techniekbus", "text": ""}
    for _twice in range(2):
        client.post(path(ready, "remark_idea", row.pk), sent)
    idea = Idea.objects.get()
    assert (idea.origin, idea.source, idea.region) == ("Stuurgroep", "Stuurgroep", ready.region)
    assert "Marijke" not in browse(ready.advisor).get(path(ready, "ideas")).content.decode()


def test_advice_is_never_prefilled_where_everybody_reads(ready, browse):
    advice, question = filed(ready, "how", SECRET), filed(ready, "what", "Een techniekbus")
    client = browse(ready.leader)
    page = client.get(path(ready, "remark", advice.pk))
    assert page.context["idea_form"]["title"].value() == ""
    page = client.get(path(ready, "remark", question.pk))
    assert page.context["idea_form"]["title"].value() == "Een techniekbus"
    assert client.post(path(ready, "remark_idea", advice.pk), {"title": ""}).status_code == 422
    assert not Idea.objects.exists()


def test_a_member_takes_back_what_nobody_answered(ready, browse):
    row = filed(ready)
    assert "data-confirm" in pages_of(browse(ready.chair), ready)
    browse(ready.chair).post(path(ready, "remark_withdraw", row.pk))
    assert not Remark.objects.exists()


@pytest.mark.parametrize("touch", ["reply", "thanks", "idea"])
def test_what_the_leader_touched_stays(ready, browse, touch):
    fields = {
        "reply": {"reply": "Ja", "replied_at": NOW},
        "thanks": {"thanked_at": NOW},
        "idea": {"idea": Idea.objects.create(region=ready.region, title="Bus")},
    }
    row = filed(ready, **fields[touch])
    browse(ready.chair).post(path(ready, "remark_withdraw", row.pk))
    assert Remark.objects.get() == row


def test_nobody_takes_back_what_another_wrote(ready, browse):
    other = person("Bestuurder Test")
    member(other, Role.SCHOOL_BOARD, ready.region)
    row = filed(ready)
    assert browse(other).post(path(ready, "remark_withdraw", row.pk)).status_code == 404
    assert Remark.objects.exists()


def test_points_for_the_meeting_stand_on_one_sheet(ready, browse):
    filed(ready, text="Over de stages", is_for_meeting=True)
    filed(ready, text="Beantwoord", is_for_meeting=True, reply="Ja", replied_at=NOW)
    filed(ready, text="Geen punt")
    for user in (ready.leader, ready.chair):
        text = browse(user).get(path(ready, "remark_points")).content.decode()
        assert "Over de stages" in text
        assert "Beantwoord" not in text and "Geen punt" not in text


def test_the_list_is_filtered_by_what_it_is_about(ready, browse):
    filed(ready, "how", "Over hoe")
    filed(ready, "what", "Over wat")
    client = browse(ready.leader)
    shown = client.get(path(ready), {"about": "how"}).context["page_obj"]
    assert [row.text for row in shown] == ["Over hoe"]
    for nonsense in ("x", "\x00", "' or 1=1"):
        assert client.get(path(ready), {"about": nonsense, "page": "x"}).status_code == 200


def test_the_csv_holds_what_is_shown_and_runs_no_formula(ready, browse):
    filed(ready, "how", "=1+1")
    filed(ready, "what", "Over wat")
    csv = browse(ready.leader).get(path(ready, "remarks_csv"), {"about": "how"}).content.decode()
    assert "'=1+1" in csv and "Over wat" not in csv


def test_the_number_of_queries_does_not_grow_with_remarks(
    ready, browse, django_assert_max_num_queries
):
    client = browse(ready.leader)
    for number in range(18):
        filed(ready, "how" if number % 2 else "what", f"Opmerking {number}")
    with django_assert_max_num_queries(10):
        client.get(path(ready))


STEPS = ["file", "answer", "thank", "withdraw", "idea"]
MOVES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.sampled_from(Remark.About.values), st.integers(0, 5)),
    max_size=12,
)


def facts() -> list:
    """Every state of every activity, plan, log and snapshot."""
    models = (Activity, Plan, CheckIn, RegionMonth, PlanChange)
    return [list(model.objects.order_by("pk").values()) for model in models]


def move(place: Place, browse, step: str, about: str, number: int) -> None:
    rows = list(Remark.objects.order_by("pk"))
    leader, chair = browse(place.leader), browse(place.chair)
    if step == "file" or not rows:
        chair.post(path(place), {"about": about, "text": "Sneller!", "is_for_meeting": "on"})
        return
    pk = rows[number % len(rows)].pk
    if step == "withdraw":
        chair.post(path(place, "remark_withdraw", pk))
    elif step == "idea":
        leader.post(path(place, "remark_idea", pk), {"title": "Idee"})
    else:
        sent = {"thank": "1"} if step == "thank" else {"reply": "Dank, wij gaan door."}
        leader.post(path(place, "remark", pk), sent)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES)
def test_whatever_is_passed_on_no_state_of_any_activity_changes(ready, browse, snapshots, moves):
    if not CheckIn.objects.exists():
        log(ready.region, "2026-11", {"2.1": {"status": "behind", "problem": "x"}})
        snapshots(ready.region, 0.1, -0.4)
    before = facts()
    for step, about, number in moves:
        move(ready, browse, step, about, number)
    assert facts() == before
