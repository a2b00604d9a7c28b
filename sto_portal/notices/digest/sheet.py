"""A digest as values for a template: mail, page and print show these and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from electives.digest import shown
from regions.dutch import list_text, percent
from regions.internships.digest import shown as shown_chances
from regions.labs.models import Attendance
from regions.models import Region
from regions.months import Month
from regions.partners.digest import sentences_of
from regions.progress.models import LineMonth, Status
from sto_portal.notices.models import Digest

# Shape and colour of a status in a mail, which has no style sheet of ours.
MARKS: dict[str, tuple[str, str]] = {
    Status.ON_TRACK: ("●", "#23745a"),
    Status.BEHIND: ("▲", "#8a5a00"),
    Status.STALLED: ("■", "#a92a21"),
    Status.DONE: ("✓", "#3b5480"),
    Status.NOT_STARTED: ("○", "#5d6675"),
}


@dataclass(frozen=True)
class Line:
    title: str
    planned: str
    realised: str
    status: str
    word: str
    mark: str
    colour: str


def sheet_of(digest: Digest) -> dict[str, Any]:
    """Context for every template of a digest. Asks the database nothing more than its group."""
    told = digest.sections
    region = digest.steering_group.region
    last_logged = Month.parse(told["last_logged"]) if told.get("last_logged") else None
    return {
        "digest": digest,
        "region": region,
        "group_name": told["group"],
        "mandate": told["mandate"].rstrip("."),
        "line_label": told["line_label"],
        "period": period_label(digest.first_month, digest.month),
        "is_long": digest.first_month != digest.month,
        "as_of": _day(told.get("as_of")),
        "is_silent": told["is_silent"],
        "is_empty": told["is_empty"],
        "last_logged": last_logged.label if last_logged else "",
        "going_well": _going_well(told["going_well"]),
        "decisions": [_decision(one) for one in told["decisions"]],
        "more_decisions": told["more_decisions"],
        "lines": [_line(LineMonth.from_json(one), told["is_silent"]) for one in told["lines"]],
        "obstacles": told["obstacles"],
        "more_obstacles": told["more_obstacles"],
        "milestones": [
            {**one, "due_on": date.fromisoformat(one["due_on"])} for one in told["milestones"]
        ],
        "more_milestones": told["more_milestones"],
        **_events(told.get("events")),
        "partners": sentences_of(told.get("partners")),
        "electives": shown(told.get("electives")),
        "internships": shown_chances(told.get("internships")),
        "urls": urls_of(region, digest.month),
    }


def _events(told: dict[str, Any] | None) -> dict[str, Any]:
    """Nothing for digests that were sealed before there were events."""
    found = told or {"coming": [], "held": {"events": 0, "groups": []}}
    coming = [
        {
            **one,
            "starts_at": datetime.fromisoformat(one["starts_at"]),
            "place": _("online") if one["is_online"] else one["place"],
            "url": settings.SITE_URL + one["path"],
        }
        for one in found["coming"]
    ]
    groups = [
        f"{one['count']} {Attendance.Group(one['group']).label.lower()}"
        for one in found["held"]["groups"]
    ]
    return {"coming": coming, "held": found["held"]["events"], "held_groups": list_text(groups)}


def urls_of(region: Region, month: Month) -> dict[str, str]:
    """Complete addresses, for mails."""
    return {
        "page": settings.SITE_URL + reverse("digest", args=[region.slug, month]),
        "archive": settings.SITE_URL + reverse("digests", args=[region.slug]),
        "mandate": settings.SITE_URL + reverse("steering", args=[region.slug]),
        "region": settings.SITE_URL + reverse("region", args=[region.slug]),
    }


def period_label(first: Month, last: Month) -> str:
    """ "oktober 2026", "september en oktober 2026", "augustus 2026 tot en met januari 2027"."""
    if first == last:
        return last.label
    begin = first.label if first.year != last.year else first.label.rsplit(" ", 1)[0]
    between = {"first": begin, "last": last.label}
    if last.minus(first) == 1:
        return _("%(first)s and %(last)s") % between
    return _("%(first)s up to and including %(last)s") % between


def _going_well(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [{"month": Month.parse(one["month"]).label, "text": one["text"]} for one in rows]


def _decision(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "by": _day(told["by"]), "url": settings.SITE_URL + told["path"]}


def _line(told: LineMonth, is_silent: bool) -> Line:
    """Without a recent log nothing is called on track: an old green is no green."""
    mark, colour = MARKS[told.status]
    word = str(Status(told.status).label)
    status = told.status
    if is_silent:
        status, mark, colour, word = "", "○", MARKS[Status.NOT_STARTED][1], _("no recent log")
    title = f"{told.code} {told.title}".strip()
    return Line(title, percent(told.planned), percent(told.realised), status, word, mark, colour)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
