"""What the tests of imports share with those of the plan."""

from tests.plans.conftest import upload  # noqa: F401 - a fixture
