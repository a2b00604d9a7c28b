"""A meeting from its agenda to approved minutes: what follows from it, and what is refused."""

import datetime
import io

import pytest
from django.utils import timezone
from docx import Document

from regions.models import Role
from regions.plans.models import Idea, PlanChange
from regions.steering.decisions.ballots import VoteRefused
from regions.steering.decisions.deciding import cast_vote, conclude
from regions.steering.meetings.agenda.agenda import add, move, suggestions, take, take_off
from regions.steering.meetings.agenda.papers import papers_of, send_papers
from regions.steering.meetings.attending import answer, expected_at
from regions.steering.meetings.digest import meetings_told
from regions.steering.meetings.minutes.minutes import minutes_of
from regions.steering.meetings.planning import MeetingRefused, cancel, invite, remove
from regions.steering.meetings.room.sitting import (
    approve_minutes,
    open_meeting,
    record_answers,
    set_done,
)
from regions.steering.models import Acceptance, AgendaItem, Attendee, Outcome, Remark, Vote
from tests.conftest import Place, member, person
from tests.progress.stories import log
from tests.steering.deciding_group import asked, seats

from .sitting_group import closed, fresh, invited, item_of, outcome, planned, sitting


def remark(place: Place, text: str, **fields) -> Remark:
    told = {"about": "what", "is_for_meeting": True, "made_by": place.chair, **fields}
    return Remark.objects.create(steering_group=place.group, text=text, **told)


def test_the_agenda_is_built_from_what_waits(merenland):
    change = asked(merenland)
    point = remark(merenland, "Halen we de 120 plekken?")
    remark(merenland, "Doe het sneller", about="how_fast", is_for_meeting=False)
    remark(merenland, "Al beantwoord", reply="Ja", replied_at=timezone.now())
    idea = Idea.objects.create(region=merenland.region, title="Techniekbus")
    Idea.objects.create(region=merenland.region, title="Oud", state=Idea.State.DISCUSSED)
    meeting = planned(merenland, 5)
    refs = [one.ref for one in suggestions(meeting, timezone.now())]
    assert refs == ["stand", f"change:{change.pk}", f"remark:{point.pk}", f"idea:{idea.pk}"]
    assert take(meeting, [f"idea:{idea.pk}", "stand", "change:999"], timezone.now()) == 2
    assert take(meeting, ["stand"], timezone.now()) == 0
    rows = list(meeting.items.values_list("position", "kind", "title"))
    assert rows[1] == (2, "idea", "Techniekbus")
    move(meeting.items.get(position=2), up=True)
    move(meeting.items.get(position=1), up=True)
    assert [row.kind for row in meeting.items.all()] == ["idea", "stand"]


def test_sent_papers_stay_as_they_were(merenland, snapshots):
    log(merenland.region, "2026-10", {})
    meeting = invited(merenland, 20)
    take(meeting, None, timezone.now())
    before = papers_of(meeting, timezone.now())
    send_papers(meeting, timezone.now())
    sent = papers_of(fresh(meeting), timezone.now())
    assert [paper.html for paper in sent.papers] == [paper.html for paper in before.papers]
    asked(merenland)
    later = timezone.now() + datetime.timedelta(days=40)
    again = papers_of(fresh(meeting), later)
    assert again == sent and sent.is_sent and not before.is_sent
    with pytest.raises(MeetingRefused):
        move(meeting.items.first(), up=False)
    with pytest.raises(MeetingRefused):
        take_off(meeting.items.first())
    add(meeting, AgendaItem(title="Nagekomen"))
    late = meeting.items.get(title="Nagekomen")
    assert late.is_added_after and len(papers_of(fresh(meeting), later).papers) == 2
    take_off(late)
    first = fresh(meeting).pack_sent_at
    send_papers(meeting, later)
    assert fresh(meeting).pack_sent_at == first


def test_papers_go_to_who_is_invited_and_need_an_agenda(merenland):
    meeting = planned(merenland, 20)
    with pytest.raises(MeetingRefused, match="Nodig eerst"):
        send_papers(meeting, timezone.now())
    invite(meeting, timezone.now())
    with pytest.raises(MeetingRefused, match="iets op de agenda"):
        send_papers(meeting, timezone.now())
    with pytest.raises(MeetingRefused):
        remove(meeting)


