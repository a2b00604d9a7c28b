"""Goes through the sheets of a workbook of the bureau: regions, schools, groups and budgets."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from regions.bureau.models import SchoolSite
from regions.bureau.register.brin import lacks_site, no_site
from regions.dutch import date_range_text, decimal_text, euros
from regions.models import Region, School
from regions.steering.models import SteeringGroup
from regions.workbooks.judgement import Fate

from .judgement import Examined, Judged, Judging, twice
from .judging_people import check_part, judge_parts, judge_people
from .known import key_of, known_of, overlap
from .parsed import ParsedBudget, ParsedGroup, ParsedIntake, ParsedRegion, ParsedSchool


def examine(parsed: ParsedIntake) -> Examined:
    judging = Judging(parsed, known_of(parsed))
    regions = _judge_regions(judging)
    parts = judge_parts(judging)
    schools = _judge_schools(judging)
    people = judge_people(judging)
    groups = _judge_groups(judging)
    budgets = _judge_budgets(judging)
    told = parsed.judged(judging.problems)
    asked = tuple(judging.questions.values())
    return Examined(told, regions, parts, schools, people, groups, budgets, asked, judging.known)


def _judge_regions(judging: Judging) -> tuple[Judged[ParsedRegion], ...]:
    seen: dict[str, ParsedRegion] = {}
    found = []
    for row in judging.parsed.regions:
        key = key_of(row.name)
        if not key:
            continue
        if seen.setdefault(key, row) is not row:
            judging.error(row, "name", twice(seen[key]))
        values = {
            "name": row.name,
            "kind": row.kind or Region.Kind.TECHNICAL.value,
            "line_label": row.line_label or Region.LineLabel.ACTIELIJN.value,
            "leader_label": row.leader_label or Region.LeaderLabel.PROGRAMMALEIDER.value,
            "tolerance_months": 1 if row.tolerance is None else row.tolerance,
        }
        region = judging.known.regions.get(key)
        if region is not None:
            judging.stands_already(row, "name", _other_region(region, row))
        found.append(Judged(row, Fate.NEW if region is None else Fate.SAME, values))
    return tuple(found)


def _other_region(region: Region, row: ParsedRegion) -> list[str]:
    other = [
        str(getattr(region, f"get_{name}_display")())
        for name in ("kind", "line_label", "leader_label")
        if getattr(row, name) not in ("", getattr(region, name))
    ]
    if row.tolerance not in (None, region.tolerance_months):
        other.append(_("%(n)s months") % {"n": decimal_text(region.tolerance_months)})
    return other


def _judge_schools(judging: Judging) -> tuple[Judged[ParsedSchool], ...]:
    names: dict[tuple[str, str], ParsedSchool] = {}
    codes: dict[str, list[tuple[str, ParsedSchool]]] = defaultdict(list)
    found = []
    for row in judging.parsed.schools:
        place = judging.place_of(row)
        values = _school_values(judging, row)
        if place is None or not values["name"]:
            continue
        key, region = place
        check_part(judging, row, key, region)
        first = names.setdefault((key, key_of(values["name"])), row)
        if first is not row:
            judging.error(row, "name", twice(first))
        elif row.brin:
            _tell_same_code(judging, row, key, codes[row.brin])
        codes[row.brin].append((key, row))
        stands = _stands(judging, region, values)
        if stands is not None:
            judging.stands_already(row, "name", _other_school(stands, row))
        for school in judging.known.elsewhere.get(row.brin, []) if stands is None else []:
            judging.warn(row, "brin", _of_another(row.brin, school.region.name))
        found.append(Judged(row, Fate.NEW if stands is None else Fate.SAME, values))
    return tuple(found)


def _tell_same_code(
    judging: Judging, row: ParsedSchool, key: str, earlier: list[tuple[str, ParsedSchool]]
) -> None:
    for other, before in earlier:
        if other == key:
            judging.error(row, "brin", twice(before))
        else:
            judging.warn(row, "brin", _of_another(row.brin, before.region))


def _school_values(judging: Judging, row: ParsedSchool) -> dict[str, Any]:
    """What the workbook says; what it leaves empty comes from the register of DUO."""
    site = judging.known.sites.get(row.brin) or SchoolSite()
    values: dict[str, Any] = {
        "name": row.name or site.name,
        "kind": row.kind or site.kind or School.Kind.VMBO.value,
        "place": row.place or site.place,
        "brin": row.brin,
        "board": site.board,
        "province": site.province,
        "holiday_zone": site.holiday_zone,
    }
    if not values["name"] and "name" not in row.raw:
        judging.error(row, "name", _no_name(row))
    if not values["place"] and "place" not in row.raw:
        judging.error(
            row, "place", _("this cell is empty; fill in “%(header)s”") % {"header": "Plaats"}
        )
    if lacks_site(row.brin, values["kind"]):
        judging.error(row, "brin", no_site())
    return values


def _no_name(row: ParsedSchool) -> str:
    if row.brin and "brin" not in row.raw:
        message = _("fill in the name of the school: %(code)s is not in the register")
        return message % {"code": row.brin}
    return _("fill in the name of the school, or a BRIN that stands in the register")


def _of_another(code: str, name: str) -> str:
    message = _("%(code)s is a school of region %(region)s too; one site rarely is in two regions")
    return message % {"code": code, "region": name}


def _stands(judging: Judging, region: Region | None, values: dict[str, Any]) -> School | None:
    """The school of the region with this BRIN, or else with this name."""
    schools = judging.known.schools.get(region.pk, []) if region else []
    name = key_of(values["name"])
    by_code = [one for one in schools if values["brin"] and one.brin == values["brin"]]
    return next(iter([*by_code, *(one for one in schools if key_of(one.name) == name)]), None)


def _other_school(school: School, row: ParsedSchool) -> list[str]:
    told = {"name": row.name, "place": row.place, "brin": row.brin}
    other = [
        getattr(school, name) or _("nothing there")
        for name, text in told.items()
        if text and key_of(text) != key_of(getattr(school, name))
    ]
    if row.kind not in ("", school.kind):
        other.append(str(school.get_kind_display()))
    part = school.sub_region.name if school.sub_region else ""
    if row.sub_region and key_of(row.sub_region) != key_of(part):
        other.append(part or _("no sub-region"))
    return other


def _judge_groups(judging: Judging) -> tuple[Judged[ParsedGroup], ...]:
    seen: dict[str, ParsedGroup] = {}
    found = []
    for row in judging.parsed.groups:
        place = judging.place_of(row)
        if place is None:
            continue
        key, region = place
        if seen.setdefault(key, row) is not row:
            judging.error(row, "region", twice(seen[key]))
        group = judging.known.groups.get(region.pk) if region else None
        if group is not None:
            judging.stands_already(row, "region", _other_group(group, row))
        values = {
            "label": row.label or SteeringGroup.Label.STUURGROEP.value,
            "rhythm": row.rhythm or SteeringGroup.Rhythm.MONTHLY.value,
            "digests_from_on": row.digests_from_on,
        }
        found.append(Judged(row, Fate.NEW if group is None else Fate.SAME, values))
    return tuple(found)


def _other_group(group: SteeringGroup, row: ParsedGroup) -> list[str]:
    other = [] if row.label in ("", group.label) else [str(group.get_label_display())]
    if row.rhythm not in (None, group.rhythm):
        other.append(str(group.get_rhythm_display()))
    return other


def _judge_budgets(judging: Judging) -> tuple[Judged[ParsedBudget], ...]:
    seen: dict[str, list[ParsedBudget]] = defaultdict(list)
    found = []
    for row in judging.parsed.budgets:
        place = judging.place_of(row)
        if place is None or row.starts_on is None or row.ends_on is None or not row.cents:
            continue
        key, region = place
        days = (row.starts_on, row.ends_on)
        for earlier in seen[key]:
            if earlier.starts_on and overlap(*days, earlier.starts_on, earlier.ends_on):
                judging.error(row, "starts_on", _overlaps(twice(earlier)))
        seen[key].append(row)
        values = {"cents": row.cents, "source": row.source}
        values |= {"valid_from_on": days[0], "valid_until_on": days[1]}
        fate = Fate.NEW
        for budget in judging.known.budgets.get(region.pk, []) if region else []:
            if not overlap(*days, budget.valid_from_on, budget.valid_until_on):
                continue
            stands = (budget.cents, budget.valid_from_on, budget.valid_until_on)
            if stands == (row.cents, *days):
                fate = Fate.SAME
                continue
            days_text = date_range_text(budget.valid_from_on, budget.valid_until_on)
            message = _("the portal has a budget of %(amount)s in these days: %(days)s")
            told = message % {"amount": euros(budget.cents), "days": days_text}
            judging.error(row, "cents", told)
        found.append(Judged(row, fate, values))
    return tuple(found)


def _overlaps(told: str) -> str:
    return _("%(told)s, for days that overlap") % {"told": told}
