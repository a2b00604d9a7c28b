"""Days away with a substitute: interim memberships for exactly those days, all of them or none.

The memberships are the whole of it: what the substitute may see begins and ends with them.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from advisors.models import Absence
from regions.accounts.models import User
from regions.dutch import date_text
from regions.models import Membership, Role

DAY = timedelta(days=1)


@transaction.atomic
def report(absence: Absence) -> list[Membership]:
    """Save the absence and let the substitute stand in; ValidationError names each refusal."""
    absence.full_clean()
    _refuse_who_is_away(absence)
    absence.save()
    rows = _stand_in(absence) if absence.substitute else []
    absence.memberships.set(rows)
    return rows


def own_memberships(advisor: User, starts_on: date, ends_on: date) -> QuerySet[Membership]:
    """What `advisor` holds in these days, without where they stand in for somebody else."""
    lent = Absence.memberships.through.objects.values("membership_id")
    return (
        Membership.objects.advisors()
        .filter(user=advisor, starts_on__lte=ends_on)
        .filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        .exclude(pk__in=lent)
        .select_related("region")
        .order_by("region__name__dutch")
    )


def stood_in_for(advisor: User, starts_on: date, ends_on: date) -> list[Absence]:
    """Absences of colleagues that `advisor` promised to stand in for in these days."""
    rows = Absence.objects.filter(
        substitute=advisor, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    return list(rows.select_related("advisor"))


def _refuse_who_is_away(absence: Absence) -> None:
    other = Absence.objects.filter(
        advisor=absence.substitute, starts_on__lte=absence.ends_on, ends_on__gte=absence.starts_on
    ).first()
    if absence.substitute and other:
        days = {"name": absence.substitute, "first": date_text(other.starts_on)}
        days["last"] = date_text(other.ends_on)
        raise ValidationError(_("%(name)s is away too, from %(first)s to %(last)s.") % days)


def _stand_in(absence: Absence) -> list[Membership]:
    held = own_memberships(absence.advisor, absence.starts_on, absence.ends_on)
    made, refused = [], []
    for row in held.select_for_update(of=("self",)):
        interim = Membership(
            user=absence.substitute,
            region=row.region,
            role=Role.ADVISOR,
            starts_on=max(absence.starts_on, row.starts_on),
            ends_on=min(absence.ends_on, row.ends_on or absence.ends_on),
            is_interim=True,
        )
        try:
            interim.full_clean()
        except ValidationError as error:
            refused.append(f"{row.region}: {' '.join(error.messages)}")
        else:
            interim.save()
            made.append(interim)
    if refused:
        raise ValidationError(refused)
    return made


@transaction.atomic
def shorten(absence: Absence, ends_on: date) -> None:
    """The last day away becomes `ends_on`; a day before the first takes all of it back."""
    for row in absence.memberships.select_for_update(of=("self",)).order_by("pk"):
        if row.starts_on > ends_on:
            row.delete()
        elif row.ends_on is None or row.ends_on > ends_on:
            row.ends_on = ends_on
            row.save(update_fields=["ends_on"])
    if absence.starts_on > ends_on:
        absence.delete()
    elif absence.ends_on > ends_on:
        absence.ends_on = ends_on
        absence.save(update_fields=["ends_on"])


def take_back(absence: Absence, today: date) -> None:
    """Back at once: from this day on the substitute reaches nothing by it."""
    shorten(absence, today - DAY)


def goes_along(old: Membership, new: Membership) -> None:
    """Who stands in elsewhere for the same absence stops there on the same day."""
    for absence in Absence.objects.filter(memberships=old) if new.is_interim else []:
        absence.memberships.add(new)
