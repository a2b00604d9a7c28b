"""The desk itself: what waits, one line each, sorted a handful at a time."""

import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from advisors.answers import doors
from advisors.models import Theme
from regions.access import Request, require_advisor
from regions.asked import onward
from regions.models import Region
from regions.web.lists import list_page

from .colleagues import colleagues_by_name
from .desk import DeskFilter, Part, as_csv, on_desk, tabs_of, with_days
from .sorting import SortingForm, ThemeForm, hand_over_all
from .trends import median_wait, rising_themes

QUESTIONS_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def all_questions(request: Request) -> HttpResponse:
    """The advisor's desk: only what waits, and tabs for the rest. Posted: deeds for what is
    ticked."""
    require_advisor(request.user)
    now = timezone.now()
    sorting = SortingForm(request.POST or None, user=request.user)
    if request.method == "POST" and sorting.is_valid():
        if sorting.cleaned_data["do"] == "card":
            chosen = [("question", one.pk) for one in sorting.cleaned_data["question"]]
            return redirect(f"{reverse('question_with_card')}?{urlencode(chosen)}")
        _sort(request, sorting, now)
        return onward(request, request.get_full_path(), "advisor_questions")
    regions = Region.objects.filter(pk__in=doors.questions_for(request.user).values("region"))
    form = DeskFilter(
        request.GET,
        theme=[("none", _("without a theme")), *Theme.objects.values_list("pk", "name")],
        region=regions.values_list("slug", "name"),
    )
    return list_page(
        request,
        "advisors/all_questions.html",
        form.rows(request.user),
        lambda page: {
            "questions": (shown := on_desk(request.user, page.object_list, now)),
            "tabs": (tabs := tabs_of(request.user, form.part)),
            "waiting": next(tab.count for tab in tabs if tab.part == Part.MINE),
            "part": form.part,
            "median": median_wait(request.user, now),
            "rising": rising_themes(now),
            "filter": form,
            "sorting": sorting if any(one.may_sort for one in shown) else None,  # type: ignore[attr-defined]
            "colleagues": colleagues_by_name(request.user, now) if form.part == Part.MINE else [],
        },
        size=QUESTIONS_A_PAGE,
        file=lambda rows: as_csv(with_days(rows, now)),
        status=422 if sorting.errors else 200,
    )


def _sort(request: Request, sorting: SortingForm, now: datetime.datetime) -> None:
    questions, theme = sorting.cleaned_data["question"], sorting.cleaned_data["theme"]
    if sorting.cleaned_data["do"] == "theme":
        count = questions.update(theme=theme)
        text = ngettext("%(n)s question is about %(theme)s now.",
                        "%(n)s questions are about %(theme)s now.", count)  # fmt: skip
        messages.success(request, text % {"n": count, "theme": theme})
        return
    colleague = sorting.cleaned_data["colleague"]
    moved, stayed = hand_over_all(questions, colleague, request.user, now)
    if moved:
        text = ngettext("%(who)s answers %(n)s question now.",
                        "%(who)s answers %(n)s questions now.", moved)  # fmt: skip
        messages.success(request, text % {"n": moved, "who": colleague})
    if stayed:
        text = ngettext(
            "%(n)s question stays where it is: in confidence, of %(who)s, or answered already.",
            "%(n)s questions stay where they are: in confidence, of %(who)s, or answered already.",
            stayed,
        )
        messages.warning(request, text % {"n": stayed, "who": colleague})


@require_POST
def set_theme(request: Request, pk: int) -> HttpResponse:
    """What a question is about, by who answers it: colleagues who know are found by it."""
    question = doors.fetch_question(request.user, pk=pk)
    if not doors.may_sort(request.user, question):
        raise PermissionDenied
    form = ThemeForm(request.POST)
    if form.is_valid():
        theme = form.cleaned_data["theme"]
        doors.sortable_for(request.user).filter(pk=question.pk).update(theme=theme)
        told = _("This question is about %(theme)s now.") % {"theme": theme}
        messages.success(request, told if theme else _("This question has no theme now."))
    else:
        messages.warning(request, _("Choose a theme."))
    return redirect("question_answer", question.pk)
