"""The page with a form of one thing around an elective: a business, a school, a file, an answer."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from electives.models import Elective
from regions.access import Request
from regions.saving import saved


def back_to(elective: Elective, part: str) -> HttpResponse:
    """The part of the elective's page that was changed."""
    return redirect(f"{reverse('elective', args=[elective.region.slug, elective.pk])}#{part}")


def form_or_saved(
    request: Request, form: ModelForm, part: str, done: str, **words: Any
) -> HttpResponse:
    """Saves a form that is right and goes back; shows it otherwise, with what was typed."""
    elective = form.instance.elective
    if request.method == "POST" and form.is_valid() and saved(form, form.save):
        messages.success(request, done)
        return back_to(elective, part)
    context = {
        "region": elective.region,
        "elective": elective,
        "form": form,
        "part": part,
        **words,
    }
    return render(request, "electives/part_form.html", context, status=422 if form.errors else 200)
