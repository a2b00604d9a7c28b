"""Rules about telling DUS-I: data of the bureau, with a source, from a day on."""

import datetime

import pytest
import time_machine

from regions.plans.changes.notice_rules import listed, rule_for
from regions.plans.models import NoticeRule

pytestmark = pytest.mark.django_db
URL = "/bureau/rules/"
JANUARY, JULY = datetime.date(2026, 1, 1), datetime.date(2026, 7, 1)
VALUES = {
    "kind": "time",
    "tell": "report",
    "text": "Meld het in het verslag.",
    "source": "Handreiking, blz. 3",
    "source_url": "voorbeeld.example/handreiking",
    "valid_from_on": "1-1-2026",
    "valid_until_on": "",
}


def rule(**values) -> NoticeRule:
    given = {"kind": "time", "tell": "report", "text": "Meld het.", "source": "Handreiking"}
    return NoticeRule.objects.create(**{**given, "valid_from_on": JANUARY, **values})


def test_without_a_rule_the_page_says_so_and_invents_nothing(merenland, change, browse):
    assert not NoticeRule.objects.exists()
    path = f"/regions/merenland/plan/changes/{change.pk}/"
    page = browse(merenland.leader).get(path).content.decode()
    assert "Voor deze soort wijziging is nog geen regel vastgelegd" in page


@pytest.mark.usefixtures("on_22_november")
@pytest.mark.parametrize(
    ("tell", "words"),
    [
        ("at_once", "moet direct aan DUS-I worden gemeld"),
        ("report", "in de volgende voortgangsrapportage"),
        ("none", "hoeft niet aan DUS-I te worden gemeld"),
    ],
)
def test_a_proposal_tells_the_rule_with_its_source(merenland, change, browse, tell, words):
    rule(tell=tell, source_url="https://voorbeeld.example/regel")
    rule(kind="budget", text="Over iets anders.")
    path = f"/regions/merenland/plan/changes/{change.pk}/"
    page = browse(merenland.leader).get(path).content.decode()
    for said in (
        words,
        "Meld het.",
        'href="https://voorbeeld.example/regel"',
        "geldig vanaf 1 januari 2026",
        "Dit is geen juridisch advies.",
    ):
        assert said in page
    assert "Over iets anders." not in page


def test_the_rule_of_a_day_is_the_newest_that_holds():
    old, new = rule(), rule(valid_from_on=JULY, valid_until_on=datetime.date(2026, 9, 30))
    rule(kind="goal")
    days = [datetime.date(2025, 12, 31), JANUARY, JULY, datetime.date(2026, 9, 30)]
    assert [rule_for("time", day) for day in days] == [None, old, new, new]
    assert rule_for("time", datetime.date(2026, 10, 1)) == old
    assert rule_for("budget", JULY) is None


def test_the_list_says_how_each_rule_stands():
    rule()
    rule(valid_from_on=JULY)
    rule(valid_from_on=datetime.date(2027, 1, 1))
    rule(kind="goal", valid_until_on=JULY)
    states = [(row.kind, state.value) for row, state in listed(datetime.date(2026, 8, 1))]
    assert states == [
        ("time", "later"),
        ("time", "holds"),
        ("time", "replaced"),
        ("goal", "ended"),
    ]


@pytest.mark.usefixtures("on_22_november")
def test_the_bureau_adds_changes_and_ends_a_rule(bureau, browse):
    client = browse(bureau)
    assert "Nog geen regels" in client.get(URL).content.decode()
    client.post(f"{URL}new/", VALUES)
    row = NoticeRule.objects.get()
    assert (row.valid_from_on, row.source_url) == (
        JANUARY,
        "https://voorbeeld.example/handreiking",
    )
    page = client.get(URL).content.decode()
    assert "5 soorten hebben geen regel" in page
    assert "geldt nu" in page
    client.post(f"{URL}{row.pk}/", {**VALUES, "tell": "none"})
    client.post(f"{URL}{row.pk}/end/")
    row.refresh_from_db()
    assert (row.tell, row.valid_until_on) == ("none", datetime.date(2026, 11, 22))
    with time_machine.travel(datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)):
        assert "beëindigd" in client.get(URL).content.decode()
        client.post(f"{URL}{row.pk}/end/")
    row.refresh_from_db()
    assert row.valid_until_on == datetime.date(2026, 11, 22), "an end does not move"


@pytest.mark.usefixtures("on_22_november")
def test_a_rule_that_starts_later_is_not_ended_today(bureau, browse):
    row = rule(valid_from_on=datetime.date(2027, 1, 1))
    page = browse(bureau).post(f"{URL}{row.pk}/end/", follow=True).content.decode()
    assert "Deze regel geldt nog niet" in page
    row.refresh_from_db()
    assert row.valid_until_on is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source": " "}, "source"),
        ({"text": ""}, "text"),
        ({"tell": "misschien"}, "tell"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"valid_from_on": "31-2-2026"}, "valid_from_on"),
        ({"valid_until_on": "31-12-2025"}, "__all__"),
        ({"valid_from_on": "1-7-2026"}, "__all__"),
    ],
)
def test_a_wrong_rule_is_said_and_nothing_is_saved(bureau, browse, wrong, field):
    rule(valid_from_on=JULY)
    response = browse(bureau).post(f"{URL}new/", {**VALUES, **wrong})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert NoticeRule.objects.count() == 1


def test_a_decided_change_keeps_the_rule_of_its_day(merenland, bureau, change, browse):
    rule(text="De regel van toen.")
    rule(text="De regel van nu.", valid_from_on=JULY)
    type(change).objects.filter(pk=change.pk).update(
        state="rejected", decided_on=datetime.date(2026, 6, 1), proposed_at="2026-05-01T10:00Z"
    )
    path = f"/regions/merenland/plan/changes/{change.pk}/"
    page = browse(merenland.leader).get(path, follow=True).content.decode()
    assert "De regel van toen." in page
    assert "De regel van nu." not in page
