"""The costs of a workbook as budget lines, and what becomes of those that the portal has."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from regions.dutch import euros, list_text
from regions.plans.budget.keeping import Costs, sum_of
from regions.plans.models import Activity, BudgetLine
from regions.plans.versions import copied
from regions.workbooks.headers import normalised
from regions.workbooks.problems import ERROR, WARNING, Problem

from .cost_kinds import Kinds
from .parsed import ParsedActivity, ParsedCost, ParsedPlan

LONGEST = 200  # of the text of a budget line
MANY = 12  # activities that one sentence names


def save_costs(saved: Iterable[Activity], parsed: ParsedPlan, before: Costs) -> None:
    """Give saved activities the costs of the workbook; one that tells none leaves them be.

    A line that stays what it was keeps its key, and the sum of the lines is the budget.
    """
    kinds = Kinds(timezone.localdate())
    lines: list[BudgetLine] = []
    changed = []
    for activity, source in zip(saved, parsed.activities, strict=True):
        old = before.get(activity.code, [])
        own = _lines(activity, source, list(old), kinds)
        if not own and not parsed.tells_costs:
            own = [copied(line, activity=activity) for line in old]
        if own:
            activity.budget_cents = sum_of(own)
            changed.append(activity)
            lines += own
    BudgetLine.objects.bulk_create(lines)
    Activity.objects.bulk_update(changed, ["budget_cents"])


def _lines(
    activity: Activity, source: ParsedActivity, old: list[BudgetLine], kinds: Kinds
) -> list[BudgetLine]:
    lines = []
    for place, cost in enumerate(source.costs, start=1):
        line = _line(cost, kinds, activity.title)
        line.activity, line.position = activity, place
        lines.append(line)
    _keep_keys(lines, old)
    return lines


def _line(cost: ParsedCost, kinds: Kinds, title: str) -> BudgetLine:
    kind = kinds.named(cost.kind)
    said = "" if kind else cost.kind  # words that are no kind stay readable
    text = ": ".join(dict.fromkeys(part for part in (said, cost.text) if part)) or title
    return BudgetLine(
        kind=kind or kinds.other(),
        text=text[:LONGEST],
        year=cost.year,
        quantity=cost.quantity,
        unit=cost.unit,
        price_cents=cost.price_cents,
        cents=cost.cents,
        cofinancing_cents=cost.cofinancing_cents,
    )


def _keep_keys(lines: list[BudgetLine], old: list[BudgetLine]) -> None:
    """Each line is the old one that is wholly the same, or else has its name and year."""
    for what in (_whole, _name):
        pool: dict[tuple, list[BudgetLine]] = defaultdict(list)
        for line in old:
            pool[what(line)].append(line)
        rest = []
        for line in lines:
            if twins := pool[what(line)]:
                line.key = twins.pop(0).key
            else:
                rest.append(line)
        lines, old = rest, [line for twins in pool.values() for line in twins]


def _whole(line: BudgetLine) -> tuple:
    amounts = (line.quantity, line.price_cents, line.cents, line.cofinancing_cents)
    return (*_name(line), line.kind_id, line.unit, *amounts)


def _name(line: BudgetLine) -> tuple:
    return normalised(line.text), line.year


def judge_costs(parsed: ParsedPlan, before: Costs) -> list[Problem]:
    """What the workbook's costs do to those in the portal, and which kinds are not known."""
    kinds = Kinds(timezone.localdate())
    rows = [(row, before[row.code]) for row in parsed.activities if before.get(row.code)]
    told = [(row, old) for row, old in rows if row.costs]
    silent = [(row, old) for row, old in rows if not row.costs]
    replaced = [row.code for row, old in told if not _same(row, old, kinds)]
    found = _unknown_kinds(parsed, kinds)
    if replaced:
        message = _("the costs in the portal become those of this workbook, for %(codes)s")
        found.append(_whole_plan(parsed, message % {"codes": _some(replaced)}))
    if silent and parsed.tells_costs:
        message = _("this workbook has no costs of %(codes)s, so those in the portal go")
        codes = _some([row.code for row, _old in silent])
        found.append(_whole_plan(parsed, message % {"codes": codes}))
    elif silent:
        found += [_stays(row, old) for row, old in silent if _says_other(row, old)]
    return found


def _says_other(activity: ParsedActivity, old: list[BudgetLine]) -> bool:
    return activity.budget_cents not in (None, sum_of(old))


def _stays(activity: ParsedActivity, old: list[BudgetLine]) -> Problem:
    message = _("the costs in the portal add up to %(sum)s; they stay, and so does that sum")
    return activity.problem(WARNING, "budget", message % {"sum": euros(sum_of(old))})


def _same(activity: ParsedActivity, old: list[BudgetLine], kinds: Kinds) -> bool:
    lines = [_line(cost, kinds, activity.title) for cost in activity.costs]
    return Counter(map(_whole, lines)) == Counter(map(_whole, old))


def _some(codes: list[str]) -> str:
    more = len(codes) - MANY
    return list_text(codes) if more <= 0 else f"{', '.join(codes[:MANY])} … (+{more})"


def _whole_plan(parsed: ParsedPlan, message: str) -> Problem:
    return Problem(WARNING, parsed.sheet, "", message)


def _unknown_kinds(parsed: ParsedPlan, kinds: Kinds) -> list[Problem]:
    """Each word once, at its first cell; an error where the portal has no kinds at all."""
    costs = [cost for activity in parsed.activities for cost in activity.costs]
    other = kinds.other()
    if costs and other is None:
        return [Problem(ERROR, "", "", _("the portal has no kinds of costs yet; ask the bureau"))]
    first: dict[str, ParsedCost] = {}
    for cost in costs:
        if kinds.named(cost.kind) is None:
            first.setdefault(normalised(cost.kind), cost)
    found = []
    for cost in first.values():
        sheet, _mark, cell = cost.cell.rpartition("!")
        message = _("kind of costs “%(kind)s” is not known and becomes “%(other)s”")
        if not cost.kind:
            message = _("without a kind of costs, “%(other)s” is taken")
        values = {"kind": cost.kind[:40], "other": other}
        found.append(Problem(WARNING, sheet, cell, message % values))
    return found
