"""Contributions of a workbook against what the portal knows: what is new, the same, or changed.

A row with a reference is about that contribution; one without that says the same as one in the
portal is taken for it, so that the same workbook twice adds nothing.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regions.dutch import euros
from regions.models import Region
from regions.partners.models import Contribution
from regions.partners.money.amounts import State, state_of
from regions.workbooks.headers import normalised
from regions.workbooks.judgement import Fate
from regions.workbooks.problems import ERROR, WARNING, Problem

from .checks import check_row
from .known import Known, bare_name, known_to
from .parsed import ParsedContribution, ParsedContributions


@dataclass(frozen=True)
class Judged:
    row: ParsedContribution
    fate: Fate
    business: int | None  # None: it will be added
    existing: Contribution | None = None


@dataclass(frozen=True)
class Examined:
    parsed: ParsedContributions  # with all problems
    rows: tuple[Judged, ...]
    known: Known


def examine(region: Region, parsed: ParsedContributions, today: date) -> Examined:
    known = known_to(region)
    problems: list[Problem] = []
    rows = [_completed(row, known, problems) for row in parsed.rows]
    judged, seen = [], Counter[int]()
    taken: set[int] = {row.ref for row in rows if row.ref in known.contributions}
    for row in rows:
        problems += check_row(row, known, today)
        judged.append(_judge(row, known, taken, problems))
        if row.ref:
            seen[row.ref] += 1
            if seen[row.ref] > 1:
                problems.append(row.problem(ERROR, "ref", _("this reference stands here twice")))
    completed = replace(parsed, rows=tuple(rows))
    return Examined(completed.judged(problems), tuple(judged), known)


def _completed(
    row: ParsedContribution, known: Known, problems: list[Problem]
) -> ParsedContribution:
    """Fill in what follows from the rest: amounts of hours, and the day and amount promised."""
    if row.promised_on is None and row.delivered_on and "promised_on" not in row.raw:
        message = _("no day of the promise; the day of the delivery is taken")
        problems.append(row.problem(WARNING, "promised_on", message))
        row = replace(row, promised_on=row.delivered_on)
    if row.kind in Contribution.IN_HOURS:
        return _valued(row, known, problems)
    if row.promised_cents is None and row.delivered_cents and "promised" not in row.raw:
        row = replace(row, promised_cents=row.delivered_cents)
    return row


def _valued(row: ParsedContribution, known: Known, problems: list[Problem]) -> ParsedContribution:
    for cell, day_name, name in (
        ("promised", "promised_on", "promised_cents"),
        ("delivered", "delivered_on", "delivered_cents"),
    ):
        day, given = getattr(row, day_name), getattr(row, name)
        value = known.value(row.hours, day)
        if given is None and day and value is not None and cell not in row.raw:
            row = replace(row, **{name: value})  # type: ignore[arg-type]
        is_latest = cell == "delivered" or not row.delivered_on
        before = known.contributions.get(row.ref or 0)
        is_kept = before is not None and before.hours == row.hours  # counted at the rate of then
        if is_latest and given is not None and value not in (None, given) and not is_kept:
            message = _("hours × rate is %(value)s; the amount in this cell counts")
            values = {"value": euros(value or 0)}
            problems.append(row.problem(WARNING, cell, message % values))
    return row


def _judge(
    row: ParsedContribution, known: Known, taken: set[int], problems: list[Problem]
) -> Judged:
    business = known.business(row)
    if business is None:
        _tell_unknown(row, known, problems)
    existing = known.contributions.get(row.ref or 0)
    if row.ref and existing is None:
        message = _("this reference is not of this region; the row is added as new")
        problems.append(row.problem(WARNING, "ref", message))
    if existing is None:
        existing = _twin(row, known, taken)
        fate = Fate.SAME if existing else Fate.NEW
        if existing:
            message = _("this stands in the portal already and is not added again")
            problems.append(row.problem(WARNING, "title", message))
        return Judged(row, fate, business, existing)
    fate = Fate.SAME if differences(row, existing, known) == [] else Fate.CHANGE
    if fate == Fate.CHANGE and state_of(existing) == State.PROVEN:
        message = _("this contribution is proven, so a workbook does not change it")
        problems.append(row.problem(ERROR, "ref", message))
    return Judged(row, fate, business, existing)


def _tell_unknown(row: ParsedContribution, known: Known, problems: list[Problem]) -> None:
    if known.is_ambiguous(row):
        message = _("several businesses have the name “%(name)s”; write the KvK number beside it")
        problems.append(row.problem(ERROR, "business", message % {"name": row.business[:60]}))
    elif row.business:
        message = _("“%(name)s” is not known yet and will be added")
        problems.append(row.problem(WARNING, "business", message % {"name": row.business[:60]}))


def _twin(row: ParsedContribution, known: Known, taken: set[int]) -> Contribution | None:
    """A contribution that says the same; each is the twin of one row only."""
    for contribution in known.by_partner.get(bare_name(row.business), []):
        if contribution.pk not in taken and not differences(row, contribution, known):
            taken.add(contribution.pk)
            return contribution
    return None


def proof_words(contribution: Contribution) -> str:
    """What the export writes under "Bewijs": who signed, or the name of the file."""
    if contribution.proof_text or contribution.document is None:
        return contribution.proof_text
    return f"Bestand: {contribution.document.name}"[:200]


def differences(row: ParsedContribution, contribution: Contribution, known: Known) -> list[str]:
    """The fields of a row that say something else than the contribution."""
    activity = known.codes.get(contribution.activity_key, "")
    pairs: dict[str, tuple[Any, Any]] = {
        "business": (known.business(row), contribution.partnership.business_id),
        "kind": (row.kind, contribution.kind),
        "title": (normalised(row.title), normalised(contribution.title)),
        "activity": (row.activity if row.activity in known.activities else activity, activity),
        "hours": (row.hours, contribution.hours),
        "proof": (row.proof, proof_words(contribution)),
        "drop_reason": (row.drop_reason, contribution.drop_reason),
    }
    for name in ("promised_on", "promised_cents", "expected_on", "delivered_on"):
        pairs[name] = (getattr(row, name), getattr(contribution, name))
    for name in ("delivered_cents", "proven_on", "dropped_on"):
        pairs[name] = (getattr(row, name), getattr(contribution, name))
    return [name for name, (new, old) in pairs.items() if new != old]
