"""What the dossier tells a steering group: what must be with DUS-I soon."""

from dataclasses import dataclass
from datetime import date

from regions.models import Region
from regions.stored import Stored

from .moments.due import open_in


@dataclass(frozen=True)
class MomentAhead(Stored):
    """What is due, and when."""

    title: str
    due_on: date


def moments_ahead(region: Region, today: date) -> list[MomentAhead]:
    """What is still to be handed in, soonest first; three queries."""
    return [
        MomentAhead(due.moment.title, due.due_on)
        for due in open_in([region], today)
        if due.due_on >= today
    ]
