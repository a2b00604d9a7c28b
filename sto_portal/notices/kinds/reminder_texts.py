"""What a reminder says. The body is a text template per step; the tone changes with the step."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.dutch import date_text
from regions.models import Region
from regions.months import Month
from regions.plans.models import Milestone, Plan, PlanChange
from regions.progress.measure.deadlines import log_due_on
from sto_portal.notices.models import Mail, Subscription
from sto_portal.notices.outbox.unsubscribing import unsubscribe_url

from . import business_texts
from .business_reminders import STEPS


def reminder_contents(mail: Mail) -> tuple[str, str, dict[str, Any]]:
    """Subject, body, and the context that the frame around it needs."""
    step, month = mail.about["step"], Month.parse(mail.about["month"])
    regions = list(Region.objects.filter(pk__in=mail.about["regions"]).order_by("name"))
    reader = mail.recipient
    assert reader is not None  # noqa: S101 - reminders are planned for people
    context: dict[str, Any] = {
        "reader": reader,
        "month": month.label,
        "due_on": log_due_on(month),
        "regions": regions,
        "milestones": _milestones(mail.about["milestones"], regions),
        "changes": _changes(mail.about.get("changes", [])),
    }
    if step in STEPS:
        context |= business_texts.context_of(mail, regions)
    body = render_to_string(f"notices/mail/reminder_{step.removesuffix('_last')}.txt", context)
    if step.startswith("decision"):
        links = [_decision_link(one) for one in context["changes"]]
    elif step in STEPS:
        links = business_texts.links(context)
    else:
        links = _links(step, month, regions)
    return (
        business_texts.subject(context) if step in STEPS else _subject(step, month, regions),
        body,
        {
            "links": links,
            "why": _why(step),
            "unsubscribe_url": unsubscribe_url(reader.pk, Subscription.Kind.REMINDER, None),
        },
    )


def _subject(step: str, month: Month, regions: list[Region]) -> str:
    place = regions[0].name if len(regions) == 1 else ""
    if step == "before":
        text = _("The monthly log of %(month)s, on %(day)s at the latest")
    elif step == "on":
        text = _("The monthly log of %(month)s is due")
    elif step == "after":
        text = _("The monthly log of %(month)s is still missing")
    elif step == "milestones":
        text = _("Milestones in the coming weeks")
    elif step == "decision":
        text = _("Your answer is asked")
    elif step == "decision_last":
        text = _("Your answer is asked, today or tomorrow")
    else:
        text = ngettext(
            "One region without a log of %(month)s",
            "%(n)s regions without a log of %(month)s",
            len(regions),
        )
    words = {"month": month.label, "day": date_text(log_due_on(month)), "n": len(regions)}
    subject = text % words
    return f"{subject} ({place})" if place else subject


def _links(step: str, month: Month, regions: list[Region]) -> list[dict[str, str]]:
    links = []
    for region in regions:
        if step == "milestones":
            title, path = _("Open the plan of %(region)s"), reverse("plan", args=[region.slug])
        elif step == "silent":
            title, path = _("Look at %(region)s"), reverse("region", args=[region.slug])
        else:
            title = _("Write the log of %(region)s")
            path = reverse("check_in_month", args=[region.slug, month])
        links.append({"title": title % {"region": region.name}, "url": settings.SITE_URL + path})
    return links


def _why(step: str) -> str:
    if step == "silent":
        return _("You get this mail because you advise this region as national advisor.")
    if step.startswith("decision"):
        return _("You get this mail because you are a member of the steering group.")
    return _("You get this mail because you lead this programme.")


def _changes(ids: list[int]) -> list[PlanChange]:
    rows = PlanChange.objects.filter(pk__in=ids).select_related("region")
    return list(rows.order_by("decide_by", "pk"))


def _decision_link(change: PlanChange) -> dict[str, str]:
    path = reverse("decision", args=[change.region.slug, change.pk])
    return {"title": change.title, "url": settings.SITE_URL + path}


def _milestones(keys: list[str], regions: list[Region]) -> list[Milestone]:
    return list(
        Milestone.objects.filter(
            key__in=keys,
            activity__plan__region__in=regions,
            activity__plan__state=Plan.State.APPROVED,
        )
        .select_related("activity")
        .order_by("due_on", "title")
    )
