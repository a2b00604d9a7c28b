"""One partner as its page tells it. Who may not read people or talks gets only days and numbers."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regions.dutch import date_text
from regions.partners.contributions.page import brought_by
from regions.partners.ladder.facts import known_of
from regions.partners.ladder.intervals import Interval
from regions.partners.ladder.ladder import Rung
from regions.partners.ladder.rungs import CRITERIA, found_sentence, missing_sentence
from regions.partners.models import ContactMoment, Partnership
from regions.plans.models import Activity

from .listing import ListedPartner, row_of

SHOWN_TALKS = 50


def shown_partner(
    partnership: Partnership, today: date, talks: int, *, may_read: bool
) -> dict[str, Any]:
    """`may_read` is whether people, notes and what was agreed may be read."""
    known = known_of([partnership.pk], today)[partnership.pk]
    row = row_of(partnership, known, today)
    moments = list(partnership.moments.select_related("person", "logged_by")[: talks + 1])
    return {
        "partnership": partnership,
        "business": partnership.business,
        "row": row,
        "heading": heading(row),
        "found": found_sentence(row.standing),
        "missing": missing_sentence(row.standing),
        "rungs": rungs_of(row),
        "people_count": known.people,
        "people": list(partnership.people.filter(erased_at=None)) if may_read else [],
        "moments": told_moments(moments[:talks]),
        "has_more": len(moments) > talks,
        "proofs": list(partnership.proofs.select_related("document").defer("document__content")),
        "changes": list(partnership.step_changes.select_related("confirmed_by").reverse()),
        "activities": activities_of(partnership),
        "today": today,
        **brought_by(partnership),
    }


def heading(row: ListedPartner) -> str:
    """The name with what matters most now."""
    name = row.name
    if row.partnership.ended_on:
        return _("%(name)s is no longer a partner") % {"name": name}
    if row.since.last_on is None:
        return _("%(name)s was not spoken yet") % {"name": name}
    if row.agreed and row.agreed.is_due and row.since.state == Interval.OK:
        told = {"name": row.name, "day": date_text(row.agreed.on)}
        return _("%(name)s: call again, agreed for %(day)s") % told
    if row.since.state == Interval.OK:
        return _("%(name)s was spoken in time") % {"name": name}
    values = {"name": name, "days": row.since.days}
    return _("%(name)s not spoken for %(days)s days") % values


def rungs_of(row: ListedPartner) -> list[dict[str, Any]]:
    """The four steps with their criteria, and which is confirmed and which is proposed."""
    return [
        {
            "code": rung.code,
            "label": Partnership.Step(rung.code).label,
            "criteria": CRITERIA[rung],
            "is_now": rung == row.rung,
            "is_proposed": rung == row.standing.rung,
        }
        for rung in Rung
    ]


def told_moments(moments: list[ContactMoment]) -> list[ContactMoment]:
    """A mail is shown, and said not to count."""
    for moment in moments:
        moment.is_real = moment.channel != ContactMoment.Channel.MAIL  # type: ignore[attr-defined]
    return moments


def activities_of(partnership: Partnership) -> list[str]:
    """Those that it serves, by their name in the latest version of the plan."""
    if not partnership.activity_keys:
        return []
    rows = Activity.objects.filter(
        plan__region=partnership.region_id, key__in=partnership.activity_keys
    )
    latest = {
        activity.key: f"{activity.code} {activity.title}"
        for activity in rows.order_by("plan__version")
    }
    return sorted(latest.values())
