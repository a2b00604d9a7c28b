"""The table of rules, by role and action."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from regions.access import Action, can, fetch, fetch_region, for_user, memberships_of
from regions.models import Membership, Region
from regions.plans.models import Activity, Plan


def test_a_leader_sees_only_their_own_region(merenland, kustzoom):
    assert list(for_user(Region.objects.all(), merenland.leader)) == [merenland.region]
    assert {a.plan for a in for_user(Activity.objects.all(), merenland.leader)} == {merenland.plan}


def test_the_bureau_sees_every_region(merenland, kustzoom, bureau):
    assert set(for_user(Region.objects.all(), bureau)) == {merenland.region, kustzoom.region}


def test_another_region_does_not_exist_for_a_leader(merenland, kustzoom):
    with pytest.raises(Http404):
        fetch_region(kustzoom.leader, merenland.slug)


@pytest.mark.parametrize("who", ["advisor", "chair"])
def test_who_may_only_look_is_told_so(merenland, who):
    with pytest.raises(PermissionDenied):
        fetch_region(getattr(merenland, who), merenland.slug, Action.WRITE_LOG)


def test_a_steering_group_does_not_read_how_things_are_done(merenland):
    assert not can(merenland.chair, Action.READ_LOG, merenland.region)


def test_a_row_deep_in_the_plan_belongs_to_its_region(merenland, kustzoom):
    plan = fetch(Plan.objects.all(), merenland.leader, pk=merenland.plan.pk)
    assert can(merenland.leader, Action.WRITE_LOG, plan.activities.first())
    with pytest.raises(Http404):
        fetch(Plan.objects.all(), merenland.leader, pk=kustzoom.plan.pk)


def test_a_role_ends_with_its_last_day(merenland):
    held = Membership.objects.get(user=merenland.leader)
    held.ends_on = datetime.date(2026, 6, 30)
    held.save()
    assert memberships_of(merenland.leader, held.ends_on) == [held]
    assert memberships_of(merenland.leader, held.ends_on + datetime.timedelta(days=1)) == []


def test_a_person_who_is_disabled_holds_no_role(merenland):
    merenland.leader.is_active = False
    merenland.leader.save()
    assert memberships_of(merenland.leader) == []
