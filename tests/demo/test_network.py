"""The demonstration has a network: themes, meetings with people, and initiatives that travel."""

import datetime

import pytest

from advisors.models import Absence, Expertise, Initiative, NetworkMeeting, TakeOver
from regions.models import Membership
from regions.months import AMSTERDAM
from sto_portal.demo.loading import load
from sto_portal.demo.story.people import LEO

NOW = datetime.datetime(2026, 11, 23, 12, tzinfo=AMSTERDAM)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_network_of_the_demonstration():
    load(NOW)
    assert Expertise.objects.values("advisor").distinct().count() >= 9
    coming = NetworkMeeting.objects.filter(starts_at__gt=NOW).count()
    assert NetworkMeeting.objects.count() == 8 and coming == 3
    assert all(row.attendances.count() > 6 for row in NetworkMeeting.objects.all())
    assert Initiative.objects.count() == 15 and TakeOver.objects.count() > 10
    absence = Absence.objects.get()
    assert absence.substitute.email == LEO.email
    lent = Membership.objects.filter(user=absence.substitute, is_interim=True)
    assert lent.count() == 8 and absence.starts_on.month == 12
