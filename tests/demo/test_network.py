"""The demonstration has a network: themes, meetings with people, and initiatives that travel."""

import pytest
from django.utils.timezone import localdate

from advisors.models import Absence, Expertise, Initiative, NetworkMeeting, TakeOver
from regions.models import Membership
from regions.months import is_working_day
from sto_portal.demo.story.people import LEO

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_network_of_the_demonstration(demo):
    assert Expertise.objects.values("advisor").distinct().count() >= 9
    coming = NetworkMeeting.objects.filter(starts_at__gt=demo.now).count()
    assert NetworkMeeting.objects.count() == 8 and coming == 3
    assert all(row.attendances.count() > 6 for row in NetworkMeeting.objects.all())
    days = [localdate(row.starts_at) for row in NetworkMeeting.objects.all()]
    assert all(is_working_day(day) for day in days), days
    assert Initiative.objects.count() == 15 and TakeOver.objects.count() > 10
    absence = Absence.objects.get()
    assert absence.substitute.email == LEO.email
    lent = Membership.objects.filter(user=absence.substitute, is_interim=True)
    assert lent.count() == 8 and absence.starts_on.month == 12
