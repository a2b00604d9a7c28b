"""The bureau in the admin: withdraw an initiative, and take an absence back."""

import pytest
from django.urls import reverse

from advisors.models import Absence, Initiative
from regions.models import Membership
from tests.conftest import person

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def admin(db, browse, settings):
    return browse(person("Beheerder Test", is_staff=True, is_superuser=True))


@pytest.mark.parametrize("name", ["expertise", "networkmeeting", "initiative", "absence"])
def test_the_lists_open(admin, name):
    response = admin.get(reverse(f"admin:advisors_{name}_changelist"))
    assert response.status_code == 200


def test_an_initiative_is_withdrawn(merenland, admin):
    row = Initiative.objects.create(region=merenland.region, title="Bus", text="Rijdt.")
    told = {"action": "withdraw", "_selected_action": [row.pk]}
    admin.post(reverse("admin:advisors_initiative_changelist"), told)
    row.refresh_from_db()
    assert row.withdrawn_at


def test_an_absence_is_taken_back_with_its_memberships(merenland, kustzoom, browse, admin):
    told = {"starts_on": "1-12-2026", "ends_on": "4-12-2026", "substitute": kustzoom.advisor.pk}
    browse(merenland.advisor).post(reverse("absence_new"), told)
    assert Membership.objects.filter(is_interim=True).exists()
    told = {"action": "take_back", "_selected_action": [Absence.objects.get().pk]}
    admin.post(reverse("admin:advisors_absence_changelist"), told)
    assert not Absence.objects.exists()
    assert not Membership.objects.filter(is_interim=True).exists()
