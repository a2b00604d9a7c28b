"""The demonstration takes long to load: once, for all tests that only look at it.

tests/scheduling.py gives them all to the same worker.
"""

import datetime
from collections.abc import Iterator

import pytest

from regions.months import AMSTERDAM
from sto_portal.demo.loading import load, wipe
from sto_portal.demo.story.clock import Clock
from tests.shipped import bring_back

AUTUMN = datetime.datetime(2026, 11, 23, 12, tzinfo=AMSTERDAM)


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker) -> Iterator[Clock]:
    with django_db_blocker.unblock():
        wipe()
        load(AUTUMN)
        yield Clock(AUTUMN)
        wipe()
        bring_back()
