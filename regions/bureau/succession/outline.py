"""What can go along from regions that end to those they go on in: shown first, then carried."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from regions.dutch import date_text, list_text
from regions.models import Membership, Region, RegionChange, Role, School, SubRegion
from regions.partners.models import Partnership

Row = School | SubRegion | Membership | Partnership
ONE_AT_A_TIME = (Role.LEADER, Role.CHAIR, Role.ADVISOR)
STEPS = list(Partnership.Step.values)


@dataclass(frozen=True)
class Goal:
    """A region that goes on: one that there is, or one that is made."""

    name: str
    region: Region | None = None


@dataclass
class Item:
    """One school, sub-region, role or partner. `same` is told apart within one region: who or
    what it is."""

    kind: str
    pk: int
    same: object
    text: str
    detail: str
    row: Row
    from_name: str
    stays: dict[int, str] = field(default_factory=dict)  # by number of the goal: why it cannot go

    def key(self, goal: int) -> str:
        return f"{self.kind}-{self.pk}-{goal}"


@dataclass
class Outline:
    kind: RegionChange.Kind
    formers: list[Region]
    goals: list[Goal]
    from_on: date
    items: list[Item]

    def of(self, kind: str) -> list[Item]:
        return [item for item in self.items if item.kind == kind]

    @cached_property
    def by_key(self) -> dict[str, tuple[Item, int]]:
        return {
            item.key(goal): (item, goal)
            for item in self.items
            for goal in range(len(self.goals))
            if goal not in item.stays
        }

    @property
    def keys(self) -> list[str]:
        return list(self.by_key)

    @property
    def proposed(self) -> set[str]:
        """All that can go to one region, once each; who splits a region says what goes where."""
        if len(self.goals) > 1:
            return set()
        seen: set[tuple[str, object]] = set()
        keys = set()
        for key, (item, _goal) in self.by_key.items():
            if (item.kind, item.same) not in seen:
                seen.add((item.kind, item.same))
                keys.add(key)
        return keys

    def refusals(self, ticked: Collection[str]) -> Iterator[str]:
        found: dict[tuple[str, object, int], list[Item]] = defaultdict(list)
        for key in ticked:
            if key in self.by_key:
                item, goal = self.by_key[key]
                found[item.kind, item.same, goal].append(item)
        for (kind, _same, goal), items in found.items():
            if len(items) > 1:
                told = {"name": items[0].text, "region": self.goals[goal].name}
                if kind == "person":
                    text = _("%(name)s can have one role in %(region)s: tick one.")
                else:
                    text = _("%(name)s goes to %(region)s twice: tick one.")
                yield text % told

    @property
    def several(self) -> list[str]:
        """Roles that one person usually has, and who would have them together."""
        told = []
        for role in ONE_AT_A_TIME:
            rows = [item for item in self.of("person") if _has(item.row, role)]
            names = list(dict.fromkeys(item.text for item in rows))
            if len(names) > 1 and len(self.goals) == 1:
                told.append(f"{Role(role).label}: {list_text(names)}")
        return told


def _has(row: Row, role: str) -> bool:
    return isinstance(row, Membership) and row.role == role and not row.is_interim


def outline_of(
    kind: RegionChange.Kind, formers: list[Region], goals: list[Goal], from_on: date
) -> Outline:
    """Read from the rows of now, in as many queries for sixty schools as for one."""
    items = [
        *_sub_regions(formers),
        *_schools(formers),
        *_people(formers, from_on),
        *_partners(formers),
    ]
    for number, goal in enumerate(goals):
        if goal.region is not None:
            _say_what_stays(items, number, goal.region, from_on)
    return Outline(kind, formers, goals, from_on, items)


def _sub_regions(formers: list[Region]) -> list[Item]:
    rows = SubRegion.objects.filter(region__in=formers).select_related("region")
    return [
        Item("part", row.pk, row.name, row.name, row.lead_name, row, row.region.name)
        for row in rows.order_by("region__name__dutch", "name__dutch", "pk")
    ]


def _schools(formers: list[Region]) -> list[Item]:
    rows = School.objects.filter(region__in=formers).select_related("region")
    return [
        Item(
            *("school", row.pk, row.name, row.name),
            ", ".join(filter(None, [row.get_kind_display(), row.place, row.brin])),
            *(row, row.region.name),
        )
        for row in rows
    ]


def _people(formers: list[Region], from_on: date) -> list[Item]:
    """Roles that hold on that day or later; last those of who stands in."""
    rows = Membership.objects.filter(region__in=formers, user__is_active=True)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=from_on)).select_related("user", "region")
    rows = rows.order_by("is_interim", "role", "user__name__dutch", "pk")
    return [
        Item("person", row.pk, row.user_id, row.user.name, _told(row), row, str(row.region))
        for row in rows
    ]


def _told(row: Membership) -> str:
    """The role, and of who stands in that, with its last day."""
    if not row.is_interim:
        return row.role_told
    if row.ends_on is None:
        return _("%(role)s, interim") % {"role": row.role_told}
    values = {"role": row.role_told, "day": date_text(row.ends_on)}
    return _("%(role)s, interim until %(day)s") % values


def _partners(formers: list[Region]) -> list[Item]:
    """One for each business, on the highest step that it has in one of them."""
    rows = Partnership.objects.running().filter(region__in=formers, business__merged_into=None)
    named = list(rows.select_related("business", "region").order_by("business__name__dutch", "id"))
    highest: dict[int, Partnership] = {}
    for row in sorted(named, key=lambda row: -STEPS.index(row.step)):
        highest.setdefault(row.business_id, row)
    return [
        Item(
            *("partner", row.business_id, row.business_id, row.business.name),
            *(row.get_step_display(), row, row.region.name),
        )
        for row in named
        if highest[row.business_id] is row
    ]


def _say_what_stays(items: list[Item], number: int, region: Region, from_on: date) -> None:
    held = list(region.schools.values_list("name", "brin"))
    names, codes = {name for name, _brin in held}, {brin for _name, brin in held if brin}
    parts = set(region.sub_regions.values_list("name", flat=True))
    roles = Membership.objects.filter(region=region)
    roles = roles.filter(Q(ends_on=None) | Q(ends_on__gte=from_on))
    people = set(roles.values_list("user", flat=True))
    partners = set(region.partnerships.values_list("business", flat=True))
    for item in items:
        row = item.row
        if (
            isinstance(row, School) and (row.name in names or (row.brin and row.brin in codes))
        ) or (isinstance(row, SubRegion) and row.name in parts):
            item.stays[number] = _("is there already")
        elif isinstance(row, Membership) and row.user_id in people:
            item.stays[number] = _("has a role there already")
        elif isinstance(row, Partnership) and row.business_id in partners:
            item.stays[number] = _("is a partner there already")
