"""Who carries an activity out: what the region noted since, else what the plan itself says.

The plan is locked once it is approved; who does the work changes without a decision. So an owner
hangs on the key of an activity and outlives every version of the plan.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from regions.accounts.models import User
from regions.models import Region

from .models import Activity, ActivityOwner, Plan


def with_owners(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """The same activities with `owner_now` and `owner_email_now`."""
    noted = ActivityOwner.objects.filter(
        region=OuterRef("plan__region"), activity_key=OuterRef("key")
    )
    return activities.annotate(
        owner_now=Coalesce(Subquery(noted.values("name")), "owner"),
        owner_email_now=Coalesce(Subquery(noted.values("email")), "owner_email"),
    )


def owned(plan: Plan) -> QuerySet[Activity]:
    """Those of one version. Who carries them out now says only the one that holds; another version
    says what stands in it."""
    if plan.state == Plan.State.APPROVED:
        return with_owners(plan.activities.all())
    return plan.activities.annotate(owner_now=F("owner"), owner_email_now=F("owner_email"))


def owner_of(activity: Activity) -> str:
    """Who carries it out now, of an activity that was read with its owner."""
    return str(getattr(activity, "owner_now", activity.owner))


def set_owner(
    region: Region, key: UUID, name: str, email: str, by: User | None, now: datetime
) -> ActivityOwner:
    """Note who carries an activity out from now on; nobody is noted too."""
    told = {"name": name, "email": email, "set_by": by, "set_at": now}
    return ActivityOwner.objects.update_or_create(
        region=region, activity_key=key, defaults=told, create_defaults=told
    )[0]
