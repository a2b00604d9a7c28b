"""What the database refuses, whoever asks."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from regions.models import Membership, Role
from tests.conftest import LONG_AGO, member

DAY = datetime.timedelta(days=1)


def test_nobody_advises_a_region_that_they_lead(merenland):
    with pytest.raises(IntegrityError, match="one_role_per_person_region_and_time"):
        member(merenland.leader, Role.ADVISOR, merenland.region)


def test_the_clash_of_roles_is_told_in_plain_words(merenland):
    double = Membership(
        user=merenland.leader, role=Role.ADVISOR, region=merenland.region, starts_on=LONG_AGO
    )
    with pytest.raises(ValidationError, match="Niemand"):
        double.full_clean()


def test_a_leader_may_advise_another_region(merenland, kustzoom):
    member(merenland.leader, Role.ADVISOR, kustzoom.region)


def test_a_role_may_follow_the_day_after_another_ended(merenland):
    held = Membership.objects.get(user=merenland.leader)
    held.ends_on = datetime.date(2026, 6, 30)
    held.save()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT s")
        member(merenland.leader, Role.ADVISOR, merenland.region, starts_on=held.ends_on)


def test_a_role_that_starts_the_day_after_is_fine(merenland):
    held = Membership.objects.get(user=merenland.leader)
    held.ends_on = datetime.date(2026, 6, 30)
    held.save()
    member(merenland.leader, Role.ADVISOR, merenland.region, starts_on=held.ends_on + DAY)


def test_only_the_bureau_has_no_region(merenland):
    with pytest.raises(IntegrityError, match="only_the_bureau_has_no_region"):
        member(merenland.leader, Role.LEADER, None)


def test_a_person_works_for_the_bureau_once_at_a_time(bureau):
    with pytest.raises(IntegrityError, match="one_bureau_membership"):
        member(bureau, Role.BUREAU)
