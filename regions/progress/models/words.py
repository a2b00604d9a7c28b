"""What every log says in the same words, and the month that it says it of."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """One definition for every region (domain, section 6)."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    BEHIND = "behind", _("Behind")
    STALLED = "stalled", _("Stalled")
    DONE = "done", _("Done")


# What needs words: what does not succeed, and how it is picked up again.
TROUBLED = frozenset({Status.BEHIND, Status.STALLED})


class Outlook(models.TextChoices):
    """What becomes of a result that is behind: three different things."""

    RECOVER = "recover", _("We catch up")
    POSTPONED = "postponed", _("Postponed: it comes later")
    LOST = "lost", _("Lost: it cannot be made up any more")


class Cause(models.TextChoices):
    """What keeps an activity back, where the leader names it."""

    PEOPLE = "people", _("People: too few, or not the right ones")
    ROOM = "room", _("Room, machines or material")
    MONEY = "money", _("Money")
    RULE = "rule", _("A rule: something is not allowed, or must")
    PARTNER = "partner", _("A partner: school, business or authority")
    TIME = "time", _("Time and timetables")


class FirstOfMonth(models.DateField):
    """A calendar month, stored as its first day."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        return name, "regions.progress.models.FirstOfMonth", args, options
