"""Files of the dossier: kept with a letter or a notice, and given to who may read the dossier."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from regions.access import Action, Request, fetch_region
from regions.accounts.models import User
from regions.models import Region
from regions.partners.files import Checked
from regions.partners.files import given as give
from regions.partners.models import Document

from .models import DossierFile, Letter, Notice


def keep_file(
    given: Checked | None, region: Region, by: User, *, letter: Letter | None = None,
    notice: Notice | None = None,
) -> None:  # fmt: skip
    """Keep what a form was given, if anything."""
    if given:
        document = given.keep(region, by)
        DossierFile.objects.create(document=document, letter=letter, notice=notice)


@never_cache
@require_safe
def file(request: Request, slug: str, uid: UUID) -> HttpResponse:
    """As an attachment, never shown in the page."""
    region = fetch_region(request.user, slug, Action.READ_DOSSIER)
    rows = Document.objects.filter(region=region, dossier_file__isnull=False)
    row = get_object_or_404(rows, uid=uid)
    return give(row)


@require_POST
def remove_file(request: Request, slug: str, uid: UUID) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_DOSSIER)
    rows = DossierFile.objects.select_related("document").defer("document__content")
    row = get_object_or_404(rows, document__region=region, document__uid=uid)
    row.document.delete()
    messages.success(request, _("The file is gone."))
    if row.letter_id:
        return redirect("letter", slug, row.letter_id)
    return redirect("notice", slug, row.notice_id)
