"""All regions of the demonstration, invented and not yet saved."""

from dataclasses import dataclass, field
from random import Random

from regions.models import Region, School, SubRegion
from regions.months import Month
from regions.plans.models import Plan

from .clock import Clock
from .drafts import DraftPlan
from .merenland import draw_merenland
from .people import Team
from .places import Schools, draw_region
from .planning import draw_plan
from .stories import CHARACTERS, MERENLAND, Story, other_stories

SEED = "sterk techniekonderwijs"


@dataclass
class Place:
    """One region with everything that was invented for it."""

    story: Story
    region: Region
    random: Random
    team: Team = field(init=False)
    versions: list[DraftPlan] = field(default_factory=list)
    parts: list[SubRegion] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)

    def schools_of(self, place: int) -> list[str]:
        """Which schools take part in the activity at a place in the plan: all, or these."""
        return [school.name for school in self.schools[:3]] if place % 3 == 2 else []

    def plan_at(self, month: Month) -> DraftPlan:
        known = [version for version in self.versions if version.approved_on <= month.last_day]
        return (known or self.versions[:1])[-1]


def invented_places(clock: Clock) -> list[Place]:
    """The eight with a character first, then the other 66; every one from its own seed."""
    stories = [*CHARACTERS, *other_stories(Random(f"{SEED} stories"))]
    schools = Schools(Random(f"{SEED} schools"))
    places = []
    for story in stories:
        random = Random(f"{SEED} {story.name}")
        place = Place(story, draw_region(story, random), random)
        if story is MERENLAND:
            place.versions = list(draw_merenland(random, clock))
        else:
            place.versions = [draw_plan(story, random, clock)]
        place.parts = [
            SubRegion(region=place.region, name=name, lead_name=lead)
            for name, lead in story.sub_regions
        ]
        place.schools = schools.of(place.region, place.parts)
        places.append(place)
    return places
