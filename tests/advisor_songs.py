"""The canary words of the advisor's work: one function per part, which gives the ids by name."""

import datetime

from advisors.models import PlannedTalk, Promise, Talk
from tests.conftest import Place

DAY = datetime.date(2026, 11, 10)


def sing_talks(place: Place, inside: str) -> dict[str, int]:
    """A talk as coach, one as mediator, a promise and a planned talk; only the leaders and the
    advisor may read `inside`."""
    told = {"region": place.region, "author": place.advisor, "held_on": DAY}
    talk = Talk.objects.create(pet="coach", note=f"Besproken {inside}", with_whom=inside, **told)
    Talk.objects.create(pet="mediator", note=f"Geheim {inside}", **told)
    promise = Promise.objects.create(
        talk=talk,
        who="leader",
        text=f"Doet {inside}",
        handed_at=datetime.datetime.now(datetime.UTC),
    )
    planned = PlannedTalk.objects.create(region=place.region, kind="progress", planned_on=DAY)
    return {"talk": talk.pk, "promise": promise.pk, "planned_talk": planned.pk}
