"""What the forms of labs and events choose from."""

from typing import Any

from django import forms

from regions.models import Region

from .models import Lab

BOXES = forms.CheckboxSelectMultiple


def partners_for(region: Region, row: Any = None) -> Any:
    """The partners to choose from: the running ones, and those that the row has already."""
    partners = region.partnerships.select_related("business").order_by("business__name__dutch")
    running = partners.filter(ended_on=None)
    if row is None or row.pk is None:
        return running
    kept = set(
        (row.contributors if isinstance(row, Lab) else row.partners).values_list("pk", flat=True)
    )
    kept.add(getattr(row, "owner_partner_id", None))
    return (running | partners.filter(pk__in=kept - {None})).distinct()
