"""A report and the reporting moment that asks for it: those about the very same period."""

from typing import Any

from regions.accounts.models import User
from regions.dossier.models import HandedIn
from regions.dossier.moments.due import Due, due_in
from regions.models import Region

from .models import Report


def asked_of(region: Region) -> list[Due]:
    """The moments that ask this region for a report, soonest first; three queries."""
    return [due for due in due_in([region]) if due.is_a_report]


def moment_of(report: Report) -> Due | None:
    """What the report is written for: that waits, or else the last that was handed in."""
    found = [due for due in asked_of(report.region) if _period(due) == _days(report)]
    waiting = [due for due in found if due.handed_in is None]
    return next(iter(waiting or reversed(found)), None)


def written_for(due: Due) -> Report | None:
    """The latest report about the period of a moment, of any format."""
    first, last = _period(due)
    rows = Report.objects.filter(region=due.region, starts_on=first, ends_on=last)
    return rows.select_related("region", "format").order_by("-id").first()


def hand_in(report: Report, before: dict[str, Any], by: User) -> None:
    """The moment is handed in by a report that was sent; a correction goes along.

    `before` is the day and the reference that the report had. What somebody recorded at the
    moment itself stays.
    """
    sent = {"sent_on": report.sent_on, "reference": report.reference}
    due = moment_of(report)
    if due is None:
        return
    if due.handed_in is None:
        HandedIn.objects.create(moment=due.moment, region=report.region, recorded_by=by, **sent)
    elif {key: getattr(due.handed_in, key) for key in before} == before:
        for key, value in sent.items():
            setattr(due.handed_in, key, value)
        due.handed_in.save(update_fields=list(sent))


def _period(due: Due) -> tuple[Any, Any]:
    return due.moment.covers_from_on, due.moment.covers_until_on


def _days(report: Report) -> tuple[Any, Any]:
    return report.starts_on, report.ends_on
