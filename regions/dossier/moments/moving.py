"""The day of a moment moves: never without where that is said, and who wrote it down."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.dossier.models import MomentException, MomentMove, ReportingMoment
from regions.models import Region


@transaction.atomic
def move(moment: ReportingMoment, to_on: date, source: str, by: User) -> None:
    """Another day for every region that has no exception. ValidationError for the same day."""
    row = ReportingMoment.objects.select_for_update().get(pk=moment.pk)
    if row.due_on == to_on:
        raise ValidationError(_("That is the day that stands there already."))
    MomentMove.objects.create(
        moment=row, from_on=row.due_on, to_on=to_on, source=source, moved_by=by
    )
    row.due_on = to_on
    row.save(update_fields=["due_on"])


@transaction.atomic
def make_exception(
    moment: ReportingMoment, region: Region, due_on: date | None, source: str, by: User
) -> None:
    """Another day in one region, or none at all; it takes the place of the exception of before."""
    row = ReportingMoment.objects.select_for_update().get(pk=moment.pk)
    before = MomentException.objects.filter(moment=row, region=region).first()
    was = before.due_on if before else row.due_on
    if was == due_on:
        raise ValidationError(_("That is what holds in this region already."))
    MomentException.objects.update_or_create(
        moment=row, region=region, defaults={"due_on": due_on, "source": source}
    )
    MomentMove.objects.create(
        moment=row, region=region, from_on=was, to_on=due_on, source=source, moved_by=by
    )


@transaction.atomic
def end_exception(exception: MomentException, by: User) -> None:
    """The national day holds again."""
    row = ReportingMoment.objects.select_for_update().get(pk=exception.moment_id)
    if MomentException.objects.filter(pk=exception.pk).delete()[0]:
        MomentMove.objects.create(
            moment=row,
            region=exception.region,
            from_on=exception.due_on,
            to_on=row.due_on,
            source=_("the exception was ended"),
            moved_by=by,
        )


# What DUS-I asks for certain (https://www.sterktechniekonderwijs.nl/nieuws/planning/).
KNOWN = (
    (date(2025, 4, 15), date(2025, 1, 1), date(2026, 12, 31)),
    (date(2026, 10, 1), date(2027, 1, 1), date(2028, 12, 31)),
)
PLANNING = "https://www.sterktechniekonderwijs.nl/nieuws/planning/"


def add_known() -> int:
    """The two days that are certain, where they are not there yet; how many are new."""
    new = 0
    for due_on, first, last in KNOWN:
        _row, is_new = ReportingMoment.objects.get_or_create(
            region=None,
            kind=ReportingMoment.Kind.DETAIL,
            covers_from_on=first,
            covers_until_on=last,
            dropped_on=None,
            defaults={
                "title": _("Detailed plan and budget %(first)s–%(last)s")
                % {"first": first.year, "last": last.year},
                "due_on": due_on,
                "source": _("Planning on sterktechniekonderwijs.nl"),
                "source_url": PLANNING,
            },
        )
        new += is_new
    return new
