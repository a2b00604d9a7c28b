"""The bureau's workbook: the template, the upload, what was found, saved or undone."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Request, require_bureau
from regions.bureau.models import IntakeUpload
from regions.dutch import list_text, number_word
from regions.plans.realised.years import as_workbook
from regions.workbooks.forms import UploadForm
from regions.workbooks.judgement import Fate
from regions.workbooks.preview import heading, preview
from regions.workbooks.uploads import keep_upload

from .judgement import Examined
from .judging import examine
from .parsed import ParsedIntake
from .reading import read_workbook
from .saving import NotSaved, save_intake, undo_intake
from .showing import sections_of
from .writing import FILE_NAME, template

MOST_EARLIER = 10
ADDED = {
    "regions.Region": ngettext_lazy("%(n)s region", "%(n)s regions", "n"),
    "regions.SubRegion": ngettext_lazy("%(n)s sub-region", "%(n)s sub-regions", "n"),
    "regions.School": ngettext_lazy("%(n)s school", "%(n)s schools", "n"),
    "accounts.User": ngettext_lazy("%(n)s account", "%(n)s accounts", "n"),
    "regions.Membership": ngettext_lazy("%(n)s role", "%(n)s roles", "n"),
    "steering.SteeringGroup": ngettext_lazy("%(n)s steering group", "%(n)s steering groups", "n"),
    "partners.EligibleBudget": ngettext_lazy("%(n)s budget", "%(n)s budgets", "n"),
}


@require_safe
def intake_template(request: Request) -> HttpResponse:
    require_bureau(request.user)
    return as_workbook(template(), FILE_NAME)


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: Request) -> HttpResponse:
    """Upload a workbook, and what earlier ones added."""
    require_bureau(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, now = form.cleaned_data["file"], timezone.now()
        parsed = read_workbook(file, timezone.localdate(now))
        whose: dict[str, Any] = {"uploaded_by": request.user, "saved_at": None}
        kept = keep_upload(IntakeUpload, file.name, parsed, now, **whose)
        return redirect("bureau_intake_preview", kept.pk)
    context = {"form": form, "earlier": _earlier()}
    return render(request, "bureau/intake.html", context, status=422 if form.errors else 200)


def _earlier() -> list[dict[str, Any]]:
    rows = _saved().select_related("uploaded_by").order_by("-saved_at")[:MOST_EARLIER]
    return [{"upload": row, "added": added(row)} for row in rows]


def added(row: IntakeUpload) -> str:
    """ "2 regio's, 5 scholen en 7 rollen"."""
    counts = [(text, len(row.made.get(label, {}))) for label, text in ADDED.items()]
    return list_text([text % {"n": n} for text, n in counts if n])


def _saved() -> QuerySet[IntakeUpload]:
    return IntakeUpload.objects.exclude(saved_at=None)


@require_http_methods(["GET", "HEAD", "POST"])
def intake_preview(request: Request, pk: UUID) -> HttpResponse:
    """What was previewed is what is saved: the upload belongs to this person."""
    require_bureau(request.user)
    now = timezone.now()
    waiting = IntakeUpload.objects.alive(now).filter(saved_at=None)
    kept = waiting.filter(pk=pk, uploaded_by=request.user).first()
    if kept is None:
        messages.error(request, _("This upload was saved already or is too old. Upload it again."))
        return redirect("bureau_intake")
    agreed = request.POST.getlist("same")
    invites = request.method != "POST" or "invite" in request.POST
    if request.method == "POST":
        shown, today = request.POST.get("shown", ""), timezone.localdate(now)
        try:
            save_intake(kept, request.user, now, today, shown=shown, agreed=agreed, invites=invites)
            kept.refresh_from_db()
            message = _("Added: %(what)s. As long as nothing of it was used you can undo it here.")
            messages.success(request, message % {"what": added(kept)})
            return redirect("bureau_intake")
        except NotSaved as refusal:
            messages.error(request, str(refusal))
    found = examine(ParsedIntake.from_json(kept.parsed))
    context = {"upload": kept, "agreed": agreed, "invites": invites, **_context(found)}
    status = 422 if request.method == "POST" else 200
    return render(request, "bureau/intake_preview.html", context, status=status)


def _context(found: Examined) -> dict[str, Any]:
    fresh = sum(one.fate == Fate.NEW for one in found.all)
    text = ngettext("%(number)s row to add", "%(number)s rows to add", fresh)
    told = heading(text % {"number": number_word(fresh, capital=True)}, found.parsed)
    if not found.all:
        told = _("No rows were found in this workbook")
    elif not fresh and not found.parsed.errors:
        told = _("Everything in this workbook stands in the portal already")
    sections = sections_of(found)
    shown = {line.number for section in sections for line in section.lines}
    told_of = preview(found.parsed)
    for level in ("errors", "warnings"):  # a row that cannot be shown has nowhere to lead to
        told_of[level] = [
            one if one.row in shown else replace(one, row=None) for one in told_of[level]
        ]
    return {
        "found": found,
        "heading": told,
        "sections": sections,
        "rows": bool(found.all),
        "people": any(one.fate == Fate.NEW for one in found.people),
        "same": len(found.all) - fresh,
        **told_of,
    }


@require_POST
def intake_undo(request: Request, pk: UUID) -> HttpResponse:
    require_bureau(request.user)
    kept = get_object_or_404(_saved(), pk=pk)
    try:
        undo_intake(kept, timezone.now())
        messages.success(
            request, _("Everything that %(file)s added is gone.") % {"file": kept.file_name}
        )
    except NotSaved as refusal:
        messages.error(request, str(refusal))
    return redirect("bureau_intake")
