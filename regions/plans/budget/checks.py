"""What rooms above the plan say of its budget, such as the norm for co-financing.

The plan knows none of those rooms: each offers its check when the portal starts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from regions.models import Region

from .sums import PlanBudget


@dataclass(frozen=True)
class Checked:
    """A sentence beside the total, the rule behind it, and whether it holds (None: not known)."""

    sentence: str
    rule: str
    holds: bool | None


Check = Callable[[Region, PlanBudget], Iterator[Checked]]
_checks: list[Check] = []


def offer(check: Check) -> None:
    _checks.append(check)


def checked(region: Region, budget: PlanBudget) -> list[Checked]:
    return [found for check in _checks for found in check(region, budget)]
