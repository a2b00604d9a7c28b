"""Who reads how another region picked an obstacle up, and giving and withdrawing that consent.

The one door to `Lesson`: what is shared, to leaders, deputies, advisors and the bureau; what a
region answered itself, to who reads its logs. Nobody sees more than the text that was agreed to.
"""

import datetime
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from advisors.models import Lesson
from advisors.models.lessons import LessonQuerySet
from regions.access import Action, can, region_ids
from regions.accounts.models import User
from regions.models import Region
from regions.months import Month
from regions.progress.models import Obstacle

ASKED_FOR = 3  # months that a leader is reminded of the question


def ways_for_network() -> LessonQuerySet:
    """Everything that is shared now; for who came through `require_network`."""
    return Lesson.objects.shared().select_related("obstacle__activity", "obstacle__region")


def answer_about(obstacle: Obstacle) -> Lesson | None:
    """What the leaders answered about sharing this obstacle, as far as it stands."""
    rows = Lesson.objects.standing().filter(obstacle=obstacle)
    return rows.select_related("given_by", "obstacle").first()


def to_ask(region: Region, today: datetime.date) -> QuerySet[Obstacle]:
    """Obstacles that were picked up lately, about which nobody answered yet, the latest first."""
    asked = Lesson.objects.standing().filter(obstacle=OuterRef("pk"))
    since = Month.of(today).plus(-ASKED_FOR).first_day
    rows = Obstacle.objects.filter(
        region=region, state=Obstacle.State.PICKED_UP, closed_on__gte=since
    ).exclude(recovery="")
    return rows.exclude(Exists(asked)).select_related("activity").order_by("-closed_on", "-pk")


def name_regions(lessons: Iterable[Lesson], user: User) -> list[Lesson]:
    """Put on each the region as `user` may know it; "" where its name was left out."""
    own = region_ids(user, [Action.READ_LOG])
    found = list(lessons)
    for lesson in found:
        region = lesson.obstacle.region
        is_known = lesson.names_region or own is None or region.pk in own
        lesson.region_name = region.name if is_known else ""  # type: ignore[attr-defined]
        lesson.is_own = own is not None and region.pk in own  # type: ignore[attr-defined]
    return found


def naming_text(region: Region, names_region: bool) -> str:
    """Whether the region is named, as the leader chooses it."""
    if names_region:
        return _("The name of your region, %(region)s, stands with it.") % {"region": region}
    return _("The name of your region does not stand with it.")


def consent_text(region: Region, names_region: bool | None = None) -> str:
    """What a leader agrees to, word for word; kept with the answer. None: before the choice."""
    whole = _(
        "Programme leaders, their deputies, national advisors and the national bureau read the "
        "two texts on this page, with the month, the kind of activity, the cause and how many "
        "months the activity won. If your region caught up then, advisors and the bureau read its "
        "tempo with it. Steering groups do not read them."
    )
    named = "" if names_region is None else naming_text(region, names_region)
    end = _("You can withdraw this at any time; then it is gone everywhere at once.")
    return " ".join(part for part in (whole, named, end) if part)


class AnsweredMeanwhile(Exception):
    """Another leader of the region answered first."""


def answer(
    obstacle: Obstacle,
    user: User,
    now: datetime.datetime,
    *,
    problem: str = "",
    approach: str = "",
    names_region: bool = False,
    instead_of: int = 0,
) -> Lesson:
    """Keep what the leader answers; without a text that is: no, do not share.

    `instead_of` is the answer that the page showed. Raises AnsweredMeanwhile.
    """
    is_shared = bool(problem and approach)
    fresh = Lesson(
        obstacle=obstacle,
        opened_on=obstacle.opened_on,
        is_shared=is_shared,
        names_region=names_region and is_shared,
        problem=problem,
        approach=approach,
        consent_text=consent_text(obstacle.region, names_region) if is_shared else "",
        given_by=user,
        given_at=now,
    )
    try:
        with transaction.atomic():
            standing = Lesson.objects.filter(obstacle=obstacle, withdrawn_at=None)
            # One of an earlier obstacle in this row was about something else.
            standing.exclude(opened_on=obstacle.opened_on).update(withdrawn_at=now)
            standing.filter(pk=instead_of).update(withdrawn_at=now, withdrawn_by=user)
            fresh.save()
    except IntegrityError:
        raise AnsweredMeanwhile from None
    return fresh


def withdraw(obstacle: Obstacle, user: User, now: datetime.datetime) -> bool:
    """Nobody else reads it from here on. It counts as an answer: the leader is not asked again."""
    standing = Lesson.objects.filter(obstacle=obstacle, withdrawn_at=None, is_shared=True)
    with transaction.atomic():
        if not standing.update(withdrawn_at=now, withdrawn_by=user):
            return False
        try:
            with transaction.atomic():
                answer(obstacle, user, now)
        except AnsweredMeanwhile:  # withdrawn and answered anew by another leader just now
            pass
    return True


def may_answer(user: User, obstacle: Obstacle) -> bool:
    return obstacle.state == Obstacle.State.PICKED_UP and can(user, Action.WRITE_LOG, obstacle)
