"""One seat, one vote: a chair who is lead applicant too; and what is said when roles clash."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from regions.access import Action, can
from regions.models import Membership, Role
from sto_portal.notices.kinds.digest_mail import readers_of
from tests.conftest import LONG_AGO, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_22_november")]
NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
TODAY = NOW.date()


@pytest.fixture
def office(bureau, browse):
    return browse(bureau)


def refused(**fields) -> str:
    with pytest.raises(ValidationError) as found:
        Membership(**{"starts_on": LONG_AGO, **fields}).full_clean()
    return " ".join(found.value.messages)


def test_a_chair_is_lead_applicant_too_with_one_seat(merenland, office, browse):
    row = merenland.chair.memberships.get()
    days = {"starts_on": row.starts_on, "ends_on": "", "also_applies": "on"}
    assert office.post(f"/bureau/memberships/{row.pk}/", days).status_code == 302
    chair = type(merenland.chair).objects.get(pk=merenland.chair.pk)
    for action in (Action.CONCLUDE, Action.ESTABLISH_REPORT, Action.READ_MONEY, Action.VOTE):
        assert can(chair, action, merenland.region)
    assert Membership.objects.on(TODAY).steering().count() == 1
    assert Membership.objects.on(TODAY).lead_applicants().get().user == chair
    page = browse(chair).get("/regions/merenland/steering/", follow=True)
    assert "Geld" in page.content.decode()
    assert (
        "Voorzitter van de stuurgroep en penvoerder"
        in office.get("/bureau/regions/merenland/").content.decode()
    )


def test_who_is_lead_applicant_too_gets_the_mail_of_lead_applicants(merenland):
    merenland.group.mailed_roles = ["lead_applicant"]
    merenland.group.save()
    assert readers_of(merenland.group, NOW) == []
    merenland.chair.memberships.update(also_applies=True)
    assert [seat.user for seat in readers_of(merenland.group, NOW)] == [merenland.chair]


@pytest.mark.parametrize("role", ["leader", "advisor", "controller", "lead_applicant"])
def test_only_another_seat_in_the_group_goes_with_it(merenland, role):
    nobody = person("Nog Niemand")
    text = refused(user=nobody, region=merenland.region, role=role, also_applies=True)
    assert "Alleen wie een andere plek in de stuurgroep heeft" in text
    with pytest.raises(IntegrityError), transaction.atomic():
        member(nobody, role, merenland.region, also_applies=True)


def test_a_clash_names_the_role_that_is_in_the_way_and_only_what_holds(merenland):
    leading = refused(user=merenland.leader, region=merenland.region, role=Role.ADVISOR)
    assert "Sanne Wiggers is programmaleider van Merenland vanaf" in leading
    assert "zelf leidt" in leading
    chairing = refused(user=merenland.chair, region=merenland.region, role=Role.LEAD_APPLICANT)
    assert "Ook penvoerder" in chairing and "zelf leidt" not in chairing
    sitting = refused(user=merenland.chair, region=merenland.region, role=Role.CONTROLLER)
    assert "één rol tegelijk" in sitting and "zelf leidt" not in sitting


def test_an_end_before_the_start_is_all_that_is_said(merenland, office):
    row = merenland.leader.memberships.get()
    answer = office.post(
        f"/bureau/memberships/{row.pk}/", {"starts_on": "2026-11-20", "ends_on": "2026-11-01"}
    )
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == ["ends_on"] and len(errors["ends_on"]) == 1


def test_the_same_role_a_day_after_the_other_is_fine(merenland):
    merenland.leader.memberships.update(ends_on=datetime.date(2026, 6, 30))
    member(merenland.leader, Role.ADVISOR, merenland.region, starts_on=datetime.date(2026, 7, 1))
