"""What the monthly mail about businesses, electives and events says: lists, subject and links."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from electives.path.waiting import Awaited, awaited
from regions.labs.events.closing import events_to_close
from regions.models import Region
from regions.partners.ladder.watching import not_proven, silent_partners
from sto_portal.notices.kinds.letters import Link

from .reminder import About, Step, Words, with_place

MOST = 10
TEMPLATES = {
    Step.PARTNERS: "notices/mail/reminder_partners.txt",
    Step.EVENTS: "notices/mail/reminder_events.txt",
}


def words_of(about: About, regions: list[Region], day: date) -> Words:
    context = _context(about, regions, day)
    return Words(
        with_place(_subject(context), regions),
        TEMPLATES[about.step],
        context,
        _links(context),
        _("You get this mail because you lead this programme."),
    )


def electives_in(about: About, region_ids: Iterable[int], today: date) -> list[Awaited]:
    """Those that a mail is about and that still wait."""
    if not about.applications and not about.steps:
        return []
    return [
        waiting
        for waiting in awaited(region_ids, today)
        if (
            waiting.elective.pk in about.applications
            if waiting.is_application
            else waiting.step in about.steps
        )
    ]


def _context(about: About, regions: list[Region], today: date) -> dict[str, Any]:
    """What the mail names, as it was on the day it was planned; businesses only, no people."""
    ids = [region.pk for region in regions]
    names = {region.pk: region.name for region in regions}
    silent = [partner for partner in silent_partners(ids, today) if partner.pk in about.partners]
    gifts = not_proven(ids, today).filter(pk__in=about.contributions)
    events = events_to_close(ids, today).filter(pk__in=about.events)
    electives = electives_in(about, ids, today)
    return {
        **_limited("silent", [(partner, names[partner.region_id]) for partner in silent]),
        **_limited("gifts", list(gifts.select_related("partnership__business"))),
        **_limited("closing", list(events)),
        **_limited("electives", electives),
        "regions": regions,
        "with_silent": {partner.region_id for partner in silent},
        "with_electives": {elective.region.pk for elective in electives},
        "with_gifts": set(gifts.values_list("partnership__region", flat=True)),
    }


def _limited(name: str, rows: list[Any]) -> dict[str, Any]:
    return {name: rows[:MOST], f"{name}_count": len(rows), f"more_{name}": max(len(rows) - MOST, 0)}


def _subject(context: dict[str, Any]) -> str:
    if count := context["silent_count"]:
        text = ngettext("One partner to call", "%(n)s partners to call", count)
    elif count := context["gifts_count"]:
        text = ngettext("One signature is missing", "%(n)s signatures are missing", count)
    elif count := context["electives_count"]:
        text = ngettext("One elective waits", "%(n)s electives wait", count)
    else:
        count = context["closing_count"]
        text = ngettext("One event to close", "%(n)s events to close", count)
    return text % {"n": count}


def _links(context: dict[str, Any]) -> list[Link]:
    """One place to go for each thing to do."""
    found = []
    for region in context["regions"]:
        if region.pk in context["with_silent"]:
            path = reverse("partners", args=[region.slug]) + "?only=call"
            found.append(Link(_("Whom to call in %(region)s") % {"region": region.name}, path))
        if region.pk in context["with_gifts"]:
            path = reverse("contributions_sign", args=[region.slug])
            found.append(
                Link(_("Who can still sign in %(region)s") % {"region": region.name}, path)
            )
        if region.pk in context["with_electives"]:
            path = reverse("electives", args=[region.slug]) + "?sort=waits"
            found.append(Link(_("The electives of %(region)s") % {"region": region.name}, path))
    for event in context["closing"]:
        path = reverse("event_close", args=[event.region.slug, event.pk])
        found.append(Link(_("Close “%(event)s”") % {"event": event.title}, path))
    return found
