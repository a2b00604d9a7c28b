"""A school holiday belongs to a zone: it silences reminders there, and nowhere else."""

import datetime

import pytest

from regions.models import School
from regions.steering.meetings.rhythm import proposed_days
from regions.steering.models import MeetingRhythm
from sto_portal.notices.kinds.reminder_mail import plan_reminders
from sto_portal.notices.kinds.reminders.days import resting_regions
from sto_portal.notices.models import Mail, SchoolHoliday
from tests.conftest import member
from tests.progress.stories import log

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2026, 11, 9), datetime.date(2026, 11, 13)
DAY = datetime.timedelta(days=1)


def at(day: int) -> datetime.datetime:
    return datetime.datetime(2026, 11, day, 9, tzinfo=datetime.UTC)


def school(place, zone: str, name: str = "Het Anker") -> School:
    return School.objects.create(region=place.region, name=f"{name} {zone}", holiday_zone=zone)


def holiday(zone: str = "", first=FIRST, last=LAST) -> SchoolHoliday:
    return SchoolHoliday.objects.create(
        title="Herfstvakantie", zone=zone, starts_on=first, ends_on=last
    )


@pytest.fixture
def two(merenland, kustzoom):
    """Both owe the log of October; Merenland lies in the north, Kustzoom in the south."""
    for place, zone in ((merenland, "noord"), (kustzoom, "zuid")):
        log(place.region, "2026-09")
        school(place, zone)
    return merenland, kustzoom


def reminded() -> set[str]:
    return {mail.recipient.name for mail in Mail.objects.filter(kind="reminder")}


def test_a_holiday_in_the_north_silences_the_north_only(two):
    north, south = two
    holiday("noord", last=datetime.date(2026, 11, 12))
    plan_reminders(at(9))
    assert reminded() == {south.leader.name}
    plan_reminders(at(13))
    assert north.leader.name in reminded(), "after the holiday she is reminded"


def test_one_without_a_zone_silences_the_whole_country(two):
    holiday()
    plan_reminders(at(9))
    assert reminded() == set()


def test_an_advisor_of_both_reads_of_the_region_that_works(two):
    north, south = two
    south.advisor.memberships.all().delete()
    member(north.advisor, "advisor", south.region)
    holiday("noord", last=datetime.date(2026, 11, 20))
    plan_reminders(at(17))
    mail = Mail.objects.get(recipient=north.advisor)
    assert mail.about["regions"] == [south.region.pk]


@pytest.mark.parametrize(
    "zones, closed, rests",
    [
        ([], ["noord"], False),
        ([""], ["noord"], False),
        (["noord"], ["noord"], True),
        (["noord", ""], ["noord"], True),
        (["noord", "midden"], ["noord"], False),
        (["noord", "midden"], ["noord", "midden"], True),
        (["zuid"], ["noord", "midden"], False),
        (["zuid"], [], False),
    ],
)
def test_a_region_rests_when_all_its_schools_of_a_known_zone_are_closed(
    zones, closed, rests, merenland
):
    for number, zone in enumerate(zones):
        school(merenland, zone, f"School {number}")
    for zone in closed:
        holiday(zone)
    for day in (FIRST, LAST):
        assert (merenland.region.pk in resting_regions(day)) == rests
    for day in (FIRST - DAY, LAST + DAY):
        assert not resting_regions(day)


def test_the_rhythm_of_meetings_moves_for_its_own_zone_only(merenland, on_22_november):
    school(merenland, "noord")
    rhythm = MeetingRhythm.objects.create(
        steering_group=merenland.group, week=2, weekday=3, months=[5],
        begins=datetime.time(14), ends=datetime.time(15, 30), place="Gemeentehuis",
    )  # fmt: skip
    days = (datetime.date(2027, 5, 10), datetime.date(2027, 5, 14))
    other = holiday("zuid", *days)
    now = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    assert [str(one.day) for one in proposed_days(rhythm, now)] == ["2027-05-13"]
    SchoolHoliday.objects.filter(pk=other.pk).update(zone="noord")
    (moved,) = proposed_days(rhythm, now)
    assert (str(moved.day), moved.why) == ("2027-05-20", "Herfstvakantie (noord)")


def test_the_bureau_keeps_the_holidays(merenland, bureau, browse, on_22_november):
    school(merenland, "noord")
    school(merenland, "")
    office = browse(bureau)
    page = office.get("/bureau/holidays/").content.decode()
    assert "Er is geen komende vakantie bekend" in page and "Van één school" in page
    fields = {"title": "Kerst", "zone": "zuid", "starts_on": "2026-12-21", "ends_on": "2026-12-20"}
    wrong = office.post("/bureau/holidays/new/", fields)
    assert wrong.status_code == 422 and 'value="Kerst"' in wrong.content.decode()
    assert not SchoolHoliday.objects.exists()
    office.post("/bureau/holidays/new/", {**fields, "ends_on": "2027-01-01"})
    row = SchoolHoliday.objects.get()
    assert (row.title, row.zone) == ("Kerst", "zuid")
    page = office.get("/bureau/holidays/").content.decode()
    assert "Van zone noord is geen vakantie bekend" in page
    office.post(f"/bureau/holidays/{row.pk}/", {**fields, "zone": "", "ends_on": "2027-01-01"})
    assert SchoolHoliday.objects.get().zone == ""
    assert "Eén komende schoolvakantie" in office.get("/bureau/holidays/").content.decode()
    for _press in range(2):
        assert office.post(f"/bureau/holidays/{row.pk}/delete/").status_code == 302
    assert not SchoolHoliday.objects.exists()


def test_only_the_bureau_keeps_them(merenland, browse):
    row = holiday()
    for who in (merenland.leader, merenland.advisor):
        client = browse(who)
        assert client.get(f"/bureau/holidays/{row.pk}/").status_code == 404
        assert client.post(f"/bureau/holidays/{row.pk}/delete/").status_code == 404
    assert SchoolHoliday.objects.exists()


def test_a_query_more_or_less_does_not_depend_on_how_many_regions_there_are(
    two, django_assert_num_queries
):
    holiday("noord")
    for number in range(30):
        school(two[0], "midden", f"School {number}")
    with django_assert_num_queries(2):
        resting_regions(FIRST)
