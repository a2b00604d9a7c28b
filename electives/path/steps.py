"""Taking a step of the path, taking the last one back, and rejecting an elective."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.models import Elective, PathStep, Stage
from regions.accounts.models import User
from regions.models import Region
from regions.partners.files import Checked

REFUSED = {
    "no_step_is_skipped": gettext_lazy("Another step comes first. Look at the page again."),
    "a_step_is_taken_once": gettext_lazy("This step was taken already."),
    "a_step_comes_after_the_one_before": gettext_lazy("This day lies before the step before it."),
    "too_much_overlap_goes_no_further": gettext_lazy("More than 25% overlap goes no further."),
    "a_rejected_elective_takes_no_step": gettext_lazy("This elective was rejected."),
    "only_the_last_step_is_taken_back": gettext_lazy("Only the last step can be taken back."),
}


@transaction.atomic
def begin(
    region: Region, by: User, today: date, key: uuid.UUID, fields: dict[str, Any]
) -> Elective:
    """A new elective under an activity of the plan, at its first step."""
    elective = Elective.objects.create(region=region, added_by=by, activity_key=key, **fields)
    PathStep.objects.create(elective=elective, stage=Stage.IDEA, dated_on=today, taken_by=by)
    return elective


def take_step(
    elective: Elective, stage: Stage, by: User, fields: dict[str, Any], file: Checked | None
) -> PathStep:
    """Take one step; ValidationError says what the database refused."""
    try:
        with transaction.atomic():
            document = file.keep(elective.region, by) if file else None
            return PathStep.objects.create(
                elective=elective, stage=stage, taken_by=by, document=document, **fields
            )
    except IntegrityError as refused:
        raise ValidationError(reason(refused)) from refused


def take_back(step: PathStep) -> None:
    """Undo the last step with its file; ValidationError when another came after it."""
    try:
        with transaction.atomic():
            document = step.document
            step.delete()
            if document:
                document.delete()
    except IntegrityError as refused:
        raise ValidationError(reason(refused)) from refused


def reason(refused: IntegrityError) -> str:
    """The sentence that belongs to the name of the constraint."""
    name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", "") or ""
    return str(REFUSED.get(name) or _("This step cannot be taken. Look at the page again."))
