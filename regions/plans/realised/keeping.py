"""The amounts of one year, written as a whole: by its form, from a workbook, or put back."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.fields import not_later
from regions.models import Region
from regions.plans.models import SpentAmount, SpentYear

Amounts = Mapping[UUID, int | None]  # by the key of a line, in cents; None says nothing


def booked_until(day: date, year: int) -> date:
    """The day, when the books of this year can stand on it."""
    day = not_later(day, timezone.localdate())
    if day.year != year:
        raise forms.ValidationError(_("Choose a day of %(year)s.") % {"year": year})
    return day


def year_of(region: Region, year: int) -> SpentYear | None:
    return SpentYear.objects.filter(region=region, year=year).first()


def amounts_of(row: SpentYear | None) -> dict[UUID, int]:
    return dict(row.amounts.values_list("line_key", "cents")) if row else {}


def keep_year(
    row: SpentYear | None, region: Region, year: int, until_on: date, by: User, amounts: Amounts
) -> SpentYear:
    """Under the lock of the region, with the row as it stands; lines that are not named stay."""
    told = {"until_on": until_on, "entered_by": by, "entered_at": timezone.now()}
    if row is None:
        row = SpentYear.objects.create(region=region, year=year, **told)
    else:
        for name, value in {**told, "revision": row.revision + 1}.items():
            setattr(row, name, value)
        row.save()
    _keep_amounts(row, amounts)
    return row


def _keep_amounts(row: SpentYear, amounts: Amounts) -> None:
    there = {amount.line_key: amount for amount in row.amounts.all()}
    for key, cents in amounts.items():
        amount = there.get(key)
        if cents is None and amount:
            amount.delete()
        elif cents is not None and amount is None:
            SpentAmount.objects.create(year=row, line_key=key, cents=cents)
        elif cents is not None and amount is not None and amount.cents != cents:
            amount.cents = cents
            amount.save()
