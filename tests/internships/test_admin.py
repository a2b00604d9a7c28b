"""The admin shows what the bureau may keep in order, and no people at businesses or talks."""

import pytest
from django.contrib import admin
from django.urls import reverse

from regions.accounts.models import User
from regions.internships.models import InternshipCohort
from regions.models import School
from regions.partners.models import ContactMoment, ContactPerson

LISTS = [
    "internships_internshipcohort", "labs_lab", "labs_event", "partners_business",
    "partners_cofinancingnorm", "partners_hourlyrate",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_open_for_who_may_use_the_admin_only(name, merenland, bureau, browse):
    keeper = User.objects.create_superuser("beheer@demo.example", name="Beheer")
    address = reverse(f"admin:{name}_changelist")
    assert browse(keeper).get(address, {"q": "Anker"}).status_code == 200
    for other in (merenland.leader, merenland.advisor, bureau):
        assert browse(other).get(address).status_code in (302, 404)


def test_a_small_cohort_stays_hidden(merenland, browse):
    school = School.objects.create(region=merenland.region, name="Het Anker")
    row = InternshipCohort.objects.create(
        school=school, school_year=2026, track="kb", needed=3, last_chance_on="2027-01-31"
    )
    keeper = User.objects.create_superuser("beheer@demo.example", name="Beheer")
    page = browse(keeper).get(reverse("admin:internships_internshipcohort_change", args=[row.pk]))
    assert "Het Anker" in page.content.decode() and "needed" not in page.content.decode()


def test_people_at_businesses_and_talks_with_them_are_not_there():
    assert not {ContactPerson, ContactMoment} & set(admin.site._registry)
