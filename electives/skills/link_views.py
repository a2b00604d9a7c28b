"""Leaders make links to the map for businesses and schools, and read what those miss."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from electives.models import Missed, SkillsLink
from regions.access import Action, Request, can, fetch, fetch_region
from regions.csv import csv_response
from regions.dutch import date_text
from regions.models import Region
from regions.secret_links import mailto
from regions.web.lists import list_page

from .filters import LinkFilter, MissedFilter
from .forms import LinkForm, ReplyForm
from .links import Made, make_link, open_links
from .looks import figures


@require_safe
def links(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_ELECTIVES)
    return _links_page(request, region, LinkForm(region=region))


def _links_page(request: Request, region: Region, form: LinkForm) -> HttpResponse:
    asked = LinkFilter(request.GET)

    def context(page: Page[SkillsLink]) -> dict[str, Any]:
        works = set(open_links(timezone.now()).filter(region=region).values_list("pk", flat=True))
        for link in page:
            link.works = link.pk in works  # type: ignore[attr-defined]
        return {
            "region": region,
            "form": form,
            "filter": asked,
            "figures": _figures(request, region),
            "may_edit": True,
        }

    return list_page(
        request,
        "electives/skills_links.html",
        _chosen(region, **asked.wanted),
        context,
        file=partial(_links_csv, region),
        status=422 if form.errors else 200,
    )


def _figures(request: Request, region: Region) -> Any:
    return figures(region, timezone.localdate(), can(request.user, Action.READ_EXACT, region))


def _chosen(region: Region, state: str, sort: str) -> QuerySet[SkillsLink]:
    rows = SkillsLink.objects.filter(region=region).select_related(
        "partnership__business", "school"
    )
    states: dict[str, dict[str, Any]] = {
        "waiting": {"answered_at": None, "pk__in": open_links(timezone.now()).values("pk")},
        "answered": {"answered_at__isnull": False},
        "opened": {"opened_at__isnull": False},
    }
    rows = rows.filter(**states.get(state, {}))
    if sort == "expires":
        return rows.order_by("expires_at", "pk")
    return rows


def _links_csv(region: Region, rows: QuerySet[SkillsLink]) -> HttpResponse:
    header = [_("For whom"), _("Made on"), _("Works until"), _("Looked on"), _("Answered on")]
    cells = (
        [
            _name(link),
            *(
                at and timezone.localdate(at)
                for at in (link.made_at, link.expires_at, link.opened_at, link.answered_at)
            ),
        ]
        for link in rows
    )
    return csv_response(f"links-{region.slug}-{timezone.localdate()}.csv", header, cells)


def _name(link: SkillsLink) -> str:
    return link.partnership.business.name if link.partnership else str(link.school)


@never_cache
@require_POST
def make(request: Request, slug: str) -> HttpResponse:
    """The link is on this answer only: it is kept nowhere, so there is no page to go on to."""
    region = fetch_region(request.user, slug, Action.EDIT_ELECTIVES)
    form = LinkForm(request.POST, region=region)
    if not form.is_valid():
        return _links_page(request, region, form)
    made = make_link(region, form.chosen(), request.user, timezone.now())
    address = f"{settings.SITE_URL}{reverse('skills_link', args=[made.token])}"
    context = {
        "region": region,
        "link": made.link,
        "name": _name(made.link),
        "address": address,
        "mail": _mail(region, made, address, request.user.name),
    }
    response = render(request, "electives/skills_link_made.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _mail(region: Region, made: Made, address: str, sender: str) -> str:
    """A mailto address: the leader's own mail program opens with this text."""
    values = {
        "day": date_text(timezone.localdate(made.link.expires_at)),
        "address": address,
        "region": region.name,
        "sender": sender,
    }
    subject = _("What do you miss in technical education in region %(region)s?") % values
    body = _(
        "Good day,\n\nThrough this link you see what pupils in our region practise. "
        "Will you tell us what you miss? It takes two minutes, and you need no account.\n\n"
        "%(address)s\n\nThe link works until %(day)s.\n\nKind regards,\n%(sender)s\n"
        "Sterk Techniekonderwijs %(region)s"
    )
    return mailto(subject, body % values)


@require_POST
def revoke_link(request: Request, slug: str, pk: int) -> HttpResponse:
    rows = SkillsLink.objects.filter(region__slug=slug)
    fetch(rows, request.user, Action.EDIT_ELECTIVES, pk=pk).revoke(timezone.now())
    messages.success(request, _("The link no longer works."))
    return redirect("skills_links", slug)


@require_safe
def missed(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_ELECTIVES)
    return _missed_page(request, region, Missed.objects.filter(link__region=region))


def _missed_page(
    request: Request, region: Region, rows: QuerySet[Missed], wrong: ReplyForm | None = None
) -> HttpResponse:
    form = MissedFilter(request.GET)
    rows = rows.select_related("link__partnership__business", "link__school")
    if state := form.wanted["state"]:
        rows = rows.filter(seen_at__isnull=state == "new")
    if form.wanted["sort"] == "oldest":
        rows = rows.order_by("sent_at", "pk")
    return list_page(
        request,
        "electives/missed.html",
        rows,
        lambda _page: {
            "region": region,
            "filter": form,
            "figures": _figures(request, region),
            "form": wrong,
            "may_edit": True,
        },
        file=partial(_missed_csv, region),
        status=422 if wrong else 200,
    )


def _missed_csv(region: Region, rows: QuerySet[Missed]) -> HttpResponse:
    header = [_("On"), _("From"), _("Sender"), _("What is missed"), _("What we do with it")]
    cells = (
        [timezone.localdate(row.sent_at), _name(row.link), row.sender, row.text, row.reply]
        for row in rows
    )
    return csv_response(f"gemist-{region.slug}-{timezone.localdate()}.csv", header, cells)


@require_POST
def seen(request: Request, slug: str, pk: int) -> HttpResponse:
    """The leader read it, and may write what happens with it."""
    rows = Missed.objects.filter(link__region__slug=slug).select_related("link__region")
    row = fetch(rows, request.user, Action.EDIT_ELECTIVES, pk=pk)
    form = ReplyForm(request.POST, instance=row)
    if not form.is_valid():
        region = row.link.region
        return _missed_page(request, region, Missed.objects.filter(pk=pk), form)
    row = form.save(commit=False)
    row.seen_at = row.seen_at or timezone.now()
    row.replied_at = timezone.now() if row.reply else None
    row.save(update_fields=["reply", "seen_at", "replied_at"])
    messages.success(request, _("It is saved."))
    return redirect("skills_missed", slug)
