"""What the advisor of the demonstration said, and the plan that colleagues read."""

import pytest

from advisors.feedback.reviews import Stand, months_of, rows_of
from advisors.models import Nudge, PlanRemark, Reading, Review
from regions.accounts.models import User
from regions.models import Membership, Region
from regions.progress.models import CheckIn
from sto_portal.demo.story.people import LEO, SANNE
from sto_portal.notices.kinds.nudge_mail import plan_nudges

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_year_of_logs_stands_in_every_way(demo):
    leo, sanne = User.objects.get(email=LEO.email), User.objects.get(email=SANNE.email)
    regions = Region.objects.filter(memberships__user=leo)
    rows = [
        row for region in regions for row in rows_of(region, months_of(region)[:12], leo, demo.now)
    ]
    stands = {row.stand for row in rows}
    assert {Stand.SAID, Stand.NOT_LOOKED_AT, Stand.RETURNED} <= stands
    assert Review.objects.filter(kind="returned").count() == 1
    assert Review.objects.filter(region__memberships__user=sanne, read_at=None).exists()
    assert not Review.objects.filter(made_at__gt=demo.now).exists()


def test_every_region_with_an_advisor_reads_feedback_of_its_own(demo):
    held = Membership.objects.on(demo.now.date()).advisors()
    of_region = {(membership.region_id, membership.user_id) for membership in held}
    said = set(Review.objects.values_list("region", "author"))
    logged = set(CheckIn.objects.filter(state="submitted").values_list("region", flat=True))
    advised = {region for region, _advisor in of_region}
    assert said <= of_region and {region for region, _author in said} == advised & logged


def test_two_nudges_lie_there_and_mail_nobody_again(demo):
    assert Nudge.objects.count() == 2 and plan_nudges(demo.now) == 0


def test_one_reader_advised_and_the_other_still_reads(demo):
    assert sorted(Reading.objects.values_list("advice", flat=True)) == ["", "approve_after"]
    assert PlanRemark.objects.exclude(reply="").count() == 1
    assert Reading.objects.waiting().get().reader.email == LEO.email
