"""What the digest tells of internships: last chances, as counts that hide small ones."""

import datetime

import pytest
from django.urls import reverse

from regions.internships.digest import chances_in
from regions.internships.models import CohortEntry, InternshipCohort
from regions.models import School
from regions.months import Month
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.digest.sheet import sheet_of
from sto_portal.notices.kinds.digest_mail import digest_contents
from tests.conftest import NOW

OCTOBER = Month(2026, 10)


@pytest.fixture
def cohort(merenland):
    """Makes a cohort of Merenland: how many need one, how many did one, until when."""
    school = School.objects.create(region=merenland.region, name="Het Anker")

    def make(track: str, needed: int, until: str, done: int = 0) -> InternshipCohort:
        row = InternshipCohort.objects.create(
            school=school, school_year=2026, track=track, needed=needed, last_chance_on=until
        )
        if done:
            CohortEntry.objects.create(
                cohort=row, kind="done", count=done, dated_on=datetime.date(2026, 10, 10)
            )
        return row

    return make


def test_near_and_passed_chances_are_told_and_nothing_else(
    merenland, cohort, django_assert_num_queries
):
    cohort("kb", 20, "2027-01-31", done=8)
    cohort("bb", 9, "2026-10-15", done=6)
    cohort("gl", 12, "2027-01-31", done=12)  # nobody is open
    cohort("tl", 12, "2027-06-30")  # far away
    with django_assert_num_queries(1):
        told = chances_in(merenland.region, OCTOBER, OCTOBER)
    assert [(one.cohort, sum(one.parts), one.is_over) for one in told] == [
        ("Het Anker · bb", 3, True),
        ("Het Anker · kb", 12, False),
    ]


def test_who_is_lost_never_had_one_and_a_sum_hides_its_small_part(merenland, cohort):
    over, near = cohort("bb", 20, "2026-10-15", done=6), cohort("kb", 20, "2027-01-31", done=8)
    for row, kind, count in ((over, "lost", 4), (near, "lost", 2), (near, "postponed", 3)):
        row.entries.create(kind=kind, count=count, dated_on="2026-10-12", reason="Ziek")
    near.entries.create(kind="done", count=5, dated_on="2026-11-02")  # after the month
    told = chances_in(merenland.region, OCTOBER, OCTOBER)
    assert [sum(one.parts) for one in told] == [14, 10]
    assert [one.open for one in told] == ["10 of meer", "9 of meer"]


def test_page_and_mail_hide_small_counts_and_an_older_digest_still_shows(merenland, cohort, browse):
    cohort("kb", 20, "2027-01-31", done=8)
    cohort("bb", 9, "2026-10-15", done=6)
    digest = compose(merenland.group, Period(OCTOBER, OCTOBER), NOW)
    mail = digest_contents(digest, "https://stop.example/")
    digest.save()
    page = browse(merenland.chair).get(reverse("digest", args=["merenland", OCTOBER]))
    for said in (page.content.decode(), mail.html, " ".join(mail.text.split())):
        said = said.replace("&lt;", "<")
        assert "tot januari 2027, 12 hebben er nog een nodig" in said
        assert "de laatste kans was in oktober 2026, <5 hadden geen stage" in said
    del digest.sections["internships"]
    assert sheet_of(digest)["internships"] == []


def test_a_month_without_last_chances_says_nothing(merenland, cohort):
    cohort("tl", 12, "2027-06-30")
    digest = compose(merenland.group, Period(OCTOBER, OCTOBER), NOW)
    assert "STAGES" not in digest_contents(digest, "https://stop.example/").text
