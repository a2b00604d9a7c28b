"""Proposed contributions as pages show them: at their source, and all of a region."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from regions.dutch import decimal_text
from regions.models import Region
from regions.partners.models import Proposal

from .forms import TakeOverForm

LATEST = 12  # decided ones that the page of a region shows


def proposals_in(region: Region) -> QuerySet[Any]:
    """With `is_open`, for what can still be taken over."""
    still = Proposal.objects.open().filter(pk=OuterRef("pk"))
    return (
        Proposal.objects.filter(partnership__region=region)
        .select_related("partnership__business", "contribution", "decided_by")
        .annotate(is_open=Exists(still))
    )


def proposed_at(region: Region, source: str, source_id: int, may_edit: bool) -> list[Any]:
    """What was proposed at one event or cohort, decided or not."""
    rows = proposals_in(region).filter(source=source, source_id=source_id)
    return told(rows.order_by("partnership__business__name__dutch", "pk"), may_edit)


def told(rows: Iterable[Any], may_edit: bool) -> list[Any]:
    """Each with its form where it may be taken over, and its share where that is not the whole."""
    found = list(rows)
    for row in found:
        row.form = TakeOverForm(proposal=row) if may_edit and row.is_open else None
        row.share = "" if row.percent == 100 else decimal_text(row.percent, 2).removesuffix(",00")
    return found
