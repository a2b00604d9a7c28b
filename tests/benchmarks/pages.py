"""What is asked of both: the page, by whom, and how one activity is saved."""

import re
from dataclasses import dataclass

from tests.benchmarks import rows

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Page:
    title: str
    path: str
    person: int
    most_queries: int = 10


PAGES = (
    Page("Advisor’s page", "/advisors/", rows.ADVISOR),
    Page("Region dashboard", f"/regions/{rows.SLUG}/", rows.LEADER),
    Page("National list", "/national/", rows.BUREAU),
    Page("Log page", f"/regions/{rows.SLUG}/check-in/", rows.LEADER),
)
