"""A workbook against itself and against what the portal knows."""

import datetime

import pytest

from regions.bureau.intake.judging import examine
from regions.bureau.models import SchoolSite
from regions.models import Role, School
from regions.partners.models import EligibleBudget
from regions.workbooks.judgement import Fate
from tests.conftest import member, person

from .books import Rows, read, told

pytestmark = pytest.mark.django_db
NEW = [["Duinrand", "techniekregio"]]


def judged(**sheets: Rows):
    return examine(read(**sheets))


def errors(**sheets: Rows) -> dict[str, str]:
    return told(judged(**sheets).parsed)


def warnings(**sheets: Rows) -> dict[str, str]:
    return told(judged(**sheets).parsed, "warning")


def test_a_region_stands_on_its_sheet_or_in_the_portal(merenland):
    found = judged(
        reg=NEW,
        sch=[["duinrand", "Het Anker", "", "Oosterveen"], ["MERENLAND", "De Boei", "", "Meer"]],
    )
    assert not found.parsed.problems
    assert [one.fate for one in found.schools] == [Fate.NEW, Fate.NEW]


def test_a_region_that_is_nowhere_is_an_error_with_the_name_that_is_near(merenland):
    found = errors(sch=[["Merenlnd", "Het Anker", "", "P"], ["Elders", "B", "", "P"]])
    assert "is “Merenland” bedoeld?" in found["Scholen!A2"]
    assert found["Scholen!A3"] == "“Elders” staat niet op het blad “Regio's” en niet in het portaal"


def test_a_region_twice_is_an_error_and_one_that_stands_stays(merenland):
    assert errors(reg=[*NEW, ["duinrand", ""]]) == {"Regio's!A3": "dit staat al in rij 2"}
    found = judged(reg=[["Merenland", "techniekluwe regio", "ambitie", "", 2]])
    assert [one.fate for one in found.regions] == [Fate.SAME]
    said = told(found.parsed, "warning")["Regio's!A2"]
    assert said == (
        "dit staat al in het portaal, met Techniekregio, Actielijn, 1,0 maanden; dat blijft zo"
    )
    assert not found.can_be_saved


# -- schools -----------------------------------------------------------------------------------


def test_a_school_twice_by_name_or_by_brin_is_an_error():
    found = errors(
        reg=NEW,
        sch=[
            ["Duinrand", "Het Anker", "", "P", "00XX01"],
            ["Duinrand", "het anker", "", "P", "00XX02"],
            ["Duinrand", "De Boei", "", "P", "00XX01"],
        ],
    )
    assert found == {"Scholen!B3": "dit staat al in rij 2", "Scholen!E4": "dit staat al in rij 2"}


def test_a_school_needs_a_place_and_a_name(merenland):
    found = errors(sch=[["Merenland", "Het Anker", "", ""], ["Merenland", "", "", "P", "00XX01"]])
    assert found["Scholen!D2"] == "deze cel is leeg; vul “Plaats” in"
    assert found["Scholen!B3"] == "vul de naam van de school in: 00XX01 staat niet in het register"


def test_a_brin_without_a_site_is_for_an_mbo_alone(merenland):
    rows = [["Merenland", "A", "mbo", "P", "00XX"], ["Merenland", "B", "vmbo", "P", "00XY"]]
    found = errors(sch=rows)
    assert list(found) == ["Scholen!E3"] and "twee cijfers van de vestiging" in found["Scholen!E3"]


def test_the_register_fills_what_a_row_leaves_empty(merenland):
    SchoolSite.objects.create(
        code="00XX01", register="vo", name="Anker College", kind="pro", place="Oosterveen",
        board="Stichting Anker", province="Drenthe", holiday_zone="noord",
    )  # fmt: skip
    found = judged(sch=[["Merenland", "", "", "", "00XX01"]])
    assert not found.parsed.problems
    assert found.schools[0].values == {
        "name": "Anker College", "kind": "pro", "place": "Oosterveen", "brin": "00XX01",
        "board": "Stichting Anker", "province": "Drenthe", "holiday_zone": "noord",
    }  # fmt: skip
    own = judged(sch=[["Merenland", "Anker, locatie Haven", "vmbo", "Meer", "00XX01"]])
    assert own.schools[0].values["name"] == "Anker, locatie Haven"
    assert own.schools[0].values["place"] == "Meer"


