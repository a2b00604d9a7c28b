"""The page behind a link: what pupils practise here, and what a business or school misses.

It has no account and no session; the secret in the address is the proof, so a foreign site cannot
post in a visitor's name.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from electives.models import Depth, Elective, SkillsLink
from regions.months import school_year_of
from regions.web.brakes import throttled
from regions.web.public import kept_quiet

from .forms import MissedForm, ReflectionForm
from .links import link_at, misses, reflect, to_reflect_on
from .reading import skills_map
from .words import gaps

VISITS_A_MINUTE = 30


@csrf_exempt
@login_not_required
@never_cache
@kept_quiet
@throttled("skills", VISITS_A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, token: str) -> HttpResponse:
    link = link_at(token, timezone.now())
    if link is None:
        return _closed(request)
    if request.method == "POST":
        return _answer(request, link, token)
    if request.method == "GET":
        link.mark_opened(timezone.now())
    return _page(request, link, MissedForm(), None)


def _answer(request: HttpRequest, link: SkillsLink, token: str) -> HttpResponse:
    """What is missed, "nothing", or the three answers about one elective."""
    if request.POST.get("answer") == "reflection":
        return _reflect(request, link, token)
    if request.POST.get("answer") == "nothing":
        misses(link, "", "", timezone.now())
        return redirect("skills_thanks", token)
    form = MissedForm(request.POST)
    if not form.is_valid():
        return _page(request, link, form, None)
    misses(link, form.cleaned_data["text"], form.cleaned_data["sender"], timezone.now())
    return redirect("skills_thanks", token)


def _reflect(request: HttpRequest, link: SkillsLink, token: str) -> HttpResponse:
    year = school_year_of(timezone.localdate())
    chosen = request.POST.get("elective", "")
    elective = next(
        (taught for taught in to_reflect_on(link, year) if str(taught.pk) == chosen), None
    )
    if elective is None:  # answered a moment ago, here or by another business
        return redirect("skills_thanks", token)
    form = ReflectionForm(request.POST, prefix=f"e{elective.pk}")
    if not form.is_valid():
        return _page(request, link, MissedForm(), (elective, form))
    reflect(link, elective, year, timezone.now(), **form.cleaned_data)
    return redirect("skills_thanks", token)


def _page(
    request: HttpRequest,
    link: SkillsLink,
    form: MissedForm,
    wrong: tuple[Elective, ReflectionForm] | None,
) -> HttpResponse:
    today = timezone.localdate()
    found = skills_map(link.region, today)
    wrong_form = wrong[1] if wrong else form
    context = {
        "link": link,
        "region": link.region,
        "map": found,
        "gaps": gaps(found),
        "depths": [(depth, depth.label, "•" * depth.value) for depth in Depth],
        "form": form,
        "reflections": [
            wrong
            if wrong and wrong[0].pk == elective.pk
            else (elective, ReflectionForm(prefix=f"e{elective.pk}"))
            for elective in to_reflect_on(link, school_year_of(today))
        ],
        "wrong_form": wrong_form,
    }
    status = 422 if wrong_form.errors else 200
    return render(request, "electives/skills_look.html", context, status=status)


@login_not_required
@never_cache
@kept_quiet
@throttled("skills", VISITS_A_MINUTE)
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    link = link_at(token, timezone.now())
    if link is None:
        return _closed(request)
    year = school_year_of(timezone.localdate())
    context = {"link": link, "token": token, "more": to_reflect_on(link, year).exists()}
    return render(request, "electives/skills_thanks.html", context)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "partners/slip_closed.html", status=404)
