"""Every list of the API, in the order in which its description tells them."""

from .agenda import EVENTS, MOMENTS
from .money import PARTNERS, SUMS
from .progress import LINES, LOGS, TEMPO
from .public import ELECTIVES
from .regions import ACTIVITIES, PLANS, REGIONS
from .resource import Resource

RESOURCES: tuple[Resource, ...] = (
    REGIONS, PLANS, ACTIVITIES, LOGS, LINES, TEMPO, PARTNERS, SUMS, EVENTS, MOMENTS, ELECTIVES,
)  # fmt: skip
