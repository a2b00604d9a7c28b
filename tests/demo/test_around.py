"""What stands around the regions of the demonstration, and the days on which people work."""

import pytest
from django.utils.timezone import localdate

from advisors.models import PlannedTalk, Talk
from regions.bureau.models import SchoolSite
from regions.labs.models import Event
from regions.models import Membership, Region, School
from regions.months import AMSTERDAM, is_working_day
from regions.partners.models import ContactMoment, Proof
from regions.steering.models import Meeting
from sto_portal.notices.models import SchoolHoliday

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_nobody_talks_teaches_or_meets_on_a_day_off(demo):
    days = {
        "talks": Talk.objects.values_list("held_on", flat=True),
        "planned talks": PlannedTalk.objects.values_list("planned_on", flat=True),
        "talks with partners": ContactMoment.objects.values_list("held_on", flat=True),
        "next contacts": ContactMoment.objects.exclude(next_on=None).values_list(
            "next_on", flat=True
        ),
        "guest lessons": Proof.objects.filter(kind="exchange").values_list("dated_on", flat=True),
        "events": [localdate(row.starts_at) for row in Event.objects.all()],
        "meetings": [localdate(row.starts_at) for row in Meeting.objects.all()],
    }
    for what, found in days.items():
        wrong = sorted(day for day in set(found) if not is_working_day(day))
        assert found and not wrong, f"{what}: {wrong}"


def test_an_evening_is_in_the_evening(demo):
    rows = Event.objects.filter(title__icontains="avond")
    assert rows and {row.starts_at.astimezone(AMSTERDAM).hour for row in rows} == {19}


def test_each_school_has_a_zone_and_each_zone_its_holidays(demo):
    assert not School.objects.filter(holiday_zone="").exists()
    zones = set(School.objects.values_list("holiday_zone", flat=True))
    assert zones == set(School.Zone.values)
    for region in Region.objects.filter(schools__isnull=False).distinct()[:20]:
        assert len(set(region.schools.values_list("holiday_zone", flat=True))) == 1
    own = set(SchoolHoliday.objects.exclude(zone="").values_list("zone", flat=True))
    assert own == zones and SchoolHoliday.objects.filter(zone="").exists()
    for row in SchoolHoliday.objects.all():
        assert row.starts_on > demo.today and row.starts_on.weekday() == 5
        assert row.ends_on.weekday() == 6 and row.title.endswith(str(row.starts_on.year))


def test_the_bureau_has_a_register_a_closed_region_and_an_open_invitation(demo):
    known = set(SchoolSite.objects.values_list("code", flat=True))
    taken = set(School.objects.filter(brin__in=known).values_list("brin", flat=True))
    assert taken and known - taken
    region = Region.objects.exclude(closed_on=None).get()
    assert region.closed_on < demo.today and region.closed_because
    row = Membership.objects.exclude(invited_at=None).get()
    assert row.user.last_login is None and row.invited_at < demo.now
