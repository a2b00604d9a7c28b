"""Contributions of a workbook into the portal: all or nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region
from regions.partners.models import Business, Contribution, Partnership
from regions.partners.money.contributing import NotPossible, close_links
from regions.plans.versions import locked_region
from regions.workbooks.judgement import Fate, look_again

from .judgement import Examined, Judged, examine
from .known import Known, bare_name
from .parsed import ParsedContribution, ParsedContributions


@transaction.atomic
def save_contributions(
    region: Region, parsed: ParsedContributions, by: User | None, now: datetime, shown: str = ""
) -> tuple[int, int]:
    """How many were added and how many changed. NotPossible when this is judged otherwise by now
    than in the preview, of which `shown` is the mark."""
    locked_region(region)
    list(Contribution.objects.select_for_update().filter(partnership__region=region))
    today = localdate(now)
    examined: Examined = examine(region, parsed, today)
    if not examined.parsed.can_be_saved:
        raise NotPossible(_("There are still errors in this workbook. Nothing was saved."))
    if not examined.parsed.is_marked(shown):
        raise NotPossible(look_again())
    partners = _partners(examined, now)
    added = changed = 0
    for judged in examined.rows:
        if judged.fate == Fate.SAME:
            continue
        row = judged.existing if judged.fate == Fate.CHANGE and judged.existing else Contribution()
        row.partnership_id = partners[_whose(judged)]
        _fill(row, judged.row, examined.known)
        if judged.fate == Fate.NEW:
            row.added_by, added = by, added + 1
            row.save()
        else:
            row.save()
            close_links(row, now)
            changed += 1
    return added, changed


def _whose(judged: Judged) -> int | str:
    """A business that is known, or the name (and number) of one to add."""
    return judged.business or (judged.row.kvk or bare_name(judged.row.business))


def _partners(examined: Examined, now: datetime) -> dict[int | str, int]:
    """The partnership of each row; businesses and partnerships that are missing are added."""
    known, today = examined.known, localdate(now)
    found: dict[int | str, int] = {}
    for judged in examined.rows:
        whose = _whose(judged)
        if judged.fate == Fate.SAME or whose in found:
            continue
        business = judged.business or _new_business(judged.row).pk
        partnership = known.here.get(business)
        if partnership is None:
            since = min(judged.row.promised_on or today, today)
            partnership = Partnership.objects.create(
                region=known.region, business_id=business, started_on=since
            ).pk
            known.here[business] = partnership
        found[whose] = partnership
    return found


def _new_business(row: ParsedContribution) -> Business:
    kind = row.partner_kind or Business.Kind.BUSINESS
    return Business.objects.create(name=row.business, kvk=row.kvk, place=row.place, kind=kind)


def _fill(contribution: Contribution, row: ParsedContribution, known: Known) -> None:
    is_in_hours = row.kind in Contribution.IN_HOURS
    contribution.kind, contribution.title = row.kind, row.title
    contribution.activity_key = known.activities.get(row.activity, contribution.activity_key)
    contribution.hours = row.hours if is_in_hours else None
    contribution.promised_on = row.promised_on  # type: ignore[assignment]  # rows without errors have both
    contribution.promised_cents = row.promised_cents  # type: ignore[assignment]
    contribution.expected_on = row.expected_on
    contribution.delivered_on, contribution.delivered_cents = row.delivered_on, row.delivered_cents
    contribution.proven_on, contribution.proof_text = row.proven_on, row.proof
    contribution.dropped_on, contribution.drop_reason = row.dropped_on, row.drop_reason
