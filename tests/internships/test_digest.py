"""A digest tells no counts of internships; one of before still shows them, small ones hidden."""

import datetime

from django.urls import reverse

from regions.internships.digest import LastChance
from regions.internships.models import InternshipCohort
from regions.models import School
from regions.months import Month
from sto_portal.notices.digest.composing import compose
from sto_portal.notices.digest.periods import Period
from sto_portal.notices.kinds.digest_mail import digest_contents
from tests.conftest import NOW

OCTOBER = Month(2026, 10)


def test_a_near_last_chance_is_in_no_digest(merenland):
    school = School.objects.create(region=merenland.region, name="Het Anker")
    InternshipCohort.objects.create(
        school=school, school_year=2026, track="kb", needed=20, last_chance_on="2027-01-31"
    )
    digest = compose(merenland.group, Period(OCTOBER, OCTOBER), NOW)
    mail = digest_contents(digest, "https://stop.example/")
    assert "Het Anker" not in mail.html + mail.text


def test_the_page_of_an_older_digest_shows_them_with_small_counts_hidden(merenland, browse):
    digest = compose(merenland.group, Period(OCTOBER, OCTOBER), NOW)
    near = LastChance("Het Anker · kb", datetime.date(2027, 1, 31), [12], is_over=False)
    over = LastChance("Het Anker · bb", datetime.date(2026, 10, 15), [3], is_over=True)
    digest.sections["internships"] = [near.to_json(), over.to_json()]
    digest.save()
    page = browse(merenland.chair).get(reverse("digest", args=["merenland", OCTOBER]))
    said = page.content.decode().replace("&lt;", "<")
    assert "tot januari 2027, 12 hebben er nog een nodig" in said
    assert "de laatste kans was in oktober 2026, <5 hadden geen stage" in said
