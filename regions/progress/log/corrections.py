"""A submitted log is corrected by a next version, with a reason; the earlier one stays."""

import datetime

from django.db import transaction

from regions.accounts.models import User
from regions.models import Region
from regions.months import Month
from regions.progress.models import ActivityUpdate, CheckIn, MilestoneMet

COPIED_REVISION = 1  # of a row that a correction took over, until somebody touches it
COPIED = [
    field.name
    for field in ActivityUpdate._meta.concrete_fields
    if field.name not in {"id", "check_in", "revision"}
]


class ReasonMissing(Exception):
    """A correction says why."""


@transaction.atomic
def start_correction(
    region: Region, month: Month, user: User, now: datetime.datetime, reason: str
) -> CheckIn:
    """The next version of a submitted log, as a draft with everything copied.

    A draft that is there already is given back. Raises ReasonMissing, and CheckIn.DoesNotExist
    when the month has no log.
    """
    if not reason.strip():
        raise ReasonMissing
    last = latest_of(region, month)
    if not last.is_submitted:
        return last
    return copy_of(last, user, now, reason.strip())


def latest_of(region: Region, month: Month) -> CheckIn:
    """The latest version of a month, its draft included; who comes at the same moment waits.

    Raises CheckIn.DoesNotExist when the month has no log.
    """
    logs = CheckIn.objects.filter(region=region, month_on=month.first_day)
    # The first version is always there: who corrects at the same moment waits at it, and then
    # finds the draft of the other.
    logs.select_for_update(of=["self"]).order_by("version")[:1].get()
    return logs.latest("version")


def copy_of(last: CheckIn, user: User, now: datetime.datetime, reason: str) -> CheckIn:
    """The next version as a draft, with everything copied."""
    draft = CheckIn.objects.create(
        region=last.region,
        plan=last.plan,
        month_on=last.month_on,
        version=last.version + 1,
        going_well=last.going_well,
        has_nothing_to_report=last.has_nothing_to_report,
        correction_reason=reason,
        started_at=now,
        saved_at=now,
        saved_by=user,
    )
    _copy_updates(last, draft)
    return draft


def _copy_updates(source: CheckIn, draft: CheckIn) -> None:
    told = list(source.updates.order_by("pk"))
    copies = [
        ActivityUpdate(
            check_in=draft,
            revision=COPIED_REVISION,
            **{name: getattr(update, name) for name in COPIED},
        )
        for update in told
    ]
    ActivityUpdate.objects.bulk_create(copies)
    copy_of = {update.pk: copy for update, copy in zip(told, copies, strict=True)}
    MilestoneMet.objects.bulk_create(
        MilestoneMet(
            update=copy_of[met.update_id],
            milestone_id=met.milestone_id,
            milestone_key=met.milestone_key,
            met_on=met.met_on,
        )
        for met in MilestoneMet.objects.filter(update__check_in=source)
    )


@transaction.atomic
def discard_correction(region: Region, month: Month, user: User) -> bool:
    """Throw away a correction that is being written; the submitted log stands."""
    draft = CheckIn.objects.select_for_update(of=["self"]).filter(
        region=region, month_on=month.first_day, state=CheckIn.State.DRAFT, version__gt=1
    )
    deleted, _rows = CheckIn.objects.filter(pk__in=[log.pk for log in draft]).delete()
    return bool(deleted)
