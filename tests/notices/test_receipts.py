"""The receipt of a log tells when the group gets its mail, by the group's own day and rhythm."""

import datetime

import pytest
import time_machine

from regions.models import Membership
from regions.months import AMSTERDAM, Month
from regions.progress.group_mail import group_mail_about
from regions.progress.models import CheckIn
from sto_portal.notices.kinds.digest_mail import plan_digests
from sto_portal.notices.models import Digest
from tests.progress.stories import log

pytestmark = pytest.mark.django_db
DONE = "/regions/merenland/check-in/2026-10/done/"


def at(month: int, day: int, hour: int = 12, minute: int = 0, year: int = 2026):
    return datetime.datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def read(browse, place, now: datetime.datetime) -> str:
    with time_machine.travel(now, tick=False):
        return " ".join(browse(place.leader).get(DONE).content.decode().split())


def set_group(place, **values) -> None:
    for name, value in values.items():
        setattr(place.group, name, value)
    place.group.save()


@pytest.mark.parametrize("working_day", range(1, 11))
@pytest.mark.parametrize(("rhythm", "last"), [(1, 10), (2, 10), (6, 12)])
def test_the_day_on_the_receipt_is_the_day_on_which_the_digest_is_sealed(
    merenland, working_day, rhythm, last
):
    """What is promised is held against the planner itself, hour after hour."""
    set_group(merenland, digest_working_day=working_day, rhythm=rhythm)
    written = log(merenland.region, "2026-10", going_well="Ja", submitted_at=at(11, 1))
    Digest.objects.bulk_create(_sealed_before(merenland))
    mail = group_mail_about(written, at(11, 1))
    assert mail and not mail.is_sealed and mail.month == Month(2026, last)
    day = datetime.datetime.combine(mail.on, datetime.time(), AMSTERDAM)
    plan_digests(day)
    made = Digest.objects.filter(month_on=mail.month.first_day)
    assert not made.exists()
    plan_digests(day + datetime.timedelta(hours=8))
    assert made.exists()


def _sealed_before(place) -> list[Digest]:
    """All before the period that holds October: none of it is to be made in this test."""
    until = {1: 9, 2: 8, 6: 6}[place.group.rhythm]
    return [
        Digest(
            steering_group=place.group, from_on="2026-01-01", planned_at=at(11, 1),
            month_on=datetime.date(2026, until, 1), state=Digest.State.EMPTY, headline="x",
            sections={},
        )
    ]  # fmt: skip


def test_the_page_names_the_day_of_the_group(merenland, browse):
    set_group(merenland, digest_working_day=6)
    log(merenland.region, "2026-10", going_well="Ja", submitted_at=at(11, 1))
    text = read(browse, merenland, at(11, 2))
    assert "De stuurgroep krijgt de mail over oktober 2026 op 9 november 2026." in text
    assert "Tot dan kun je een voorwoord toevoegen." in text


def test_of_a_log_without_news_a_mail_comes_only_where_the_group_wants_it(merenland, browse):
    set_group(merenland, digest_working_day=6)
    empty = CheckIn.objects.create(
        region=merenland.region, plan=merenland.plan, month_on="2026-10-01",
        has_nothing_to_report=True, state=CheckIn.State.SUBMITTED, submitted_at=at(11, 1),
    )  # fmt: skip
    empty.refresh_from_db()
    assert not group_mail_about(empty, at(11, 2)).is_certain
    assert "op 9 november 2026, als er iets te melden is." in read(browse, merenland, at(11, 2))
    set_group(merenland, wants_empty_digests=True)
    assert group_mail_about(empty, at(11, 2)).is_certain


