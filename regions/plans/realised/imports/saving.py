"""The amounts of a workbook into the portal, all or nothing, and back out of it for a day."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.plans.models import Plan, SpentUpload
from regions.plans.realised.keeping import amounts_of, keep_year, year_of
from regions.plans.realised.sums import spent_of
from regions.plans.versions import locked_region
from regions.workbooks.judgement import look_again

from .judgement import examine
from .parsed import ParsedSpending


class NotSaved(Exception):
    """Its text is for the person who wanted to save."""


@transaction.atomic
def save_upload(kept: SpentUpload, plan: Plan, by: User, shown: str, revision: int) -> int:
    """How many lines got another amount. NotSaved when the file, the plan or the year is another
    by now than the preview showed: `shown` is its mark, `revision` that of the year."""
    region = locked_region(kept.region)
    row = year_of(region, kept.year)
    examined = examine(spent_of(region, plan, kept.year), ParsedSpending.from_json(kept.parsed))
    if not examined.parsed.can_be_saved:
        raise NotSaved(_("There are still errors in this workbook. Nothing was saved."))
    if not examined.parsed.is_marked(shown) or revision != (row.revision if row else 0):
        raise NotSaved(look_again())
    amounts = {key.hex: cents for key, cents in amounts_of(row).items()}
    before = {"until_on": row.until_on.isoformat() if row else None, "amounts": amounts}
    saved = keep_year(row, region, kept.year, kept.until_on, by, examined.amounts)
    kept.before, kept.saved_as = before, saved.revision
    kept.save(update_fields=["before", "saved_as"])
    return examined.changed


@transaction.atomic
def undo(kept: SpentUpload, by: User) -> None:
    """Everything as it stood before the workbook; NotSaved when somebody saved since."""
    region = locked_region(kept.region)
    row = year_of(region, kept.year)
    if row is None or kept.saved_as is None or row.revision != kept.saved_as:
        raise NotSaved(_("Somebody saved since this workbook. Nothing was put back."))
    before = {UUID(key): cents for key, cents in kept.before["amounts"].items()}
    if kept.before["until_on"] is None:
        row.delete()
    else:
        gone = dict.fromkeys(amounts_of(row))
        until_on = date.fromisoformat(kept.before["until_on"])
        keep_year(row, region, kept.year, until_on, by, {**gone, **before})
    kept.delete()
