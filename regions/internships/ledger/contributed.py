"""What businesses may have contributed to a cohort: proposed when nobody is open any more."""

from collections.abc import Collection
from decimal import Decimal

from regions.internships.models import CohortEntry, InternshipCohort
from regions.partners.models import Contribution, Partnership, Proposal
from regions.partners.proposals.proposing import Happened, offer, share_on


def propose_for(cohort: InternshipCohort) -> None:
    """For each business that serves the activity of the cohort; how many pupils, people say."""
    if cohort.activity_key:
        rows = Partnership.objects.running().filter(
            region=cohort.school.region, activity_keys__contains=[str(cohort.activity_key)]
        )
        propose_of(cohort, rows.values_list("pk", flat=True))


def propose_of(cohort: InternshipCohort, partnerships: Collection[int]) -> None:
    """The day is the last on which pupils were done; a share of their time counts, where known."""
    done = CohortEntry.objects.filter(cohort=cohort, kind=CohortEntry.Kind.DONE)
    day = done.order_by("-dated_on").values_list("dated_on", flat=True).first()
    if day is None:
        return
    offer(
        Happened(
            Proposal.Source.COHORT,
            cohort.pk,
            Contribution.Kind.SUPERVISION,
            str(cohort)[:160],
            day,
            cohort.activity_key,
            percent=share_on(day) or Decimal(100),
        ),
        list(partnerships),
    )
