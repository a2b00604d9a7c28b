"""Regions with their schools, sub-regions and steering groups."""

from random import Random

from django.utils.text import slugify

from regions.models import Region, School, SubRegion
from regions.steering.models import DEFAULT_MANDATE, Mandate, SteeringGroup

from .clock import Clock
from .names import MBO_SCHOOL, PLACES, PRO_SCHOOLS, VMBO_SCHOOLS
from .stories import MERENLAND, Story

WIDER_MANDATES = (
    (
        "toezicht houden op de uitvoering van het beschreven plan, en besluiten over een andere "
        "activiteit voor hetzelfde doel",
        ["time", "content"],
    ),
    (
        "toezicht houden op de uitvoering van het beschreven plan, en verschuiven van budget tot "
        "€ 25.000 tussen activiteiten van dezelfde actielijn",
        ["time", "budget"],
    ),
)


def draw_region(story: Story, random: Random) -> Region:
    return Region(
        name=story.name,
        slug=slugify(story.name),
        kind=Region.Kind.LOW_TECH if random.random() < 0.1 else Region.Kind.TECHNICAL,
        line_label=story.labels.get("line_label", "actielijn"),
        leader_label=story.labels.get("leader_label", "programmaleider"),
    )


def draw_mandate(group: SteeringGroup, random: Random, clock: Clock) -> Mandate:
    """What the group is for; one in four decides more than moves in time."""
    is_wide = random.random() < 0.25
    text, decides = random.choice(WIDER_MANDATES) if is_wide else (DEFAULT_MANDATE, ["time"])
    return Mandate(
        steering_group=group, text=text, decides=decides, holds_from_on=clock.plan_starts_on
    )


def draw_group(region: Region, story: Story, clock: Clock) -> SteeringGroup:
    return SteeringGroup(
        region=region,
        label=story.labels.get("group", "stuurgroep"),
        rhythm=story.rhythm,
        digests_from_on=clock.current.plus(-3).first_day,
        hears_of_money=story is MERENLAND,
    )


class Schools:
    """Schools of one region after another, with codes that exist nowhere (00XX01, 00XX02…)."""

    def __init__(self, random: Random) -> None:
        self.random, self.count, self.regions = random, 0, 0

    def of(self, region: Region, parts: list[SubRegion]) -> list[School]:
        zone = School.Zone.values[self.regions % len(School.Zone.values)]
        self.regions += 1
        places = self.random.sample(PLACES, self.random.randint(4, 6))
        if region.name == "Merenland":
            places[0] = "Oosterveen"
        names = self.random.sample(VMBO_SCHOOLS, len(places))
        schools = [
            self._school(region, name.format(place=place), "vmbo", place)
            for name, place in zip(names, places, strict=True)
        ]
        pro = self.random.choice(PRO_SCHOOLS).format(place=places[0])
        mbo = MBO_SCHOOL.format(region=region.name)
        schools += [
            self._school(region, pro, "pro", places[0]),
            self._school(region, mbo, "mbo", places[1]),
        ]
        for place, school in enumerate(schools):
            school.sub_region = parts[place % len(parts)] if parts else None
            school.holiday_zone = zone
        return schools

    def _school(self, region: Region, name: str, kind: str, place: str) -> School:
        self.count += 1
        first, second = divmod(self.count // 99, 26)
        code = f"00{chr(65 + (23 + first) % 26)}{chr(65 + (23 + second) % 26)}"
        return School(
            region=region,
            name=name,
            brin=f"{code}{self.count % 99 + 1:02}",
            kind=kind,
            place=place,
        )
