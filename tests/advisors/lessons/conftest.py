import pytest
import time_machine

from tests.conftest import NOW


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield
