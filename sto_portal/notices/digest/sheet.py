"""A digest as values for a template: mail, page and print show these and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from regions.dutch import at_the_latest, percent
from regions.models import Region
from regions.months import Month
from regions.partners.digest import sentences_of
from regions.progress.models import LineMonth, Status
from sto_portal.notices.models import Digest

from .addenda import months_text
from .sections import Sections

PREHEADER_LENGTH = 140
MEASURED_SINCE = 2  # the version of the sections whose day is the one that was measured

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
    told = Sections.of(digest)
    region = digest.steering_group.region
    unlogged = _("no recent log") if told.is_long_silent else _("no log of this month")
    return {
        "digest": digest,
        "region": region,
        "site": settings.SITE_URL,
        "group_name": told.group,
        "mandate": told.mandate.rstrip("."),
        "line_label": told.line_label,
        "period": period_label(digest.first_month, digest.month),
        "is_long": digest.first_month != digest.month,
        "as_of": told.as_of,
        "is_measured": told.version >= MEASURED_SINCE,
        "is_silent": told.is_silent,
        "is_empty": told.is_empty,
        "last_logged": told.last_logged.label if told.last_logged else "",
        "going_well": told.going_well,
        "finding": told.finding or digest.headline,
        "preheader": _preheader(told),
        "addendum": told.addendum,
        "addendum_months": months_text(told.addendum) if told.addendum else "",
        "since": [*told.since, *sentences_of(told.partners)],
        "bad_news": told.bad_news,
        "questions": told.questions,
        "decisions": told.decisions,
        "more_decisions": told.more_decisions,
        "lines": [_line(line, unlogged if told.is_silent else "") for line in told.lines],
        "obstacles": told.obstacles,
        "more_obstacles": told.more_obstacles,
        "milestones": told.milestones,
        "more_milestones": told.more_milestones,
        "reporting": told.reporting,
        "money": told.money.sentence if told.money else "",
        "coming": told.events.coming,
        "held": told.events.held.events,
        "held_groups": told.events.held.who_came,
        "electives": told.electives,
        "internships": told.internships,
        "urls": urls_of(region, digest.month),
    }


def _preheader(told: Sections) -> str:
    """What a mail program shows beside the subject: the date, what is asked, what moved most."""
    ours = next((proposal for proposal in told.decisions if proposal.is_ours), None)
    parts = []
    if ours:
        parts.append(f"{at_the_latest(ours.by)}: {ours.asked}" if ours.by else ours.asked)
    elif told.questions:
        parts.append(told.questions[0].text)
    parts += told.since[:1]
    if not parts:
        parts = [text.text for text in told.going_well[:1]] or [told.group]
    text = " ".join(" ".join(parts).split())
    return Truncator(text[:1].upper() + text[1:]).chars(PREHEADER_LENGTH)


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


def _line(told: LineMonth, unlogged: str) -> Line:
    """`unlogged` says why nothing is called on track: an old green is no green."""
    mark, colour = MARKS[told.status]
    word = str(Status(told.status).label)
    status = told.status
    if unlogged:
        status, mark, colour, word = "", "○", MARKS[Status.NOT_STARTED][1], unlogged
    title = f"{told.code} {told.title}".strip()
    return Line(title, percent(told.planned), percent(told.realised), status, word, mark, colour)
