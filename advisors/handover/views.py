"""The pages of who takes a region over, and of who has just begun."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advisors.models import PartingWord
from regions.access import Action, Request, fetch_region
from regions.saving import saved

from .forms import PartingWordForm
from .handover import handover_of
from .starting import is_new, start_of
from .words import may_write, own_word, reader_text, words_for


@require_safe
def handover(request: Request, slug: str) -> HttpResponse:
    """For leaders, the advisor and the bureau: each reads what their role may read elsewhere."""
    region = fetch_region(request.user, slug, Action.READ_LOG)
    today = timezone.localdate()
    context = {
        "region": region,
        "today": today,
        "is_new": is_new(request.user, region, today),
        "words": words_for(request.user, region),
        "may_write": may_write(request.user, region),
        **handover_of(region, request.user, today),
    }
    return render(request, "advisors/handover.html", context)


@require_safe
def starter(request: Request, slug: str) -> HttpResponse:
    region = fetch_region(request.user, slug, Action.READ_LOG)
    today = timezone.localdate()
    context = {
        "region": region,
        "today": today,
        "is_new": is_new(request.user, region, today),
        "words": words_for(request.user, region),
        **start_of(region, request.user, today),
    }
    return render(request, "advisors/starter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def parting_word(request: Request, slug: str) -> HttpResponse:
    """What a leader or an advisor writes for who comes next, changed or taken away again."""
    region = fetch_region(request.user, slug, Action.READ_LOG)
    if not may_write(request.user, region):
        raise PermissionDenied
    word = own_word(request.user, region)
    if request.method == "POST" and request.POST.get("do") == "remove":
        PartingWord.objects.filter(pk=word.pk).delete()
        messages.success(request, _("Your word is gone."))
        return redirect("handover", slug)
    form = PartingWordForm(request.POST if request.method == "POST" else None, instance=word)
    if request.method == "POST" and form.is_valid():
        form.instance.written_at = timezone.now()
        if saved(form, form.save):
            messages.success(request, _("It stands on the page of the handover."))
            return redirect("handover", slug)
    context = {"form": form, "region": region, "word": word, "readers": reader_text(word)}
    status = 422 if form.errors else 200
    return render(request, "advisors/parting_word.html", context, status=status)
