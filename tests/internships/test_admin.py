"""The admin shows what the bureau may keep in order, and no people at businesses or talks."""

import pytest
from django.contrib import admin
from django.urls import reverse

from regions.accounts.models import User
from regions.partners.models import ContactMoment, ContactPerson

LISTS = [
    "internships_internshipcohort", "labs_lab", "labs_event", "partners_business",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_open_for_who_may_use_the_admin_only(name, merenland, browse):
    keeper = User.objects.create_superuser("beheer@demo.example", name="Beheer")
    address = reverse(f"admin:{name}_changelist")
    assert browse(keeper).get(address, {"q": "Anker"}).status_code == 200
    assert browse(merenland.leader).get(address).status_code in (302, 404)


def test_people_at_businesses_and_talks_with_them_are_not_there():
    assert not {ContactPerson, ContactMoment} & set(admin.site._registry)
