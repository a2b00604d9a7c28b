"""The bureau looks electives up in the admin, and meets nothing there that is not for it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from electives.models import (
    Competence,
    Elective,
    Missed,
    Offering,
    PathStep,
    Reflection,
    SkillsLink,
)
from tests.canaries.electives import plant_electives
from tests.canaries.partners import plant_partners
from tests.conftest import person

pytestmark = pytest.mark.usefixtures("on_22_november")
NAMES = ["listedelective", "competence", "elective", "pathstep", "backing", "offering", "material"]


@pytest.fixture
def keeper(merenland, browse):
    plant_partners(merenland, "zichtbaar", "intern")
    plant_electives(merenland, "zichtbaar", "intern")
    return browse(person("Beheerder Test", is_staff=True, is_superuser=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_lists_open_for_who_may_use_the_admin_only(keeper, merenland, browse, name):
    address = reverse(f"admin:electives_{name}_changelist")
    assert keeper.get(address, {"q": "zichtbaar"}).status_code == 200
    assert browse(merenland.leader).get(address).status_code in (302, 404)


@pytest.mark.parametrize("model", [Elective, Offering, PathStep])
def test_the_words_of_a_region_are_read_and_not_changed(keeper, model):
    row = model.objects.first()
    address = reverse(f"admin:electives_{model._meta.model_name}_change", args=[row.pk])
    page = keeper.get(address)
    assert page.status_code == 200 and 'name="_save"' not in page.content.decode()
    assert "pupils" not in page.content.decode()
    assert keeper.post(address, {}).status_code == 403


def test_the_five_of_career_guidance_stay(keeper):
    row = Competence.objects.lob().first()
    address = reverse("admin:electives_competence_delete", args=[row.pk])
    assert keeper.post(address, {"post": "yes"}).status_code == 403


def test_links_and_what_is_missed_or_said_are_not_there():
    assert not {SkillsLink, Missed, Reflection} & set(admin.site._registry)
