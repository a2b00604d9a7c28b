"""Members hear of a proposal when it is made; everybody around the group of what was decided."""

import datetime

import pytest

from regions.plans.approve.approval import decide_change, propose_change, withdraw_change
from regions.plans.models import PlanChange
from regions.steering.decisions.deciding import cast_vote, conclude, reopen
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from tests.steering.deciding_group import draft, new_mandate, seats

NOW = datetime.datetime(2026, 11, 21, 22, tzinfo=datetime.UTC)  # a Saturday, late
MINUTE = datetime.timedelta(minutes=1)
WHY = "Een bedrijf haakte af."
pytestmark = pytest.mark.django_db


@pytest.fixture
def story(merenland, time_machine):
    time_machine.move_to(NOW, tick=False)
    users = seats(merenland, 3)
    change = propose_change(draft(merenland), merenland.leader, NOW)
    return merenland, users, change


def mails(what: str) -> list[Mail]:
    rows = Mail.objects.filter(kind="decision", about__what=what).select_related("recipient")
    return list(rows.order_by("pk"))


def readers(what: str) -> set[str]:
    return {mail.recipient.name for mail in mails(what)}


def around(place, users) -> set[str]:
    return {user.name for user in [*users, place.leader, place.advisor]}


def decide(change: PlanChange, users: list, at: datetime.datetime, answer: str = "for"):
    cast_vote(change, users[1], "against", "Die week is vol.", at)
    for user in (users[0], users[2]):
        cast_vote(change, user, answer, "", at)
    return conclude(change, users[0], at)


def test_a_proposal_is_mailed_at_once_and_once_to_who_may_answer(story):
    place, users, change = story
    for minutes in range(4):
        plan(NOW + minutes * MINUTE)
    assert readers("proposed") == {user.name for user in users}
    assert len(mails("proposed")) == 3
    mail = mails("proposed")[0]
    assert mail.subject.startswith("Besluit gevraagd, uiterlijk 3 december: Stages later")
    assert f"/steering/decisions/{change.pk}/" in mail.text
    assert place.leader.name not in readers("proposed")


def test_a_group_that_does_not_decide_about_it_is_asked_nothing(story):
    place, _users, _change = story
    new_mandate(place, decides=["budget"])
    plan(NOW)
    assert not mails("proposed")


def test_who_answered_or_whom_nothing_is_asked_any_more_gets_no_mail(story):
    _place, users, change = story
    plan(NOW)
    cast_vote(change, users[0], "for", "", NOW)
    by_name = {mail.recipient.name: mail for mail in mails("proposed")}
    assert reason_not_to_send(by_name[users[0].name], NOW) == "er wordt geen reactie meer gevraagd"
    assert reason_not_to_send(by_name[users[1].name], NOW) == ""
    withdraw_change(change, NOW)
    assert reason_not_to_send(by_name[users[1].name], NOW)


def test_everybody_reads_what_was_decided_with_numbers_and_reasons(story):
    place, users, change = story
    decide(change, users, NOW)
    plan(NOW)
    plan(NOW + MINUTE)
    assert readers("decided") == around(place, users) and len(mails("decided")) == 5
    for mail in mails("decided"):
        assert mail.subject == "Aangenomen: Stages later (Merenland)"
        assert "2 voor, 1 tegen, 0 geen stem, 0 niet bekeken" in mail.text
        assert "Besluit 2026-1" in mail.text and "24 november 2026" not in mail.subject
        reads_names = mail.recipient != place.advisor
        assert ("Die week is vol." in mail.text) == reads_names


def test_a_reopened_decision_is_told_and_the_next_one_again(story):
    place, users, change = story
    decide(change, users, NOW)
    plan(NOW)
    reopen(change, users[1], NOW + MINUTE, WHY)
    assert all(reason_not_to_send(mail, NOW + MINUTE) for mail in mails("decided"))
    plan(NOW + MINUTE)
    plan(NOW + 2 * MINUTE)
    assert readers("reopened") == around(place, users) and len(mails("reopened")) == 5
    assert all(WHY in mail.text for mail in mails("reopened"))
    assert len(mails("proposed")) == 0  # whoever answered needs no second question
    conclude(change, users[0], NOW + 3 * MINUTE)
    plan(NOW + 3 * MINUTE)
    plan(NOW + 4 * MINUTE)
    assert len(mails("decided")) == 10 and len(mails("reopened")) == 5


def test_what_was_decided_on_paper_is_told_too_and_old_news_is_not(story):
    place, users, change = story
    told = {"decided_on": NOW.date(), "decided_by": "stuurgroep", "recorded_by": None}
    decide_change(change, is_accepted=False, **told)
    plan(NOW)
    assert readers("decided") == around(place, users)
    assert all("Besloten door stuurgroep" in mail.text for mail in mails("decided"))
    Mail.objects.filter(kind="decision").delete()
    plan(NOW + datetime.timedelta(days=8))
    assert not mails("decided")
