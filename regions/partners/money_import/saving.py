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
    for one in examined.rows:
        if one.fate == Fate.SAME:
            continue
        row = one.existing if one.fate == Fate.CHANGE and one.existing else Contribution()
        row.partnership_id = partners[_whose(one)]
        _fill(row, one.row, examined.known)
        if one.fate == Fate.NEW:
            row.added_by, added = by, added + 1
            row.save()
        else:
            row.save()
            close_links(row, now)
            changed += 1
    return added, changed


def _whose(one: Judged) -> int | str:
    """A business that is known, or the name (and number) of one to add."""
    return one.business or (one.row.kvk or bare_name(one.row.business))


def _partners(examined: Examined, now: datetime) -> dict[int | str, int]:
    """The partnership of each row; businesses and partnerships that are missing are added."""
    known, today = examined.known, localdate(now)
    found: dict[int | str, int] = {}
    for one in examined.rows:
        whose = _whose(one)
        if one.fate == Fate.SAME or whose in found:
            continue
        business = one.business or _new_business(one.row).pk
        partnership = known.here.get(business)
        if partnership is None:
            since = min(one.row.promised_on or today, today)
            partnership = Partnership.objects.create(
                region=known.region, business_id=business, started_on=since
            ).pk
            known.here[business] = partnership
        found[whose] = partnership
    return found


def _new_business(row: ParsedContribution) -> Business:
    return Business.objects.create(name=row.business, kvk=row.kvk, place=row.place)


def _fill(one: Contribution, row: ParsedContribution, known: Known) -> None:
    is_in_hours = row.kind in Contribution.IN_HOURS
    one.kind, one.title = row.kind, row.title
    one.activity_key = known.activities.get(row.activity, one.activity_key)
    one.hours = row.hours if is_in_hours else None
    one.promised_on = row.promised_on  # type: ignore[assignment]  # rows without errors have both
    one.promised_cents = row.promised_cents  # type: ignore[assignment]
    one.expected_on = row.expected_on
    one.delivered_on, one.delivered_cents = row.delivered_on, row.delivered_cents
    one.proven_on, one.proof_text = row.proven_on, row.proof
    one.dropped_on, one.drop_reason = row.dropped_on, row.drop_reason
