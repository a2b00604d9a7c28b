"""What the portal knows of that which a workbook names, in as many queries as it has kinds."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from regions.accounts.models import User
from regions.bureau.models import SchoolSite
from regions.models import Membership, Region, School, SubRegion
from regions.partners.models import EligibleBudget
from regions.steering.models import SteeringGroup
from regions.words.folding import folded

from .parsed import ParsedIntake


@dataclass(frozen=True)
class Known:
    regions: dict[str, Region]  # by the name, folded
    schools: dict[int, list[School]]  # by region
    elsewhere: dict[str, list[School]]  # by BRIN, in any region
    sites: dict[str, SchoolSite]  # by BRIN
    people: dict[str, User]  # by address
    roles: list[Membership]  # in the regions that the workbook names
    groups: dict[int, SteeringGroup]  # by region
    budgets: dict[int, list[EligibleBudget]]  # by region
    parts: dict[tuple[int, str], SubRegion]  # by region and the name, folded


def key_of(name: str) -> str:
    return " ".join(folded(name).split())


def known_of(parsed: ParsedIntake) -> Known:
    regions = {key_of(region.name): region for region in Region.objects.all()}
    named = {key_of(row.name) for row in parsed.regions}
    for rows in (parsed.parts, parsed.schools, parsed.people, parsed.groups, parsed.budgets):
        named |= {key_of(row.region) for row in rows}
    here = [regions[name].pk for name in named if name in regions]
    codes = {row.brin for row in parsed.schools if row.brin}
    emails = {row.email for row in parsed.people if row.email}
    people = {user.email.lower(): user for user in User.objects.filter(email__in=emails)}
    schools: dict[int, list[School]] = defaultdict(list)
    for school in School.objects.filter(region__in=here).select_related("sub_region"):
        schools[school.region_id].append(school)
    elsewhere: dict[str, list[School]] = defaultdict(list)
    for school in School.objects.filter(brin__in=codes).select_related("region"):
        elsewhere[school.brin].append(school)
    budgets: dict[int, list[EligibleBudget]] = defaultdict(list)
    for budget in EligibleBudget.objects.filter(region__in=here):
        budgets[budget.region_id].append(budget)
    roles = Membership.objects.filter(region__in=here).select_related("user", "region")
    groups = SteeringGroup.objects.filter(region__in=here)
    parts = SubRegion.objects.filter(region__in=here)
    return Known(
        regions,
        schools,
        elsewhere,
        {site.code: site for site in SchoolSite.objects.filter(code__in=codes)},
        people,
        list(roles),
        {group.region_id: group for group in groups},
        budgets,
        {(part.region_id, key_of(part.name)): part for part in parts},
    )


def overlap(first: date, last: date | None, other: date, other_last: date | None) -> bool:
    """Whether two periods have a day in common; without a last day they go on."""
    return (last is None or other <= last) and (other_last is None or first <= other_last)
