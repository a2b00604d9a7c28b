"""Writing in the ledger of a cohort: one entry, or the opposite of one."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from regions.accounts.models import User
from regions.internships.models import CohortEntry, InternshipCohort

from .ledger import Line, State, Sums, refusal, state_of, sums_of, too_few_needed


@dataclass(frozen=True)
class Entry:
    kind: str
    count: int
    dated_on: date
    until_on: date | None = None
    reason: str = ""


@transaction.atomic
def book(cohort: InternshipCohort, entry: Entry, by: User) -> State:
    """Keep an entry; how the cohort stands then. Raises ValidationError where it is too many.

    The cohort is locked, so that two people together cannot place more pupils than there are.
    """
    row = locked(cohort)
    if sentence := refusal(state_now(row), entry.kind, entry.count):
        raise ValidationError({"count": sentence})
    CohortEntry.objects.create(
        cohort=row,
        kind=entry.kind,
        count=entry.count,
        dated_on=entry.dated_on,
        until_on=entry.until_on,
        reason=entry.reason,
        added_by=by,
    )
    return state_now(row)


@transaction.atomic
def correct(entry: CohortEntry, today: date, by: User) -> bool:
    """Undo an entry by its opposite; False when that was done, or when it is an opposite itself."""
    locked(entry.cohort)
    if entry.corrects_id or CohortEntry.objects.filter(corrects=entry).exists():
        return False
    CohortEntry.objects.create(
        cohort=entry.cohort,
        kind=entry.kind,
        count=-entry.count,
        dated_on=max(today, entry.dated_on),
        until_on=entry.until_on,
        reason=entry.reason,
        corrects=entry,
        added_by=by,
    )
    return True


@transaction.atomic
def change(cohort: InternshipCohort) -> None:
    """Save what was changed of a cohort; it never needs fewer than had or lost an internship."""
    if cohort.pk and (sentence := too_few_needed(cohort.needed, sums_now(locked(cohort)))):
        raise ValidationError({"needed": sentence})
    cohort.save()


def locked(cohort: InternshipCohort) -> InternshipCohort:
    return InternshipCohort.objects.select_for_update().get(pk=cohort.pk)


def sums_now(cohort: InternshipCohort) -> Sums:
    return sums_of(Line(*found) for found in cohort.entries.values_list("kind", "count"))


def state_now(cohort: InternshipCohort) -> State:
    return state_of(cohort.needed, sums_now(cohort))
