"""What a seat in the group allows: read, pass on, decide; and nothing else by any address."""

import pytest
from django.urls import reverse

from regions.access import ALLOWED, Action
from regions.models import STEERING_ROLES, Role
from regions.steering.mandate.accepting import accept
from regions.steering.models import Remark
from tests.access_rows import ROWS
from tests.conftest import NOW, member, person

pytestmark = pytest.mark.usefixtures("on_22_november")
OWN = {Action.MARK_SEEN, Action.REMARK, Action.VOTE, Action.ACCEPT_MANDATE}
VERBS = OWN | {Action.MEET}  # in a meeting sits the programme leader too
# The lead applicant signs for the money, and so for what goes to the funder.
MORE = {
    Role.CHAIR: {Action.CONCLUDE, Action.RUN_MEETING},
    Role.LEAD_APPLICANT: {
        Action.ESTABLISH_REPORT,
        Action.SEND_REPORT,
        Action.EDIT_DOSSIER,
        Action.SHARE_MONEY,
    },
}
POSTS = {
    "calendar_renew",
    "steering_mandate",
    "digest_seen",
    "remarks",
    "remark_withdraw",
    "decision_vote",
    "decision_conclude",
    "leader_question",
    "group_meeting_answer",
    # the chair alone, of the columns of the table
    "group_room_open",
    "group_room",
    "group_agreed",
}


@pytest.mark.parametrize("role", sorted(STEERING_ROLES))
def test_a_member_has_the_verbs_and_only_the_chair_concludes(role):
    more = MORE.get(role, set())
    does = {action for action in ALLOWED[role] if not action.startswith(("look", "read"))}
    assert does == VERBS | more


@pytest.mark.parametrize("role", sorted(set(Role) - STEERING_ROLES))
def test_nobody_else_has_a_verb_of_the_group(role):
    assert not ALLOWED[role] & (OWN | {Action.CONCLUDE})


def test_a_member_posts_to_no_other_address_of_a_region():
    opened = {
        name
        for name, row in ROWS.items()
        if row.is_regional and row.expected("chair", "post") == "ok"
    }
    assert opened <= POSTS


@pytest.mark.parametrize("has_accepted", [True, False])
@pytest.mark.parametrize("role", sorted(set(Role)))
def test_each_role_with_and_without_acceptance_passes_something_on(
    merenland, browse, role, has_accepted
):
    user = person("Iemand Test")
    member(user, role, None if role == Role.BUREAU else merenland.region)
    if has_accepted:
        accept(user, merenland.group.mandate_on(NOW.date()), NOW)
    path = reverse("remarks", args=[merenland.slug])
    answer = browse(user).post(path, {"about": "how", "text": "Begin klein"})
    is_member = role in STEERING_ROLES
    expected = (302 if has_accepted else 422) if is_member else 403
    assert answer.status_code == expected
    assert Remark.objects.exists() == (is_member and has_accepted)


@pytest.mark.parametrize("role", sorted(set(Role)))
def test_each_role_accepts_only_as_a_member(merenland, browse, role):
    user = person("Iemand Test")
    member(user, role, None if role == Role.BUREAU else merenland.region)
    holds = merenland.group.mandate_on(NOW.date())
    path = reverse("steering_mandate", args=[merenland.slug])
    answer = browse(user).post(path, {"mandate": holds.pk})
    assert answer.status_code == (302 if role in STEERING_ROLES else 403)
    assert holds.acceptances.exists() == (role in STEERING_ROLES)


def test_a_seat_that_ended_has_no_verb(merenland, browse):
    accept(merenland.chair, merenland.group.mandate_on(NOW.date()), NOW)
    merenland.chair.memberships.update(ends_on="2026-11-21")
    path = reverse("remarks", args=[merenland.slug])
    answer = browse(merenland.chair).post(path, {"about": "how", "text": "Begin klein"})
    assert answer.status_code == 404
