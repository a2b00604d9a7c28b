"""Questions between leaders and advisors: asking, reading, answering, and thinking along."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from advisors.answers import doors
from advisors.answers.readers import reader_text
from advisors.answers.similar import answers_like
from advisors.answers.typed import forget_typed, typed_for
from advisors.models import AnswerCard, Question
from advisors.network.doors import require_network
from regions.access import Action, Request, can, fetch_region
from regions.asked import row_id
from regions.models import Region
from regions.web.lists import list_page

from .colleagues import who_may_be_asked
from .desk import shown_to
from .forms import AnswerForm, ColleagueForm, QuestionForm, ThoughtForm
from .page import question_page

QUESTIONS_A_PAGE = 20
MOVED = gettext_lazy("Somebody answered or moved this question just before you.")


@require_http_methods(["GET", "HEAD", "POST"])
def region_questions(request: Request, slug: str) -> HttpResponse:
    """Questions and answers of one region; asking one, after a look at what was answered."""
    region = fetch_region(request.user, slug, Action.TALK)
    asks_leader = can(request.user, Action.ADVISE, region)
    question = Question(region=region, asked_by=request.user)
    question.asked_of = Question.AskedOf.LEADER if asks_leader else Question.AskedOf.ADVISOR
    who_reads = reader_text(question, request.user)
    only_looks = request.POST.get("do") == "look"
    form = QuestionForm(
        None if only_looks else request.POST or None,
        instance=question,
        initial=request.POST.dict() if only_looks else {"text": _start(request, region)},
        asks_leader=asks_leader,
        today=timezone.localdate(),
    )
    if request.method == "POST" and not only_looks and form.is_valid():
        form.save()
        forget_typed(request.session)
        messages.success(request, _("Your question was asked."))
        return redirect("questions", region.slug)
    rows = doors.questions_for(request.user).filter(region=region)
    typed = request.POST.get("text", "")
    return list_page(
        request,
        "advisors/region_questions.html",
        rows.select_related("asked_by", "answered_by", "theme"),
        lambda page: {
            "region": region,
            "form": form,
            "questions": shown_to(request.user, page.object_list, timezone.now()),
            "who_reads": who_reads,
            "asks_leader": asks_leader,
            "typed": typed,
            "cards": answers_like(typed, in_confidence=_is_secret(request)) if only_looks else None,
        },
        size=QUESTIONS_A_PAGE,
        status=422 if form.errors else 200,
    )


@require_POST
def similar(request: Request) -> HttpResponse:
    """What looks like the text that is being typed. Posted, so that no log of addresses has it."""
    require_network(request.user)
    typed = request.POST.get("text", "")[:4000]
    cards = answers_like(typed, in_confidence=_is_secret(request))
    context: dict[str, object] = {"cards": cards, "typed": typed}
    slug = request.GET.get("region", "")
    context["region"] = fetch_region(request.user, slug, Action.TALK) if slug else None
    return render(request, "advisors/question_similar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """One question; who may answer it does so here."""
    question = doors.fetch_question(request.user, pk=pk)
    may_answer = doors.may_answer(request.user, question)
    if request.method == "POST" and not may_answer:
        messages.warning(request, _("This question has an answer, or waits for somebody else."))
        return redirect("question_answer", question.pk)
    card = _card(request)
    start = {"answer": card.answer} if card else {}
    form = AnswerForm(request.POST or None, instance=question, initial=start)
    if request.method == "POST" and form.is_valid():
        return _save_answer(request, question, form.cleaned_data["answer"].strip(), card)
    question.refresh_from_db(fields=["answer"])
    context = question_page(question, request.user, may_answer, timezone.now())
    context |= {"form": form if may_answer else None, "card": card}
    return render(request, "advisors/answer.html", context, status=422 if form.errors else 200)


@require_POST
def invite(request: Request, pk: int) -> HttpResponse:
    question, colleague, note = _colleague(request, pk)
    if colleague is None:
        messages.warning(request, _("Choose a colleague."))
    elif doors.invite(question, colleague, request.user, note):
        _tell(request, question, _("%(who)s thinks along now.") % {"who": colleague})
    else:
        messages.info(request, _("%(who)s thinks along already.") % {"who": colleague})
    return redirect("question_answer", question.pk)


@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    question, colleague, _note = _colleague(request, pk)
    if colleague is None:
        messages.warning(request, _("Choose a colleague."))
        return redirect("question_answer", question.pk)
    if doors.hand_over(question, colleague, timezone.now()):
        _tell(request, question, _("%(who)s answers this question now.") % {"who": colleague})
    else:
        messages.warning(request, MOVED)
    return redirect("advisor_questions")


@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """The advisor of the region answers a question again that was handed over."""
    question = doors.fetch_question(request.user, pk=pk)
    if not can(request.user, Action.ADVISE, question) or question.is_confidential:
        raise PermissionDenied
    if doors.may_take_back(request.user, question) and doors.take_back(question):
        _tell(request, question, _("This question waits for you again."))
    else:
        messages.warning(request, MOVED)
    return redirect("question_answer", question.pk)


@require_POST
def think(request: Request, pk: int) -> HttpResponse:
    """An invited colleague says what they think."""
    question = doors.fetch_question(request.user, pk=pk)
    form = ThoughtForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Write what you think first."))
    else:
        doors.think(question, request.user, form.cleaned_data["thought"], timezone.now())
        messages.success(request, _("Your thought stands with the question."))
    return redirect("question_answer", question.pk)


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """The asking side takes the question back, as long as nobody answered."""
    question = doors.fetch_question(request.user, pk=pk)
    if not doors.may_withdraw(request.user, question):
        raise PermissionDenied
    if not doors.withdraw(question):
        messages.warning(request, _("This question has an answer; it stays."))
        return redirect("question_answer", question.pk)
    messages.success(request, _("Your question is taken back."))
    return redirect("questions", question.region.slug)


def _tell(request: Request, question: Question, done: str) -> None:
    """Say what was done, and who reads the question from here on."""
    messages.success(request, f"{done} {reader_text(question, request.user)}")


def _is_secret(request: Request) -> bool:
    return bool(request.POST.get("is_confidential"))


def _start(request: Request, region: Region) -> str:
    """What stands in the form: what was typed before, or the card that is asked on about."""
    if "again" in request.GET:
        return typed_for(request.session, region)
    return request.GET.get("about", "")[:200]


def _colleague(request: Request, pk: int):
    """The question, the chosen colleague (None when none was chosen), and the note."""
    question = doors.fetch_question(request.user, pk=pk)
    if not doors.may_answer(request.user, question) or question.is_confidential:
        raise PermissionDenied
    rows = who_may_be_asked(request.user).exclude(pk=question.asked_by_id or 0)
    form = ColleagueForm(request.POST, colleagues=rows)
    form.is_valid()
    return question, form.cleaned_data.get("colleague"), form.cleaned_data.get("note", "")


def _card(request: Request) -> AnswerCard | None:
    """The published card that the answer is taken from, if the address names one."""
    pk = row_id(request.POST.get("card") or request.GET.get("card"))
    return AnswerCard.objects.published().filter(pk=pk or 0).first()


def _save_answer(
    request: Request, question: Question, text: str, card: AnswerCard | None
) -> HttpResponse:
    if doors.answer(question, text, request.user, timezone.now(), card):
        messages.success(request, _("Your answer was saved."))
    else:
        messages.warning(request, _("Somebody answered this question just before you."))
    return redirect("question_answer", question.pk)
