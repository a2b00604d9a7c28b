"""A closed region: everybody reads, nobody writes, no mail, and the past of the nation stays."""

import datetime

import pytest
from django.urls import reverse

from regions.access import ALLOWED, Action, actions_of, can
from regions.models import Membership, Region, Role
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.digest_mail import plan_digests
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.planning import plan
from tests.conftest import member, person
from tests.progress.stories import log

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
TODAY = datetime.date(2026, 11, 22)
DAY = datetime.timedelta(days=1)
DUE = datetime.datetime(2026, 12, 8, 8, tzinfo=datetime.UTC)


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


@pytest.fixture
def closed(merenland, office):
    office.post(
        "/bureau/regions/merenland/close/",
        {"closed_on": "2026-11-22", "closed_because": "Samen met Kustzoom"},
    )
    merenland.region.refresh_from_db()
    assert merenland.region.is_closed
    return merenland


def test_everybody_still_reads_and_nobody_writes(closed, browse):
    for who in (closed.leader, closed.chair, closed.advisor):
        client = browse(who)
        page = client.get("/regions/merenland/")
        assert page.status_code == 200
        assert "Merenland is gesloten sinds 22 november 2026" in page.content.decode()
        assert client.get("/regions/merenland/plan/").status_code == 200
        assert client.get("/", follow=True).status_code == 200
    leader = browse(closed.leader)
    for path in ("check-in/2026-11/", "check-in/2026-11/submit/"):
        assert leader.post(f"/regions/merenland/{path}", {"do": "save"}).status_code == 403
    assert leader.get("/regions/merenland/check-in/").status_code == 200
    assert browse(closed.chair).get(reverse("digests", args=["merenland"])).status_code == 200


def test_no_role_keeps_an_action_that_writes(closed):
    for role, actions in ALLOWED.items():
        if role == Role.BUREAU:
            continue
        row = Membership(role=role, region=closed.region)
        kept = actions_of(row)
        assert kept <= actions
        assert all(str(action) == "look" or str(action).startswith("read") for action in kept)


def test_the_bureau_changes_nothing_either_until_it_opens_the_region(closed, office, bureau):
    for action in (Action.MANAGE, Action.APPROVE_PLAN, Action.ADD_IDEA):
        assert not can(bureau, action, closed.region)
    assert office.get("/bureau/regions/merenland/").status_code == 200
    for path in ("settings/", "schools/new/", "steering-group/"):
        assert office.get(f"/bureau/regions/merenland/{path}").status_code == 403
    pk = closed.leader.memberships.get().pk
    assert office.post(f"/bureau/memberships/{pk}/end/").status_code == 403
    fields = {"email": "x@school.nl", "name": "X", "role": "leader", "starts_on": "2026-11-22"}
    answer = office.post("/bureau/memberships/new/", {**fields, "region": closed.region.pk})
    assert answer.status_code == 422
    for _press in range(2):
        office.post("/bureau/regions/merenland/reopen/")
    closed.region.refresh_from_db()
    assert can(bureau, Action.MANAGE, closed.region)
    assert office.get("/bureau/regions/merenland/settings/").status_code == 200


def test_it_is_listed_apart(closed, kustzoom, office):
    usual = office.get("/bureau/regions/").content.decode()
    apart = office.get("/bureau/regions/?only=closed").content.decode()
    assert "/bureau/regions/merenland/" not in usual and "/bureau/regions/kustzoom/" in usual
    assert "/bureau/regions/merenland/" in apart and "/bureau/regions/kustzoom/" not in apart
    assert "gesloten sinds 22 november 2026" in apart
    for path in ("/bureau/", "/bureau/?page=1", "/bureau/assignments/"):
        assert "Merenland" not in office.get(path).content.decode()


def test_no_mail_is_planned_and_what_waits_is_held_back(merenland, kustzoom, time_machine, office):
    for place in (merenland, kustzoom):
        log(place.region, "2026-10", going_well="Het loopt.")
        place.group.digests_from_on = datetime.date(2026, 10, 1)
        place.group.save()
    plan_digests(datetime.datetime(2026, 11, 3, 8, tzinfo=datetime.UTC))
    waiting = Mail.objects.get(kind="digest", region=merenland.region)
    Region.objects.filter(pk=merenland.region.pk).update(closed_on=TODAY)
    assert reason_not_to_send(waiting, DUE) == "deze regio is gesloten"
    made = set(Mail.objects.values_list("pk", flat=True))
    for days in range(16, 90, 3):
        moment = datetime.datetime(2026, 11, 8, 8, tzinfo=datetime.UTC) + days * DAY
        time_machine.move_to(moment)
        plan(moment)
    new = Mail.objects.exclude(pk__in=made)
    people = {merenland.leader, merenland.chair, merenland.advisor}
    assert new.filter(region=kustzoom.region).exists()
    assert not new.filter(recipient__in=people).exists()
    assert not Digest.objects.filter(
        steering_group=merenland.group, month_on__gte="2026-11-01"
    ).exists()


def test_a_day_that_comes_later_changes_nothing_before_it(merenland, office, time_machine):
    path = "/bureau/regions/merenland/close/"
    assert office.post(path, {"closed_on": "2026-11-21"}).status_code == 422
    office.post(path, {"closed_on": "2027-01-01"})
    merenland.region.refresh_from_db()
    assert not merenland.region.is_closed
    assert "Sluit op 1 januari 2027" in office.get("/bureau/regions/merenland/").content.decode()
    held = Membership.objects.filter(region=merenland.region)
    assert held.on(datetime.date(2026, 12, 31)).count() == 3
    assert held.on(datetime.date(2027, 1, 1)).count() == 0
    assert held.given_on(datetime.date(2027, 1, 1)).count() == 3


def test_its_figures_stay_in_the_quarters_of_before(merenland, kustzoom, office):
    for month in ("2025-10", "2026-01", "2026-04", "2026-07", "2026-10"):
        for place in (merenland, kustzoom):
            log(place.region, month, {"1.1": {"status": "on_track"}}, going_well="Het loopt.")
    Region.objects.filter(pk=merenland.region.pk).update(closed_on="2026-09-15")
    page = office.get("/national/")
    counts = [len(swarm.dots) for swarm in page.context["spread"].drawing.swarms]
    assert counts[-1] == 1 and max(counts[:-1]) == 2
    assert [row.region for row in page.context["rows"]] == [kustzoom.region]


def test_one_who_has_another_region_works_on_there(closed, kustzoom, browse):
    member(closed.leader, Role.DEPUTY, kustzoom.region)
    client = browse(closed.leader)
    for place, status in (("kustzoom", 302), ("merenland", 403)):
        answer = client.post(f"/regions/{place}/check-in/2026-11/", {"do": "save"})
        assert answer.status_code == status


def test_a_stranger_learns_nothing_of_it(closed, kustzoom, browse):
    for who in (kustzoom.leader, person("Niemand")):
        assert browse(who).get("/regions/merenland/").status_code == 404
        assert browse(who).get("/bureau/regions/merenland/close/").status_code == 404
        assert browse(who).post("/bureau/regions/merenland/reopen/").status_code == 404
