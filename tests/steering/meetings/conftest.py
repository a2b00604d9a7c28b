import pytest


@pytest.fixture(autouse=True)
def any_hour(at_noon):
    """A meeting is opened on its own day, which at a quarter to midnight is nearly over."""
