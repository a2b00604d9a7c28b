"""What must be with DUS-I by a day: moments and questions, for every page, mail and calendar that
tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from regions.models import Region

from .letters.points import open_tasks
from .models import ReportingMoment
from .moments.due import AHEAD, LATE, open_in

Acts = ReportingMoment.Acts


@dataclass(frozen=True)
class Term:
    """`key` says which one it is; a question is answered by who hands in reports too."""

    key: str
    region: Region
    title: str
    due_on: date
    path: str
    acts: str = Acts.BOTH
    is_question: bool = False


def terms_of(regions: Sequence[Region], today: date, days: int = AHEAD) -> list[Term]:
    """What waits in these regions and is due within so many days, soonest first; four queries."""
    first, last = today - timedelta(days=LATE), today + timedelta(days=days)
    moments = [
        Term(
            f"moment:{due.moment.pk}",
            due.region,
            due.moment.title,
            due.due_on,
            due.path,
            due.moment.acts,
        )
        for due in open_in(regions, today, days)
    ]
    questions = [
        Term(
            f"question:{point.pk}",
            point.letter.region,
            point.letter.subject,
            point.due_on,
            reverse("letter", args=[point.letter.region.slug, point.letter_id]),
            is_question=True,
        )
        for point in open_tasks(list(regions)).filter(due_on__range=(first, last))
        if point.due_on
    ]
    return sorted([*moments, *questions], key=lambda term: (term.due_on, term.key))
