"""What is usual for a kind of event: the form begins with it, and asks for these groups first."""

from dataclasses import dataclass
from datetime import time

from regions.labs.models import Attendance, Event

Group = Attendance.Group
Direction = Event.Direction


@dataclass(frozen=True)
class Usual:
    direction: str
    begins: time
    ends: time
    is_public: bool
    groups: tuple[str, ...]


USUAL = {
    Event.Kind.OPEN_DAY: Usual(
        Direction.IN, time(16), time(20), True, (Group.PRIMARY, Group.PARENTS)
    ),
    Event.Kind.PRIMARY_VISIT: Usual(Direction.IN, time(9), time(12), False, (Group.PRIMARY,)),
    Event.Kind.GUEST_LESSON: Usual(
        Direction.IN, time(10), time(11), False, (Group.PUPILS, Group.BUSINESS)
    ),
    Event.Kind.COMPANY_VISIT: Usual(
        Direction.OUT, time(9), time(12), False, (Group.PUPILS, Group.TEACHERS)
    ),
    Event.Kind.TEACHER_PLACEMENT: Usual(
        Direction.OUT, time(9), time(17), False, (Group.TEACHERS,)
    ),
    Event.Kind.NETWORK: Usual(
        Direction.NONE, time(15), time(17), False, (Group.BUSINESS, Group.TEACHERS)
    ),
}  # fmt: skip


def usual(kind: str) -> Usual:
    """Of a kind, and of an open day where the kind is unknown."""
    return USUAL[Event.Kind(kind) if kind in Event.Kind.values else Event.Kind.OPEN_DAY]


def groups_for(kind: str) -> list[str]:
    """All groups, those that usually come first."""
    first = usual(kind).groups
    return [*first, *(group for group in Group.values if group not in first)]
