"""Owners are asked with one click; each gets a link with their own lines and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regions.months import Month
from regions.plans.models import ActivityOwner, Plan
from regions.plans.owners import set_owner, with_owners
from regions.plans.versions import copy_rows
from regions.progress.log.due import read_log_book
from regions.progress.models import CheckIn, WorkAsk, WorkLine
from regions.progress.work_group.asking import ask_again, ask_owners, forget, revoke, token_of
from tests.conftest import NOW, Place
from tests.progress.stories import log

pytestmark = pytest.mark.usefixtures("on_22_november")
MONTH = Month.parse("2026-11")
JAN, AYSE = ("Jan de Boer", "jan@school.example"), ("Ayse Kaya", "ayse@bedrijf.example")


def owns(place: Place, code: str, who: tuple[str, str]) -> None:
    key = place.plan.activities.get(code=code).key
    set_owner(place.region, key, *who, place.leader, NOW)


def book_of(place: Place, month: Month = MONTH):
    return read_log_book(place.region, month, timezone.now())


def asked(place: Place, now: datetime.datetime = NOW) -> list[WorkAsk]:
    ask_owners(book_of(place), place.leader, now)
    return list(WorkAsk.objects.filter(region=place.region).order_by("email"))


def codes(ask: WorkAsk) -> set[str]:
    keys = ask.lines.values("activity_key")
    found = ask.region.plans.get(state="approved").activities.filter(key__in=keys)
    return set(found.values_list("code", flat=True))


def page(ask: WorkAsk, client: Client | None = None):
    return (client or Client()).get(f"/work/{token_of(ask)}/")


@pytest.fixture
def group(merenland: Place) -> Place:
    """Jan carries out two activities, Ayse one."""
    owns(merenland, "1.1", JAN)
    owns(merenland, "2.1", JAN)
    owns(merenland, "1.2", AYSE)
    return merenland


def test_one_click_asks_each_owner_once_for_their_own_activities(group, browse):
    client = browse(group.leader)
    address = f"/regions/{group.slug}/work-group/2026-11/ask/"
    for _press in range(2):
        assert client.post(address).status_code == 302
    ayse, jan = WorkAsk.objects.order_by("email")
    assert (codes(jan), codes(ayse)) == ({"1.1", "2.1"}, {"1.2"})
    text = client.get(f"/regions/{group.slug}/work-group/2026-11/").content.decode()
    assert "Jan de Boer" in text and "0 van de 2 antwoordden" in text


def test_the_page_of_a_link_shows_its_own_lines_and_no_other(group):
    ayse, jan = asked(group)
    log(group.region, "2026-10", {"2.1": {"status": "behind", "problem": "Intern gezegd"}})
    text = page(jan).content.decode()
    assert "Stages leerjaar 3" in text and "Slimme Logistiek" in text
    assert "Profieloriëntatie" not in text and "Ayse" not in text
    assert "Intern gezegd" not in text and "Loopt achter" in text
    assert "Profieloriëntatie" in page(ayse).content.decode()


def test_a_link_that_ended_or_was_withdrawn_says_what_to_do(group, time_machine):
    ayse, jan = asked(group)
    revoke(jan, group.leader, NOW)
    gone = page(jan)
    assert gone.status_code == 404 and "Bel of mail degene die" in gone.content.decode()
    assert Client().post(f"/work/{token_of(jan)}/", {"do": "send"}).status_code == 404
    time_machine.move_to(NOW + datetime.timedelta(days=14))
    assert page(ayse).status_code == 404
    assert page(ask_again(ayse, group.leader, timezone.now())).status_code == 200


def test_asked_again_the_link_of_before_opens_nothing_and_what_was_typed_stays(group):
    _ayse, jan = asked(group)
    old = token_of(jan)
    line = jan.lines.first()
    Client().post(f"/work/{old}/", {"do": "keep", f"p{line.pk}": "Half getypt"})
    jan.refresh_from_db()
    new = ask_again(jan, group.leader, NOW)
    assert Client().get(f"/work/{old}/").status_code == 404
    assert "Half getypt" in page(new).content.decode()


def test_only_a_hash_of_the_secret_is_kept(group):
    _ayse, jan = asked(group)
    stored = str(list(WorkAsk.objects.values_list()))
    assert token_of(jan) not in stored and len(token_of(jan)) >= 43


def test_an_owner_outlives_a_next_version_of_the_plan(group):
    base = group.plan
    newer = Plan.objects.create(
        region=group.region, version=2, title="Volgende", starts_on=base.starts_on,
        ends_on=base.ends_on,
    )  # fmt: skip
    copy_rows(base, newer)
    row = with_owners(newer.activities.all()).get(code="2.1")
    assert (row.owner_now, row.owner_email_now) == JAN


def test_what_the_plan_says_holds_until_the_region_notes_somebody_else(merenland):
    activities = with_owners(merenland.plan.activities.all())
    assert {row.owner_now for row in activities} == {""}
    owns(merenland, "1.1", JAN)
    owns(merenland, "1.1", ("", ""))
    assert activities.get(code="1.1").owner_now == ""
    assert ActivityOwner.objects.count() == 1


def test_a_line_goes_along_with_its_owner_while_nobody_answered_it(group, browse):
    _ayse, jan = asked(group)
    activity = group.plan.activities.get(code="2.1")
    sent = {f"was{activity.pk}": "\n".join(JAN), f"name{activity.pk}": AYSE[0]}
    sent[f"mail{activity.pk}"] = AYSE[1]
    client = browse(group.leader)
    assert client.post(f"/regions/{group.slug}/work-group/owners/", sent).status_code == 302
    assert codes(jan) == {"1.1"}
    ayse, jan = asked(group)
    assert (codes(ayse), codes(jan)) == ({"1.2", "2.1"}, {"1.1"})


def test_owners_are_saved_together_and_what_is_wrong_stays_typed(merenland, browse):
    client, address = browse(merenland.leader), f"/regions/{merenland.slug}/work-group/owners/"
    first, second = merenland.plan.activities.filter(code__in=["1.1", "1.2"]).order_by("code")
    sent = {f"name{first.pk}": "Jan", f"mail{first.pk}": "geen adres", f"mail{second.pk}": JAN[1]}
    sent[f"name{second.pk}"] = ""
    answer = client.post(address, sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and not ActivityOwner.objects.exists()
    assert "geen adres" in text and "Schrijf van wie dit adres is." in text
    sent |= {f"mail{first.pk}": "Jan@School.example", f"name{second.pk}": "Jan"}
    assert client.post(address, sent).status_code == 302
    assert ActivityOwner.objects.count() == 2


def test_who_was_named_before_is_offered_by_address_and_brings_the_name(
    merenland, kustzoom, browse
):
    client, address = browse(merenland.leader), f"/regions/{merenland.slug}/work-group/owners/"
    first, second = merenland.plan.activities.filter(code__in=["1.1", "1.2"]).order_by("code")
    for place, (name, email) in ((merenland, JAN), (kustzoom, ("Vreemd", "vreemd@school.example"))):
        set_owner(place.region, first.key, name, email, None, timezone.now())
    page = client.get(address).content.decode()
    offered = page[page.index("<datalist") : page.index("</datalist>")]
    assert JAN[1].lower() in offered and merenland.leader.email in offered
    assert "vreemd@school.example" not in page and merenland.chair.email not in page
    sent = {f"name{second.pk}": "", f"mail{second.pk}": JAN[1].upper()}
    assert client.post(address, sent).status_code == 302
    row = with_owners(merenland.plan.activities.all()).get(pk=second.pk)
    assert row.owner_now == JAN[0]


def test_two_leaders_at_once_keep_each_other_s_rows(merenland, browse):
    first, second = merenland.plan.activities.filter(code__in=["1.1", "1.2"]).order_by("code")
    shown = {f"was{row.pk}": "\n" for row in (first, second)}
    shown |= {f"name{row.pk}": "" for row in (first, second)}
    client, address = browse(merenland.leader), f"/regions/{merenland.slug}/work-group/owners/"
    client.post(address, shown | {f"name{first.pk}": "Jan"})
    client.post(address, shown | {f"name{second.pk}": "Ayse"})
    assert set(ActivityOwner.objects.values_list("name", flat=True)) == {"Jan", "Ayse"}


def test_a_month_that_is_in_asks_nobody(group, browse):
    log(group.region, "2026-11")
    client = browse(group.leader)
    client.post(f"/regions/{group.slug}/work-group/2026-11/ask/")
    assert not WorkAsk.objects.exists()
    assert (
        "niets meer te vragen"
        in client.get(f"/regions/{group.slug}/work-group/2026-11/").content.decode()
    )


def test_erasing_leaves_nothing_of_the_address_in_the_region(group):
    _ayse, jan = asked(group)
    forget(group.region, jan.email, group.leader, NOW)
    assert not WorkAsk.objects.filter(email=JAN[1]).exists()
    assert not ActivityOwner.objects.filter(email=JAN[1]).exists()
    assert not ActivityOwner.objects.filter(name=JAN[0]).exists()
    assert WorkLine.objects.count() == 1 and not CheckIn.objects.exists()


def test_the_page_of_the_leader_takes_as_many_queries_for_more_people(
    group, browse, django_assert_num_queries
):
    asked(group)
    client, address = browse(group.leader), f"/regions/{group.slug}/work-group/2026-11/"
    client.get(address)
    WorkAsk.objects.get(email=AYSE[1]).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    asked(group)
    with django_assert_num_queries(len(one)):
        client.get(address)
