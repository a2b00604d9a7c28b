"""The decisions of a group: what is asked of it, and what was decided, newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.timezone import localdate

from regions.models import Region
from regions.plans.models import PlanChange
from regions.steering.models import Decision

from .ballots import Tally, tally_of
from .forms import TAKEN

# The decision that stands about a change, as the list `standing`: empty when it was on paper.
STANDING = Prefetch("decisions", Decision.objects.filter(reopened_at=None), to_attr="standing")


@dataclass(frozen=True)
class Asked:
    """A decision that is asked by a proposal; the tally where it was counted."""

    change: PlanChange
    tally: Tally | None = None

    @property
    def title(self) -> str:
        return self.change.title

    @property
    def since(self) -> date | None:
        return localdate(self.change.proposed_at) if self.change.proposed_at else None


def asked_of(region: Region, now: datetime) -> list[Asked]:
    """The proposals that wait for the group."""
    waiting = region.plan_changes.filter(state=PlanChange.State.PROPOSED).select_related("region")
    return [Asked(change, tally_of(change, now)) for change in waiting]


def taken_of(region: Region, kind: str = "", outcome: str = "") -> QuerySet[PlanChange]:
    """Decided changes; `is_in_portal` tells those that members decided here from paper."""
    rows = region.plan_changes.filter(state__in=[outcome] if outcome in TAKEN else TAKEN)
    if kind in PlanChange.Kind.values:
        rows = rows.filter(kind=kind)
    in_portal = Exists(Decision.objects.filter(change=OuterRef("pk"), reopened_at=None))
    rows = rows.annotate(is_in_portal=in_portal).select_related("new_plan")
    rows = rows.prefetch_related(STANDING)
    return rows.order_by("-decided_on", "-pk")
