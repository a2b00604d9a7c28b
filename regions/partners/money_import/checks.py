"""What must be right about one row of contributions, said at the cell."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.partners.models import Contribution
from regions.workbooks.problems import ERROR, WARNING, Problem

from .known import Known
from .parsed import ParsedContribution

Told = Iterator[tuple[str, str, str]]  # field, level, sentence


def check_row(row: ParsedContribution, known: Known, today: date) -> list[Problem]:
    """What could not be read was reported already; a field in `raw` says nothing twice."""
    found = []
    for check in (_lacking, _amounts, _order, _steps):
        for name, level, message in check(row, known, today):
            if name not in row.raw:
                found.append(row.problem(level, name, message))
    return found


def _lacking(row: ParsedContribution, known: Known, today: date) -> Told:
    if not row.business:
        yield "business", ERROR, _("fill in the name of the business")
    if not row.title:
        yield "title", ERROR, _("fill in what the business brings")
    if not row.kind:
        yield "kind", ERROR, _("fill in the kind, for example Geld, Uren or Machines")
    if row.promised_on is None:
        yield "promised_on", ERROR, _("fill in the day of the promise")
    if row.activity and row.activity not in known.activities:
        message = _("the plan has no activity %(code)s; that stays empty")
        yield "activity", WARNING, message % {"code": row.activity}


def _amounts(row: ParsedContribution, known: Known, today: date) -> Told:
    if row.kind in Contribution.IN_HOURS:
        yield from _hours(row, known)
    elif row.kind and not row.promised_cents:
        yield "promised", ERROR, _("fill in an amount")
    elif row.kind and row.hours:
        yield "hours", WARNING, _("hours do not count with this kind and are left out")
    if row.delivered_on and row.delivered_cents is None and row.kind not in Contribution.IN_HOURS:
        yield "delivered", ERROR, _("fill in what the delivery is worth")
    if row.delivered_cents is not None and row.delivered_on is None:
        yield "delivered_on", ERROR, _("fill in the day of the delivery")


def _hours(row: ParsedContribution, known: Known) -> Told:
    if row.hours is None and row.promised_cents is None:
        yield "hours", ERROR, _("fill in how many hours")
        return
    for cell, day, cents in (
        ("promised", row.promised_on, row.promised_cents),
        ("delivered", row.delivered_on, row.delivered_cents),
    ):
        if day and cents is None:
            message = _("no hourly rate is known for %(day)s; the national bureau adds it")
            yield cell, ERROR, message % {"day": date_text(day)}


def _order(row: ParsedContribution, known: Known, today: date) -> Told:
    for name in ("promised_on", "delivered_on", "proven_on", "dropped_on"):
        day = getattr(row, name)
        if day and day > today:
            yield name, ERROR, _("%(day)s is still to come") % {"day": date_text(day)}
    if row.promised_on and row.delivered_on and row.delivered_on < row.promised_on:
        yield "delivered_on", ERROR, _("the delivery lies before the promise")
    if row.delivered_on and row.proven_on and row.proven_on < row.delivered_on:
        yield "proven_on", ERROR, _("the proof lies before the delivery")


def _steps(row: ParsedContribution, known: Known, today: date) -> Told:
    if row.proven_on and row.delivered_on is None:
        yield "delivered_on", ERROR, _("only what was delivered can be proven")
    if row.proven_on and not row.proof:
        yield "proof", ERROR, _("fill in who signed, or where the proof is")
    if row.proof and not row.proven_on:
        yield "proven_on", ERROR, _("fill in the day of the proof")
    if row.dropped_on and row.delivered_on:
        yield "dropped_on", ERROR, _("what was delivered cannot be dropped")
    if row.dropped_on and not row.drop_reason:
        yield "drop_reason", ERROR, _("fill in why it does not come")
    if row.drop_reason and not row.dropped_on:
        yield "dropped_on", ERROR, _("fill in since when it does not come")
