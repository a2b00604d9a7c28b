"""Which advisor goes with which regions: assign several at once, or hand them over on a day."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Membership, Region, Role


def advisors_on(day: datetime.date) -> QuerySet[User]:
    """Everybody who ever advised, with how many regions they have on `day`."""
    holds = Q(memberships__role=Role.ADVISOR, memberships__starts_on__lte=day) & (
        Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=day)
    )
    return (
        User.objects.filter(memberships__role=Role.ADVISOR, is_active=True)
        .annotate(region_count=Count("memberships", filter=holds, distinct=True))
        .order_by("name__dutch")
    )


def regions_without_advisor(day: datetime.date) -> QuerySet[Region]:
    held = Membership.objects.on(day).advisors()
    rows = Region.objects.open_on(day).exclude(pk__in=held.values("region"))
    return rows.order_by("name__dutch")


def assign(
    advisor: User, regions: Iterable[Region], starts_on: datetime.date, by: User | None = None
) -> None:
    """Assign `advisor` to all of `regions`, or to none; ValidationError names each refusal."""
    asked = {"invited_at": timezone.now(), "invited_by": by}
    _save_all(
        Membership(user=advisor, region=region, role=Role.ADVISOR, starts_on=starts_on, **asked)
        for region in regions
    )


def hand_over(
    leaving: User,
    coming: User,
    regions: Iterable[Region],
    on: datetime.date,
    by: User | None = None,
) -> int:
    """From `on` the regions of `leaving` are advised by `coming`; all or nothing.

    Returns how many. A membership that was to end later keeps that end with its new advisor.
    """
    if leaving == coming:
        raise ValidationError(_("Choose two different people."))
    with transaction.atomic():
        held = list(
            Membership.objects.select_for_update(of=("self",))
            .filter(user=leaving, role=Role.ADVISOR, region__in=list(regions))
            .filter(Q(ends_on=None) | Q(ends_on__gte=on))
            .select_related("region")
        )
        new, now = [], timezone.now()
        for row in held:
            new.append(
                Membership(
                    user=coming,
                    region=row.region,
                    role=Role.ADVISOR,
                    starts_on=max(on, row.starts_on),
                    ends_on=row.ends_on,
                    invited_at=now,
                    invited_by=by,
                )
            )
            if row.starts_on >= on:
                row.delete()
            else:
                row.ends_on = on - datetime.timedelta(days=1)
                row.save(update_fields=["ends_on"])
        _save_all(new)
    return len(new)


@transaction.atomic
def _save_all(rows: Iterable[Membership]) -> None:
    refused = []
    for row in rows:
        try:
            row.full_clean()
            row.save()
        except ValidationError as error:
            refused.append(f"{row.region}: {' '.join(error.messages)}")
    if refused:
        raise ValidationError(refused)
