"""A leader writes the public page of the region, looks at it, opens it and takes it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regions.access import Action, Request, fetch_region
from regions.models import Region
from regions.saving import saved

from .forms import PublicPageForm
from .models import PublicPage
from .page import told


def _page_of(region: Region) -> PublicPage:
    """The one that is kept, or what it would begin with."""
    kept = PublicPage.objects.filter(region=region).first() or PublicPage()
    kept.region = region
    return kept


@require_http_methods(["GET", "HEAD", "POST"])
def public_page(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    page = _page_of(region)
    form = PublicPageForm(request.POST if request.method == "POST" else None, instance=page)
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        text = _("It is saved.") if page.opened_at else _("It is saved. Nobody else sees it yet.")
        messages.success(request, text)
        return redirect("public_page", slug)
    as_kept = _page_of(region)
    context = told(as_kept, timezone.now()) | {"region": region, "form": form}
    return render(request, "public/edit.html", context, status=422 if form.errors else 200)


@require_POST
def open_public_page(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    page, _is_new = PublicPage.objects.get_or_create(region=region)
    if page.opened_at is None:
        page.opened_at = timezone.now()
        page.save(update_fields=["opened_at", "changed_at"])
    messages.success(request, _("Everybody can read the page now."))
    return redirect("public_page", slug)


@require_POST
def close_public_page(request: Request, slug: str) -> HttpResponse:
    """What was written stays; search engines forget the page when they ask for it again."""
    region = fetch_region(request.user, slug, Action.EDIT_EVENTS)
    for page in PublicPage.objects.filter(region=region, opened_at__isnull=False):
        page.opened_at = None
        page.save(update_fields=["opened_at", "changed_at"])
    messages.success(request, _("The page is taken away. What you wrote stays here."))
    return redirect("public_page", slug)