def test_what_came_after_the_digest_is_told_so(merenland, browse):
    log(merenland.region, "2026-10", going_well="Ja", submitted_at=at(11, 1))
    plan_digests(at(11, 2, 8))
    assert "over oktober 2026, dat op 2 november 2026 voor de stuurgroep is gemaakt" in read(
        browse, merenland, at(11, 3)
    )
    log(merenland.region, "2026-10", going_well="Beter", submitted_at=at(11, 4))
    text = read(browse, merenland, at(11, 5))
    assert "is gemaakt op 2 november 2026, vóór dit maandlog" in text
    assert "opent het volgende maandbericht, over november 2026, dat uiterlijk" in text
    assert "uiterlijk op 8 december 2026 gaat" in text


def test_the_receipt_of_an_earlier_month_says_that_the_mail_waits_for_the_last(merenland, browse):
    set_group(merenland, rhythm=2)
    Digest.objects.bulk_create(_sealed_before(merenland))
    written = log(merenland.region, "2026-09", going_well="Ja", submitted_at=at(10, 2))
    mail = group_mail_about(written, at(10, 2))
    assert (mail.month, mail.on, mail.is_latest) == (
        Month(2026, 10), datetime.date(2026, 11, 9), True,
    )  # fmt: skip
    log(merenland.region, "2026-10", going_well="Ja", submitted_at=at(11, 3))
    mail = group_mail_about(written, at(11, 3))
    assert (mail.on, mail.is_latest) == (datetime.date(2026, 11, 4), False)


@pytest.mark.parametrize("day", range(1, 13))
def test_the_receipt_names_the_day_of_the_real_mail_whenever_the_log_comes_in(merenland, day):
    set_group(merenland, digests_from_on=datetime.date(2026, 10, 1))
    for hour in range(0, 24 * (day - 1) + 10, 12):
        plan_digests(at(11, 1) + datetime.timedelta(hours=hour - 4))
    written = log(merenland.region, "2026-10", going_well="Ja", submitted_at=at(11, day, 6))
    mail = group_mail_about(written, at(11, day, 6))
    told = mail.told_later_in or mail
    if not mail.is_sealed:
        plan_digests(datetime.datetime.combine(told.on, datetime.time(7, 29), AMSTERDAM))
        assert not Digest.objects.exists()
        plan_digests(datetime.datetime.combine(told.on, datetime.time(7, 30), AMSTERDAM))
        assert Digest.objects.exists()
    assert mail.is_sealed == (day >= 9)


def test_an_hour_after_midnight_in_amsterdam_it_is_the_next_day(merenland):
    written = log(merenland.region, "2026-10", submitted_at=at(11, 1))
    just_before = at(11, 3, 0, 30).astimezone(datetime.UTC)  # the planner did not run since the 2nd
    assert group_mail_about(written, just_before).on == datetime.date(2026, 11, 3)


def test_nobody_is_promised_a_mail_that_nobody_gets(merenland, browse):
    written = log(merenland.region, "2026-10", submitted_at=at(11, 1))
    early = log(merenland.region, "2025-12", submitted_at=at(11, 1))
    assert group_mail_about(early, at(11, 1)) is None  # of before the first digest
    assert group_mail_about(written, at(11, 20)) is None  # too late to mail
    Membership.objects.filter(user=merenland.chair).delete()
    text = read(browse, merenland, at(11, 1))
    assert "stuurgroep krijgt" not in text and "maandbericht" not in text
    assert "digests/2026-10/preview" not in text
    merenland.group.delete()
    assert group_mail_about(written, at(11, 1)) is None


def test_the_preview_that_the_receipt_offers_is_there(merenland, browse):
    """Of a period of two months the mail is the one of the last."""
    set_group(merenland, rhythm=2)
    log(merenland.region, "2026-09", going_well="Ja", submitted_at=at(10, 1))
    with time_machine.travel(at(10, 5), tick=False):
        client = browse(merenland.leader)
        text = client.get("/regions/merenland/check-in/2026-09/done/").content.decode()
        found = next(part for part in text.split('"') if part.endswith("2026-10/preview/"))
        assert client.get(found).status_code == 200
