"""The papers for a meeting on a chosen day: one subject a sheet, with the figures of "standing"."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.access import Action, can
from regions.accounts.models import User
from regions.models import Region
from regions.plans.changes.page import parts_of
from regions.plans.models import Idea
from regions.steering.decisions.ballots import mandate_on
from regions.steering.decisions.list import Asked
from regions.steering.mandate.views import kinds_of
from regions.steering.models import Mandate, Remark
from regions.steering.remarks.remarking import readable

from .stand import Stand, end_of

SUBJECTS: dict[str, str | Promise] = {
    "stand": _("Stand of the plan"),
    "well": _("What goes well and what does not succeed"),
    "asked": _("Decisions asked"),
    "taken": _("Decisions taken"),
    "points": _("Points for the meeting and ideas"),
    "mandate": _("The mandate of the group"),
}


@dataclass(frozen=True)
class Proposal:
    """A decision that is asked, with all that `plans/change_parts.html` prints of a change."""

    asked: Asked
    parts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Sheet:
    """One A4, numbered without gaps; `empty` names the subjects after it with nothing to tell."""

    subject: str
    number: int
    title: str | Promise
    empty: list[str | Promise]


@dataclass
class Pack:
    stand: Stand
    proposals: list[Proposal]
    points: list[Remark]
    ideas: list[Idea]
    mandate: Mandate | None
    kinds: list[str]
    reads_points: bool
    sheets: list[Sheet] = field(default_factory=list)


def chosen_subjects(asked: Iterable[str]) -> list[str]:
    """The subjects that are ticked, in their own order; all of them when none is."""
    ticked = set(asked)
    return [name for name in SUBJECTS if name in ticked] or list(SUBJECTS)


def pack_of(user: User, region: Region, stand: Stand, subjects: Collection[str]) -> Pack:
    """Everything that is printed; only what was ticked is read."""
    mandate = mandate_on(region, stand.day) if "mandate" in subjects else None
    pack = Pack(
        stand,
        _proposals(stand) if "asked" in subjects else [],
        _points(user, region, stand.day) if "points" in subjects else [],
        _ideas(region, stand) if "points" in subjects else [],
        mandate,
        kinds_of(mandate),
        can(user, Action.READ_REMARKS, region) or can(user, Action.REMARK, region),
    )
    pack.sheets = _sheets(pack, subjects)
    return pack


def _proposals(stand: Stand) -> list[Proposal]:
    return [Proposal(asked, parts_of(asked.change, stand.day)) for asked in stand.asked]


def _points(user: User, region: Region, day: date) -> list[Remark]:
    """What members put on the list by then and was not answered or thanked for yet."""
    end = end_of(day)
    rows = readable(user, region).about_the_plan().filter(is_for_meeting=True, made_at__lt=end)
    rows = rows.filter(Q(replied_at=None) | Q(replied_at__gte=end))
    rows = rows.filter(Q(thanked_at=None) | Q(thanked_at__gte=end))
    return list(rows.select_related("made_by", "change").order_by("made_at", "id"))


def _ideas(region: Region, stand: Stand) -> list[Idea]:
    """The ideas of the half year before the day, newest first."""
    rows = Idea.objects.filter(region=region, raised_at__lt=end_of(stand.day))
    rows = rows.filter(raised_at__gte=end_of(stand.since)).select_related("raised_by")
    return list(rows.order_by("-raised_at", "-id"))


def _sheets(pack: Pack, subjects: Collection[str]) -> list[Sheet]:
    """A sheet for each subject that has something to tell; the others are a line below one."""
    filled = {
        "stand": True,
        "well": True,
        "asked": bool(pack.proposals or pack.stand.questions),
        "taken": bool(pack.stand.taken),
        "points": bool(pack.points or pack.ideas) or not pack.reads_points,
        "mandate": pack.mandate is not None,
    }
    sheets: list[Sheet] = []
    empty: list[str | Promise] = []  # those before the first sheet stand on it too
    for name, title in SUBJECTS.items():
        if name not in subjects:
            continue
        if filled[name]:
            sheets.append(Sheet(name, len(sheets) + 1, title, [] if sheets else empty))
            empty = sheets[-1].empty
        else:
            empty.append(title)
    return sheets or [Sheet("", 0, "", empty)]
