"""Answering whether DUS-I must know, and the notices that came of it."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, can, fetch, fetch_region
from regions.csv import csv_response
from regions.dossier.files import keep_file
from regions.dossier.models import Notice
from regions.models import Region
from regions.saving import saved
from regions.web.lists import list_page

from .asks import Ask, asks_of
from .forms import PROPOSED, NoticeFilter, NoticeForm
from .reading import notices_of
from .wording import prepared


@require_safe
def notices(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_DOSSIER)
    chosen = NoticeFilter(request.GET)
    return list_page(
        request,
        "dossier/notices.html",
        notices_of(region, **chosen.wanted),
        lambda _page: {
            "region": region,
            "filter": chosen,
            "may_edit": can(request.user, Action.EDIT_DOSSIER, region),
        },
        file=lambda rows: _as_csv(region, rows),
    )


def _as_csv(region: Region, rows: QuerySet[Notice]) -> HttpResponse:
    header = [
        _("Recorded on"), _("About"), _("What"), _("State"), _("Why not"), _("Rule"), _("Source"),
        _("Notified on"), _("By whom"), _("Reference"), _("Answered on"), _("Answer"),
    ]  # fmt: skip
    cells = (
        [
            timezone.localdate(row.recorded_at), row.get_about_display(), row.title,
            row.get_state_display(), row.reason, row.get_rule_tell_display(), row.rule_source,
            row.sent_on, row.sent_by, row.reference, row.answered_on, row.answer,
        ]
        for row in rows
    )  # fmt: skip
    return csv_response(f"meldingen-{region.slug}-{timezone.localdate()}.csv", header, cells)


@require_http_methods(["GET", "HEAD", "POST"])
def of_change(request: Request, slug: str, pk: int) -> HttpResponse:
    """Whether DUS-I must know of an accepted plan change."""
    region = fetch_region(request.user, slug, Action.EDIT_DOSSIER)
    if given := Notice.objects.filter(region=region, change=pk).first():
        return redirect("notice", slug, given.pk)
    asks = asks_of(region, timezone.localdate())
    return _answer(request, region, [ask for ask in asks if ask.change and ask.change.pk == pk])


@require_http_methods(["GET", "HEAD", "POST"])
def of_activity(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Whether DUS-I must know of a lost result or a stalled activity."""
    region = fetch_region(request.user, slug, Action.EDIT_DOSSIER)
    asks = asks_of(region, timezone.localdate())
    found = [ask for ask in asks if ask.news and ask.news.key == str(key)]
    given = Notice.objects.filter(region=region, activity_key=key).first()
    if not found and given:
        return redirect("notice", slug, given.pk)
    return _answer(request, region, found)


@require_http_methods(["GET", "HEAD", "POST"])
def new_notice(request: Request, slug: str) -> HttpResponse:
    """Something else that DUS-I must know."""
    region = fetch_region(request.user, slug, Action.EDIT_DOSSIER)
    return _write(request, Notice(region=region, state=Notice.State.PREPARED), None)


def _answer(request: Request, region: Region, asks: list[Ask]) -> HttpResponse:
    if not asks:
        raise Http404
    ask = asks[0]
    row = ask.notice(region)
    row.text = prepared(ask, region)
    row.state = PROPOSED[ask.rule.tell] if ask.rule else ""  # type: ignore[index]
    return _write(request, row, ask)


@require_safe
def notice(request: Request, slug: str, pk: int) -> HttpResponse:
    row = _notice(request, slug, pk, Action.READ_DOSSIER)
    context = {
        "region": row.region,
        "notice": row,
        "files": row.files.select_related("document").defer("document__content"),
        "letters": row.letters.all(),
        "may_edit": can(request.user, Action.EDIT_DOSSIER, row),
    }
    return render(request, "dossier/notice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_notice(request: Request, slug: str, pk: int) -> HttpResponse:
    return _write(request, _notice(request, slug, pk, Action.EDIT_DOSSIER), None)


@require_POST
def remove_notice(request: Request, slug: str, pk: int) -> HttpResponse:
    """Nothing was sent: the answer goes, and what it was about is asked once more."""
    row = _notice(request, slug, pk, Action.EDIT_DOSSIER)
    if row.sent_on:
        messages.error(request, _("What was sent to DUS-I stays in the dossier."))
        return redirect("notice", slug, pk)
    for kept in row.files.select_related("document").defer("document__content"):
        kept.document.delete()
    row.delete()
    messages.success(request, _("The answer is gone."))
    return redirect("dossier", slug)


def _notice(request: Request, slug: str, pk: int, action: Action) -> Notice:
    rows = Notice.objects.filter(region__slug=slug)
    return fetch(
        rows.select_related("region", "change", "recorded_by"), request.user, action, pk=pk
    )


def _write(request: Request, row: Notice, ask: Ask | None) -> HttpResponse:
    region: Region = row.region
    form = NoticeForm(
        request.POST or None, request.FILES or None, instance=row, today=timezone.localdate()
    )
    is_new = not row.pk
    if is_new:
        form.initial["sent_by"] = request.user.name

    def keep() -> None:
        if is_new:
            row.recorded_by = request.user
        form.save()
        keep_file(form.cleaned_data["paper"], region, request.user, notice=row)

    if request.method == "POST" and form.is_valid() and saved(form, keep):
        messages.success(request, _("This is recorded in the dossier."))
        return redirect("notice", region.slug, row.pk)
    context = {"region": region, "notice": row, "ask": ask, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dossier/notice_form.html", context, status=status)