def test_a_site_of_another_region_is_told_and_may_be_added(merenland, kustzoom):
    School.objects.create(region=kustzoom.region, name="Anker", brin="00XX01", place="P")
    found = judged(sch=[["Merenland", "Anker", "", "P", "00XX01"]])
    assert "ook een school van regio Kustzoom" in told(found.parsed, "warning")["Scholen!E2"]
    assert found.can_be_saved
    both = warnings(
        reg=NEW, sch=[["Duinrand", "A", "", "P", "00XX09"], ["Merenland", "A", "", "P", "00XX09"]]
    )
    assert "ook een school van regio Duinrand" in both["Scholen!E3"]


def test_a_school_that_stands_stays_as_it_is(merenland):
    School.objects.create(region=merenland.region, name="Anker", place="Meer", brin="00XX01")
    found = judged(sch=[["Merenland", "Anker", "", "Meer", "00XX01"]])
    assert [one.fate for one in found.schools] == [Fate.SAME] and not found.parsed.problems
    said = warnings(sch=[["Merenland", "Ankerschool", "pro", "Zee", "00XX01"]])
    assert said["Scholen!B2"].startswith("dit staat al in het portaal, met Anker, Meer, vmbo")


# -- people ------------------------------------------------------------------------------------

ANNA = ["Duinrand", "Anna de Vries", "anna@voorbeeld.nl", "", "programmaleider"]


def test_a_new_address_needs_a_name_once():
    first = errors(reg=NEW, men=[["Duinrand", "", "anna@voorbeeld.nl", "", "programmaleider"]])
    assert first == {"Mensen!B2": "dit adres is nieuw in het portaal; vul ook de naam in"}
    twice = [["Duinrand", "", *ANNA[2:], "2026", "2026"], [*ANNA, "2027", ""]]
    found = judged(reg=NEW, men=twice)
    assert not found.parsed.problems
    assert {one.values["name"] for one in found.people} == {"Anna de Vries"}


def test_one_address_under_two_names_is_an_error(kustzoom):
    other = ["Kustzoom", "Bea Smit", "anna@voorbeeld.nl", "", "controller"]
    found = errors(reg=NEW, men=[ANNA, other])
    assert found == {"Mensen!C3": "in rij 2 staat dit adres bij de naam Anna de Vries"}


def test_an_address_that_the_portal_knows_under_another_name_asks(merenland):
    found = judged(
        reg=NEW, men=[["Duinrand", "S. Wiggers", "sanne@demo.example", "", "controller"]]
    )
    (asked,) = found.questions
    assert (asked.email, asked.known, asked.told) == (
        "sanne@demo.example", "Sanne Wiggers", "S. Wiggers",
    )  # fmt: skip
    assert asked.where == "Mensen!C2" and found.can_be_saved


@pytest.mark.parametrize("name", ["Sanne Wiggers", "sanne wiggers", "SANNE  WIGGERS", ""])
def test_the_same_name_asks_nothing(merenland, name):
    found = judged(reg=NEW, men=[["Duinrand", name, "sanne@demo.example", "", "controller"]])
    assert not found.questions and not found.parsed.problems


def test_a_closed_account_is_an_error(merenland):
    merenland.leader.is_active = False
    merenland.leader.save()
    found = errors(reg=NEW, men=[["Duinrand", "", "sanne@demo.example", "", "controller"]])
    assert "gesloten; open het eerst" in found["Mensen!C2"]


def test_two_leaders_of_one_region_in_the_workbook_is_an_error():
    bob = ["Duinrand", "Bob Smit", "bob@voorbeeld.nl", "", "programmaleider"]
    found = errors(reg=NEW, men=[ANNA, bob])
    assert list(found) == ["Mensen!E3"]
    assert (
        "in rij 2 staat voor deze regio in deze dagen al een programmaleider" in found["Mensen!E3"]
    )
    after = [[*ANNA, "1-1-2027", "31-12-2027"], [*bob, "1-1-2028"]]
    assert not errors(reg=NEW, men=after)
    assert not errors(reg=NEW, men=[ANNA, [*bob, "", "", "ja"]])


