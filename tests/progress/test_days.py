"""A log is late, and its mail is to come, by the day in Amsterdam."""

import datetime

import pytest

from regions.months import Month
from regions.progress.log.list import lines_of
from regions.progress.log.receipt import receipt_of, versions_of
from tests.conftest import NOW

from .stories import log

pytestmark = pytest.mark.django_db
OCTOBER = Month(2026, 10)


def instant(day: int, hour: int, minute: int) -> datetime.datetime:
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("submitted_at", "state"), [(instant(2, 22, 59), "submitted"), (instant(2, 23, 0), "late")]
)
def test_after_midnight_in_amsterdam_a_log_is_late(merenland, submitted_at, state):
    log(merenland.region, str(OCTOBER), submitted_at=submitted_at)
    line = next(one for one in lines_of(merenland.region, NOW) if one.month == OCTOBER)
    assert line.state == state


@pytest.mark.parametrize(
    ("now", "is_to_come"),
    [
        (datetime.datetime(2026, 11, 1, 22, 59, tzinfo=datetime.UTC), True),
        (instant(1, 23, 0), False),
    ],
)
def test_the_mail_is_to_come_until_its_day_begins_in_amsterdam(merenland, now, is_to_come):
    log(merenland.region, str(OCTOBER))
    (version,) = versions_of(merenland.region, OCTOBER)
    told = receipt_of(version, now)
    assert told["digest_on"] == datetime.date(2026, 11, 2)
    assert told["is_digest_to_come"] is is_to_come
