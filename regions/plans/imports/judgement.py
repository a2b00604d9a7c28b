"""What a workbook says against what the region knows now: its schools, and the approved plan."""

from django.utils.translation import gettext as _

from regions.dutch import list_text
from regions.models import Region
from regions.plans.budget.keeping import costs_in
from regions.plans.models import Plan
from regions.plans.versions import approved_plan, open_plan
from regions.workbooks.headers import normalised
from regions.workbooks.problems import WARNING, Problem

from .costs import judge_costs
from .kinds import kind_from_text
from .parsed import ParsedActivity, ParsedPlan


def judge(region: Region, parsed: ParsedPlan) -> ParsedPlan:
    """The same plan, with warnings about what this region does not know or would end."""
    schools = {normalised(name) for name in region.schools.values_list("name", flat=True)}
    parts = {normalised(name) for name in region.sub_regions.values_list("name", flat=True)}
    problems = _unknown_schools(parsed, schools)
    for activity in parsed.activities:
        problems += _unknown_in(activity, parts)
    base = approved_plan(region)
    if base is not None:
        problems += _against(base, parsed)
    problems += judge_costs(parsed, costs_in(open_plan(region) or base))
    return parsed.judged(problems)


def _unknown_schools(parsed: ParsedPlan, known: set[str]) -> list[Problem]:
    """One line for each school that is left out, with the activities that name it."""
    names: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    for activity in parsed.activities:
        for name in activity.schools:
            if (key := normalised(name)) not in known:
                names.setdefault(key, name)
                codes.setdefault(key, []).append(activity.code or activity.title)
    message = _("“%(name)s” is not known as a school of this region, so left out at %(codes)s")
    return [
        Problem(
            WARNING,
            parsed.sheet,
            "",
            message % {"name": name, "codes": list_text(list(dict.fromkeys(codes[key])))},
        )
        for key, name in names.items()
    ]


def _unknown_in(activity: ParsedActivity, parts: set[str]) -> list[Problem]:
    found = []
    if activity.sub_region and normalised(activity.sub_region) not in parts:
        message = _("“%(name)s” is no sub-region of this region, so it is left out")
        values = {"name": activity.sub_region}
        found.append(activity.problem(WARNING, "sub_region", message % values))
    if activity.kind and kind_from_text(activity.kind) is None:
        message = _("kind “%(kind)s” is not known and becomes “Other”")
        found.append(activity.problem(WARNING, "kind", message % {"kind": activity.kind}))
    return found


def _against(base: Plan, parsed: ParsedPlan) -> list[Problem]:
    """Which activities of the approved plan would end, or would go on under another name."""
    known = dict(base.activities.values_list("code", "title"))
    codes = {activity.code for activity in parsed.activities}
    problems = []
    for activity in parsed.activities:
        title = known.get(activity.code)
        if title is not None and normalised(title) != normalised(activity.title):
            message = _("%(code)s is “%(title)s” in the approved plan and counts as the same")
            values = {"code": activity.code, "title": title}
            problems.append(activity.problem(WARNING, "title", message % values))
    gone = [f"{code} {title}" for code, title in known.items() if code not in codes]
    if gone and parsed.activities:
        message = _("in the approved plan but not in this workbook: %(names)s")
        names = ", ".join(gone)
        problems.append(Problem(WARNING, parsed.sheet, "", message % {"names": names}))
    return problems