def test_a_second_leader_of_a_region_that_has_one_is_an_error(merenland):
    found = errors(men=[["Merenland", *ANNA[1:]]])
    assert found["Mensen!E2"] == (
        "Merenland heeft in deze dagen al een programmaleider: Sanne Wiggers. Beëindig die rol "
        "eerst, of voeg de tweede toe onder Mensen"
    )
    assert not errors(men=[["Merenland", *ANNA[1:4], "schoolbestuurder"]])


def test_who_has_the_role_already_stays_and_another_role_is_an_error(merenland):
    again = judged(men=[["Merenland", "", "sanne@demo.example", "", "programmaleider", "1-1-2025"]])
    assert [one.fate for one in again.people] == [Fate.SAME] and not again.parsed.problems
    other = warnings(men=[["Merenland", "", "sanne@demo.example", "", "programmaleider"]])
    assert "dat blijft zo" in other["Mensen!F2"]
    found = errors(men=[["Merenland", "", "sanne@demo.example", "", "controller"]])
    assert "Sanne Wiggers is hier in deze dagen programmaleider" in found["Mensen!E2"]


def test_one_person_twice_in_a_region_at_a_time_is_an_error():
    same = errors(reg=NEW, men=[ANNA, ANNA])
    assert same == {"Mensen!E3": "dit staat al in rij 2"}
    other = errors(reg=NEW, men=[ANNA, [*ANNA[:4], "landelijk ondersteuner"]])
    assert "rij 2 geeft deze persoon hier" in other["Mensen!E3"]


def test_one_person_may_have_roles_in_two_regions(merenland):
    found = judged(reg=NEW, men=[ANNA, ["Merenland", *ANNA[1:4], "controller"]])
    assert not found.parsed.problems and len(found.people) == 2


# -- groups and budgets ------------------------------------------------------------------------


def test_a_group_that_stands_stays_and_two_of_one_region_is_an_error(merenland):
    assert errors(
        reg=NEW, stu=[["Duinrand", "", "elke maand"], ["Duinrand", "", "elke maand"]]
    ) == {"Stuurgroepen!A3": "dit staat al in rij 2"}
    said = warnings(stu=[["Merenland", "regiegroep", "twee keer per jaar"]])
    assert "met Stuurgroep, elke maand" in said["Stuurgroepen!A2"]


def test_budgets_that_overlap_are_an_error(merenland):
    row = ["Merenland", 1000, "1-1-2025", "31-12-2028"]
    EligibleBudget.objects.create(
        region=merenland.region, cents=1000_00,
        valid_from_on=datetime.date(2025, 1, 1), valid_until_on=datetime.date(2028, 12, 31),
    )  # fmt: skip
    assert [one.fate for one in judged(bud=[row]).budgets] == [Fate.SAME]
    found = errors(bud=[["Merenland", 2000, "1-1-2026", "31-12-2027"]])
    assert "het portaal heeft in deze dagen een budget van €\xa01.000" in found["Budgetten!B2"]
    mine = errors(reg=NEW, bud=[["Duinrand", 1, "2025", "2026"], ["Duinrand", 2, "2026", "2027"]])
    assert mine == {"Budgetten!C3": "dit staat al in rij 2, voor dagen die overlappen"}


def test_a_role_of_who_is_in_the_portal_alone_needs_no_name():
    user = person("Dirk Jansen")
    found = judged(reg=NEW, men=[["Duinrand", "", user.email, "", "penvoerder"]])
    assert not found.parsed.problems and found.people[0].fate == Fate.NEW


def test_four_hundred_rows_are_judged_in_a_handful_of_queries(
    merenland, django_assert_max_num_queries
):
    member(person("Dirk Jansen"), Role.CONTROLLER, merenland.region)
    many = [[f"Regio {n}", "techniek"] for n in range(40)]
    people = [
        [f"Regio {n % 40}", f"Mens {n}", f"mens{n}@voorbeeld.nl", "", "schoolbestuurder"]
        for n in range(200)
    ]
    schools = [
        [f"Regio {n % 40}", f"School {n}", "", "P", f"{n % 100:02}XX{n % 2:02}"] for n in range(160)
    ]
    parsed = read(reg=many, men=people, sch=schools)
    with django_assert_max_num_queries(8):
        found = examine(parsed)
    assert len(found.all) == 400 and not told(found.parsed)
