"""Questions between a leader and the advisor: asking, reading, answering."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regions.access import Action, fetch, fetch_region, for_user, require_advisor, role_in
from regions.models import Region, Role

from .forms import AnswerForm, QuestionForm
from .models import Question


@require_safe
def all_questions(request: HttpRequest) -> HttpResponse:
    """Every question in the advisor's regions, those that wait first."""
    require_advisor(request.user)
    questions = (
        for_user(Question.objects.all(), request.user, Action.TALK)
        .select_related("region", "asked_by", "answered_by")
        .order_by(F("answered_at").desc(nulls_first=True), "asked_at")
    )
    page = Paginator(questions, 20).get_page(request.GET.get("page"))
    waiting = for_user(Question.objects.waiting().for_advisor(), request.user, Action.TALK).count()
    return render(request, "advisors/all_questions.html", {"page_obj": page, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
def region_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Questions and answers of one region; asking one."""
    region = fetch_region(request.user, slug, Action.TALK)
    asks_leader = _is_advisor_of(request, region)
    question = Question(region=region, asked_by=request.user)
    question.asked_of = Question.AskedOf.LEADER if asks_leader else Question.AskedOf.ADVISOR
    form = QuestionForm(
        request.POST or None, instance=question, initial={"text": request.GET.get("about", "")}
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your question was asked."))
        return redirect("questions", region.slug)
    questions = region.questions.select_related("asked_by", "answered_by")
    return render(
        request,
        "advisors/region_questions.html",
        {
            "region": region,
            "form": form,
            "page_obj": Paginator(questions, 20).get_page(request.GET.get("page")),
            "asks_leader": asks_leader,
            "mine": "leader" if not asks_leader else "advisor",
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question that waits for the reader's side of the conversation."""
    question = fetch(
        Question.objects.select_related("region", "asked_by"), request.user, Action.TALK, pk=pk
    )
    waits_for_me = question.asked_of == (
        Question.AskedOf.ADVISOR
        if _is_advisor_of(request, question.region)
        else Question.AskedOf.LEADER
    )
    if question.answered_at or not waits_for_me:
        messages.warning(request, _("This question has an answer, or waits for somebody else."))
        return redirect("questions", question.region.slug)
    form = AnswerForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        _save_answer(request, question, form.cleaned_data["answer"].strip())
        return redirect("questions", question.region.slug)
    return render(
        request,
        "advisors/answer.html",
        {"question": question, "form": form},
        status=422 if form.errors else 200,
    )


@transaction.atomic
def _save_answer(request: HttpRequest, question: Question, text: str) -> None:
    """The first answer stands; a second one at the same moment is told so."""
    saved = (
        Question.objects.waiting()
        .filter(pk=question.pk)
        .update(answer=text, answered_by=request.user, answered_at=timezone.now())
    )
    if saved:
        messages.success(request, _("Your answer was saved."))
    else:
        messages.warning(request, _("Somebody answered this question just before you."))


def _is_advisor_of(request: HttpRequest, region: Region) -> bool:
    return role_in(request.user, region) == Role.ADVISOR
