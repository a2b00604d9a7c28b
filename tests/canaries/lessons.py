"""The canary words of what a region shares of its obstacles, and of what it withdrew."""

import datetime

from advisors.lessons.doors import consent_text
from advisors.models import Lesson, LessonToTell, RuleItem, RuleNaming
from regions.progress.models import Obstacle
from tests.conftest import NOW, Place

STUCK, DID = "De werkplaats was bezet.", "Een middag in de week bij een andere school."


def picked_up(place: Place, code: str = "1.2", **told) -> Obstacle:
    """An obstacle of the summer that was picked up in October."""
    activity = place.plan.activities.get(code=code)
    return Obstacle.objects.create(
        region=place.region,
        activity=activity,
        activity_key=activity.key,
        **{
            "opened_on": datetime.date(2026, 7, 1),
            "updated_on": datetime.date(2026, 10, 1),
            "closed_on": datetime.date(2026, 10, 1),
            "state": Obstacle.State.PICKED_UP,
            "problem": STUCK,
            "recovery": DID,
            **told,
        },
    )


def shared(obstacle: Obstacle, **told) -> Lesson:
    """What its leader agreed to."""
    named = told.get("names_region", False)
    start = {
        "is_shared": True,
        "problem": STUCK,
        "approach": DID,
        "consent_text": consent_text(obstacle.region, named),
        "opened_on": obstacle.opened_on,
        "given_at": NOW,
    }
    return Lesson.objects.create(obstacle=obstacle, **start | told)


def plant_lessons(place: Place, word: str, inside: str) -> dict[str, int]:
    """An obstacle whose way is shared in other words, and a way that was withdrawn; a rule that an
    open obstacle names."""
    told = picked_up(place, problem=f"Vast {word}", recovery=f"Los {inside}", cause="room")
    way = shared(told)
    before = picked_up(place, "1.1", problem=f"Eerst {word}", recovery=f"Toen {inside}")
    taken_back = {"problem": f"Was {word}", "approach": f"Was {inside}", "withdrawn_at": NOW}
    shared(before, **taken_back)
    item = RuleItem.objects.create(title="Begeleiders moeten een bevoegdheid hebben")
    RuleNaming.objects.create(item=item, obstacle=before)
    put = LessonToTell.objects.create(region=place.region, lesson=way)
    return {
        "picked_up": told.pk,
        "picked_up_before": before.pk,
        "way": way.pk,
        "to_tell": put.pk,
        "rule_item": item.pk,
    }
