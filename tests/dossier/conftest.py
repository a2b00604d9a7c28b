import datetime

import pytest

from regions.accounts.models import User
from regions.dossier.models import ReportingMoment
from regions.models import Role
from tests.conftest import Place, member, person

DUE = datetime.date(2027, 1, 20)  # 59 days after 22 November 2026


@pytest.fixture
def moment(db) -> ReportingMoment:
    return ReportingMoment.objects.create(
        title="Voortgangsrapportage", due_on=DUE, source="Brief van 1 oktober"
    )


@pytest.fixture
def applicant(merenland: Place) -> User:
    """The lead applicant of Merenland."""
    user = person("Petra Penvoerder")
    member(user, Role.LEAD_APPLICANT, merenland.region)
    return user