def test_answers_of_who_is_there_follow_every_rule_of_a_decision(merenland):
    users = seats(merenland, 4)
    absent = users[3]
    change = asked(merenland)
    meeting = sitting(merenland, users[:3])
    item = item_of(meeting, "proposal")
    said = {user.pk: ("for", "") for user in users}
    told = record_answers(item, said, merenland.leader, timezone.now())
    assert (told.number, told.refusals, told.decision) == (3, [], None)
    assert not Vote.objects.filter(user=absent).exists()
    assert set(Vote.objects.values_list("recorded_by", "meeting")) == {
        (merenland.leader.pk, meeting.pk)
    }
    again = record_answers(item, said, merenland.chair, timezone.now())
    assert again.number == 0 and Vote.objects.first().recorded_by == merenland.leader
    cast_vote(change, users[0], "against", "Bij nader inzien", timezone.now())
    own = Vote.objects.get(user=users[0])
    assert (own.recorded_by, own.meeting) == (None, None)
    with pytest.raises(VoteRefused, match="voorzitter"):
        conclude(change, users[1], timezone.now())
    conclude(change, merenland.chair, timezone.now(), "Iedereen sprak zich uit.")
    change.refresh_from_db()
    assert change.state == PlanChange.State.ACCEPTED
    refused = record_answers(item, {users[1].pk: ("against", "")}, merenland.leader, timezone.now())
    assert (refused.number == 0 and "al genomen" in refused.refusals[0]) or refused.refusals
    lines = minutes_of(closed(merenland, meeting)).subjects
    answers = next(one.answers for one in lines if one.kind == "proposal")
    assert any("opgeschreven door Sanne" in line for line in answers)


def test_who_did_not_accept_the_mandate_is_named_and_the_others_are_kept(merenland):
    users = seats(merenland, 3)
    Acceptance.objects.filter(user=users[1]).delete()
    asked(merenland)
    meeting = sitting(merenland, users)
    said = {user.pk: ("for", "") for user in users}
    told = record_answers(item_of(meeting, "proposal"), said, merenland.leader, timezone.now())
    assert told.number == 2 and told.refusals[0].startswith(users[1].name)


def test_nothing_is_recorded_outside_an_open_meeting(merenland):
    users = seats(merenland, 2)
    asked(merenland)
    meeting = invited(merenland)
    take(meeting, None, timezone.now())
    said = {users[0].pk: ("for", "")}
    with pytest.raises(MeetingRefused):
        record_answers(item_of(meeting, "proposal"), said, merenland.leader, timezone.now())
    assert not Vote.objects.exists()


def test_a_meeting_opens_on_its_own_day(merenland):
    meeting = invited(merenland, 3)
    with pytest.raises(MeetingRefused, match="dag zelf"):
        open_meeting(meeting, merenland.chair, timezone.now())
    open_meeting(meeting, merenland.chair, meeting.starts_at)
    first = fresh(meeting).opened_at
    open_meeting(meeting, merenland.leader, meeting.ends_at)
    assert fresh(meeting).opened_at == first
    with pytest.raises(MeetingRefused):
        cancel(meeting, "te laat", timezone.now())


def test_what_was_discussed_is_told_where_it_came_from(merenland):
    point, bare = remark(merenland, "Eerste"), remark(merenland, "Tweede")
    ideas = [Idea.objects.create(region=merenland.region, title=title) for title in ("A", "B")]
    meeting = sitting(merenland, [merenland.chair])
    outcome(item_of(meeting, "remark"), agreement="We kijken in maart.")
    outcome(meeting.items.get(idea=ideas[0]), decision="Niet doen.")
    closed(merenland, meeting)
    point.refresh_from_db()
    bare.refresh_from_db()
    assert point.reply == "We kijken in maart." and not bare.reply
    assert [Idea.objects.get(pk=idea.pk).state for idea in ideas] == [
        Idea.State.DISCUSSED,
        Idea.State.NEW,
    ]
    following = planned(merenland, 40)
    refs = {one.ref for one in suggestions(following, timezone.now())}
    assert f"remark:{bare.pk}" in refs and f"remark:{point.pk}" not in refs


