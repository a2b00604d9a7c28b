"""The bureau's register of school sites: looked up, and loaded from a file of DUO."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Request, require_bureau
from regions.bureau.models import SchoolSite, SiteUpload
from regions.models import School
from regions.web.lists import Choice, ListFilter, Words, list_page
from regions.web.searching import named
from regions.workbooks.forms import upload_field
from regions.workbooks.judgement import Fate
from regions.workbooks.preview import first_rows, preview
from regions.workbooks.uploads import keep_upload

from .loading import Examined, RegisterChanged, examine, save_register
from .parsed import ParsedSites
from .reading import read_register


class RegisterForm(forms.Form):
    register = forms.ChoiceField(
        label=gettext_lazy("Which register is this?"),
        choices=SchoolSite.Register.choices,
        widget=forms.RadioSelect,
    )
    file = upload_field(gettext_lazy("File of DUO (.csv or .xlsx)"), ".csv", ".xlsx", ".txt")


class SiteFilter(ListFilter):
    q = Words(gettext_lazy("Search"), example=gettext_lazy("Name, place or BRIN"))
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("All kinds"), School.Kind.choices)
    province = Choice(gettext_lazy("Province"), gettext_lazy("All provinces"))


def site_filter(query: Any) -> SiteFilter:
    known = SchoolSite.objects.exclude(province="").order_by("province").values_list("province")
    return SiteFilter(query, province=[(name, name) for (name,) in known.distinct()])


def chosen_sites(q: str, kind: str, province: str) -> QuerySet[SchoolSite]:
    rows = SchoolSite.objects.filter(is_current=True)
    if q:
        rows = rows.filter(named(q, "name", "place", "code"))
    if kind:
        rows = rows.filter(kind=kind)
    if province:
        rows = rows.filter(province=province)
    return rows.order_by("name__dutch", "code")


@require_safe
def sites(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = site_filter(request.GET)
    return list_page(
        request,
        "bureau/sites.html",
        chosen_sites(**form.wanted),
        lambda _page: {"filter": form, "is_empty": not SchoolSite.objects.exists()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sites_import(request: Request) -> HttpResponse:
    require_bureau(request.user)
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, register = form.cleaned_data["file"], form.cleaned_data["register"]
        parsed = read_register(file, file.name, register)
        kept = keep_upload(
            SiteUpload,
            file.name,
            parsed,
            timezone.now(),
            beside={"register": register},
            uploaded_by=request.user,
        )
        return redirect("bureau_sites_preview", kept.pk)
    status = 422 if form.errors else 200
    return render(request, "bureau/sites_import.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def sites_preview(request: Request, pk: UUID) -> HttpResponse:
    """What was previewed is what is saved: the upload belongs to this person."""
    require_bureau(request.user)
    now = timezone.now()
    kept = SiteUpload.objects.alive(now).filter(pk=pk, uploaded_by=request.user).first()
    if kept is None:
        messages.error(request, _("This upload was saved already or is too old. Upload it again."))
        return redirect("bureau_sites_import")
    if request.method == "POST":
        try:
            saved = save_register(kept, now, request.POST.get("shown", ""))
        except RegisterChanged as refusal:
            messages.error(request, str(refusal))
            return redirect("bureau_sites_preview", kept.pk)
        if saved is None:
            messages.error(request, _("Nothing was saved. Correct the file and upload it again."))
            return redirect("bureau_sites_import")
        messages.success(request, _told(saved))
        return redirect("bureau_sites")
    return render(request, "bureau/sites_preview.html", _preview(kept))


def _told(saved: Examined) -> str:
    values = {
        "new": saved.count(Fate.NEW),
        "changed": saved.count(Fate.CHANGE),
        "gone": len(saved.gone),
    }
    return _("Saved: %(new)s new, %(changed)s changed, %(gone)s no longer in the file.") % values


def _preview(kept: SiteUpload) -> dict[str, Any]:
    found = examine(ParsedSites.from_json(kept.parsed), kept.register)
    count = len(found.rows)
    text = ngettext("%(n)s site found", "%(n)s sites found", count) % {"n": count}
    return {
        "upload": kept,
        "found": found,
        "heading": text if count else _("No sites were found in this file"),
        "counts": {fate: found.count(fate) for fate in Fate},
        **preview(found.parsed),
        **first_rows(found.parsed, found.rows),
    }
