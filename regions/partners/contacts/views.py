"""Contact moments in ten seconds, and the people at a business."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regions.access import Action, Request, fetch, fetch_region
from regions.asked import row_id
from regions.models import Region
from regions.partners.doors import partner_at
from regions.partners.models import ContactMoment, ContactPerson, Partnership
from regions.saving import saved

from .forms import ContactForm, MomentForm, PersonForm
from .people import data_of, person_at
from .talking import Logged, log_contact, to_undo, undo_contact

ADDED = "added_with_contact"  # session: the person who came with the last contact


@require_http_methods(["GET", "HEAD", "POST"])
def new_contact(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    partners = region.partnerships.running().select_related("business")
    asked = request.POST if request.method == "POST" else request.GET
    ids = [pk for text in asked.getlist("partner") if (pk := row_id(text)) is not None]
    chosen = list(partners.filter(pk__in=ids))
    form = ContactForm(
        request.POST or None, partners=partners, chosen=chosen, today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data
        logged = log_contact(list(kept["partner"]), form.talked(), kept["batch"], request.user)
        return _logged(request, region, chosen, str(kept["batch"]), logged)
    context = {"region": region, "form": form, "chosen": chosen, "back": request.GET.get("back")}
    return render(request, "partners/contact.html", context, status=422 if form.errors else 200)


def _logged(
    request: Request, region: Region, chosen: list[Partnership], batch: str, logged: Logged
) -> HttpResponse:
    if logged.moments:
        text = ngettext("The contact is saved.", "%(n)s contacts are saved.", len(logged.moments))
        messages.success(request, text % {"n": len(logged.moments)})
        request.session[ADDED] = [batch, logged.added.pk if logged.added else None]
    if request.POST.get("back") == "partner" and len(chosen) == 1:
        address = reverse("partner", args=[region.slug, chosen[0].pk])
    else:
        address = reverse("partners", args=[region.slug])
    return redirect(f"{address}?{urlencode({'saved': batch})}")


@require_POST
def undo(request: Request, slug: str) -> HttpResponse:
    """Right after, by who logged it."""
    region = fetch_region(request.user, slug, Action.EDIT_PARTNERS)
    batch = request.POST.get("batch", "")
    moments = to_undo(region, batch, request.user, timezone.now())
    if moments:
        of_batch, added = request.session.get(ADDED, ["", None])
        undo_contact(moments, added if of_batch == batch else None)
        messages.success(request, _("The contact was taken back."))
    else:
        messages.error(request, _("There is nothing left to take back."))
    return redirect("partners", slug)


def _moment(request: Request, slug: str, pk: int) -> ContactMoment:
    rows = ContactMoment.objects.filter(partnership__region__slug=slug)
    rows = rows.select_related("partnership__region", "partnership__business")
    return fetch(rows, request.user, Action.EDIT_PARTNERS, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_contact(request: Request, slug: str, pk: int) -> HttpResponse:
    """What was written down, put right: the line, the day, how and with whom."""
    row = _moment(request, slug, pk)
    form = MomentForm(request.POST or None, instance=row, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, _("The contact is saved."))
        return redirect("partner", slug, row.partnership_id)
    context = {"region": row.partnership.region, "partnership": row.partnership, "form": form}
    return render(request, "partners/moment.html", context, status=422 if form.errors else 200)


@require_POST
def remove_contact(request: Request, slug: str, pk: int) -> HttpResponse:
    """One moment that was a mistake, later than right after."""
    row = _moment(request, slug, pk)
    row.delete()
    messages.success(request, _("The contact was removed."))
    return redirect("partner", slug, row.partnership_id)


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: Request, slug: str, pk: int) -> HttpResponse:
    partnership = partner_at(request, slug, pk, Action.EDIT_PARTNERS)
    form = PersonForm(request.POST or None, instance=ContactPerson(partnership=partnership))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("%(name)s was saved.") % {"name": form.instance.name})
        return redirect("partner", slug, pk)
    return _person_form(request, partnership, form)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, slug: str, pk: int) -> HttpResponse:
    row = person_at(request, slug, pk)
    form = PersonForm(request.POST or None, instance=row)
    is_sent = request.method == "POST" and row.erased_at is None
    if is_sent and form.is_valid() and saved(form, form.save):
        messages.success(request, _("%(name)s was saved.") % {"name": row.name})
        return redirect("partner", slug, row.partnership_id)
    return _person_form(request, row.partnership, form, ContactPerson.objects.get(pk=pk))


def _person_form(
    request: Request,
    partnership: Partnership,
    form: PersonForm,
    row: ContactPerson | None = None,
) -> HttpResponse:
    context = {
        "region": partnership.region,
        "partnership": partnership,
        "form": form,
        "person": row,
        "heading": row.name if row else _("A new contact person"),
    }
    status = 422 if form.errors else 200
    return render(request, "partners/person.html", context, status=status)


@require_POST
def person_left(request: Request, slug: str, pk: int) -> HttpResponse:
    """Works there no longer, or does again."""
    row = person_at(request, slug, pk)
    if row.erased_at is None:
        row.left_on = None if row.left_on else timezone.localdate()
        row.save(update_fields=["left_on"])
        text = _("%(name)s works there no longer.") if row.left_on else _("%(name)s works there.")
        messages.success(request, text % {"name": row.name})
    return redirect("partner", slug, row.partnership_id)


@require_safe
def person_export(request: Request, slug: str, pk: int) -> HttpResponse:
    row = person_at(request, slug, pk)
    response = JsonResponse(data_of(row), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = f'attachment; filename="contact-{row.pk}.json"'
    return response