def test_an_agreement_comes_back_until_it_is_done(merenland):
    meeting = sitting(merenland, [merenland.chair])
    today = timezone.localdate()
    made = outcome(
        item_of(meeting, "stand"), agreement="Cobie zoekt twee bedrijven.", who="Cobie",
        due_on=today - datetime.timedelta(days=1),
    )  # fmt: skip
    following = planned(merenland, 40)
    ref = f"outcome:{made.pk}"
    assert ref not in {one.ref for one in suggestions(following, timezone.now())}
    since = timezone.now() - datetime.timedelta(days=1)
    assert len(meetings_told(merenland.group, since, timezone.now())) == 1  # the next meeting
    closed(merenland, meeting)
    told = meetings_told(merenland.group, since, timezone.now())
    assert "Cobie zoekt twee bedrijven. · Cobie" in told[0] and "over de datum" in told[1]
    assert meetings_told(merenland.group, timezone.now(), timezone.now())[0].startswith(
        "1 afspraak"
    )
    assert ref in {one.ref for one in suggestions(following, timezone.now())}
    set_done(made, merenland.leader, timezone.now(), is_done=True)
    assert ref not in {one.ref for one in suggestions(following, timezone.now())}
    assert len(meetings_told(merenland.group, since, timezone.now())) == 1


def test_minutes_are_approved_in_the_next_meeting_and_then_stay(merenland):
    meeting = sitting(merenland, [merenland.chair])
    made = outcome(item_of(meeting, "stand"), decision="We gaan door.")
    closed(merenland, meeting)
    following = invited(merenland, ahead=datetime.timedelta(minutes=5))
    take(following, None, timezone.now())
    item = item_of(following, "minutes")
    assert item.minutes_of == meeting
    with pytest.raises(MeetingRefused):
        approve_minutes(item, timezone.now())
    open_meeting(following, merenland.chair, timezone.now())
    approve_minutes(item, timezone.now())
    kept = fresh(meeting)
    assert kept.approved_in == following and kept.approved_at
    told = minutes_of(kept)
    Outcome.objects.filter(pk=made.pk).update(decision="Iets anders.")
    merenland.chair.name = "Iemand Anders"
    merenland.chair.save()
    assert minutes_of(fresh(meeting)) == told
    first = kept.approved_at
    approve_minutes(item, timezone.now())
    assert fresh(meeting).approved_at == first


def test_the_document_says_what_the_page_says(merenland, browse):
    users = seats(merenland, 3)
    asked(merenland)
    remark(merenland, "Geheim van een lid")
    meeting = sitting(merenland, users[:2], invitation="Welkom")
    record_answers(
        item_of(meeting, "proposal"), {users[0].pk: ("for", "Prima")}, merenland.leader,
        timezone.now(),
    )  # fmt: skip
    outcome(
        item_of(meeting, "stand"), decision="We gaan door.", agreement="Cobie belt.", who="Cobie"
    )
    closed(merenland, meeting)
    path = f"/regions/merenland/steering/meetings/{meeting.pk}/minutes/verslag.docx"
    text = words_in(browse(users[1]).get(path).content)
    for words in (
        "Concept.",
        "We gaan door.",
        "Cobie belt.",
        "Prima",
        "Geheim van een lid",
        "Zaal 1",
    ):
        assert words in text, words
    assert text.index("1. ") < text.index("2. ") < text.index("3. ")
    assert browse(merenland.advisor).get(path).status_code == 403
    following = invited(merenland, ahead=datetime.timedelta(minutes=5))
    take(following, None, timezone.now())
    open_meeting(following, merenland.chair, timezone.now())
    approve_minutes(item_of(following, "minutes"), timezone.now())
    outside = words_in(browse(merenland.advisor).get(path).content)
    assert "We gaan door." in outside and "vastgesteld op" in outside
    assert "Geheim van een lid" not in outside and "Prima" not in outside


def words_in(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_members_answer_until_it_is_opened_and_erased_people_lose_their_name(merenland):
    friend = person("Jolanda Bos")
    member(friend, Role.BUSINESS, merenland.region)
    meeting = planned(merenland)
    with pytest.raises(MeetingRefused):
        answer(meeting, friend, "comes", timezone.now())
    invite(meeting, timezone.now())
    answer(meeting, friend, "comes", timezone.now())
    answer(meeting, friend, "absent", timezone.now())
    assert Attendee.objects.get().answer == "absent"
    assert [one.name for one in expected_at(fresh(meeting)) if one.answer] == ["Jolanda Bos"]
    open_meeting(meeting, merenland.chair, timezone.now())
    with pytest.raises(MeetingRefused):
        answer(meeting, friend, "comes", timezone.now())
