"""A person confirms the step of a partnership: the change and the step in one transaction."""

from datetime import date

from django.db import transaction

from regions.accounts.models import User
from regions.partners.models import Partnership, StepChange

from .facts import known_of
from .ladder import Rung, standing
from .rungs import found_sentence

LONGEST = 300


@transaction.atomic
def confirm_step(
    partnership: Partnership, rung: Rung, by: User, today: date, reason: str = ""
) -> StepChange | None:
    """Keep the step with the evidence of that day; None when it stands there already."""
    row = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if row.step == rung.code:
        return None
    evidence = found_sentence(standing(known_of([row.pk], today)[row.pk].facts, today))
    change = StepChange.objects.create(
        partnership=row,
        from_step=row.step,
        to_step=rung.code,
        changed_on=today,
        evidence=f"{reason} ({evidence})"[:LONGEST] if reason else evidence[:LONGEST],
        confirmed_by=by,
    )
    row.step = rung.code
    row.save(update_fields=["step"])
    return change
