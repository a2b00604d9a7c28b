"""Answer cards: the list, one card, writing, publishing, documents, and what they saved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.answers.doors import count_use, fetch_question
from advisors.answers.typed import keep_typed, typed_for
from advisors.models import AnswerCard, CardFile, Question, Theme
from advisors.network.doors import led_regions, require_network
from regions.access import Action, Request, fetch_region, is_advisor, is_bureau, require_national
from regions.asked import row_id
from regions.saving import saved
from regions.web.lists import list_page

from .cards import a_year_from, cards_for, due_cards, found_cards, may_edit, still_true
from .forms import CardFilter, CardForm

CARDS_A_PAGE = 20
MOST_DUE = 5


@require_safe
def cards(request: Request) -> HttpResponse:
    """Every card that the reader may read, the most used first."""
    require_network(request.user)
    form = CardFilter(request.GET, theme=Theme.objects.values_list("pk", "name"))
    return list_page(
        request,
        "advisors/cards.html",
        found_cards(request.user, **form.wanted),
        lambda _page: {
            "filter": form,
            "today": timezone.localdate(),
            "may_write": _writes(request),
            "due": due_cards(request.user, timezone.localdate())[:MOST_DUE],
        },
        size=CARDS_A_PAGE,
    )


@require_safe
def card(request: Request, pk: int) -> HttpResponse:
    row = _card(request, pk)
    region = led_regions(request.user).first()
    typed = "typed" in request.GET and region and typed_for(request.session, region)
    context = {
        "card": row,
        "files": row.files.defer("content"),
        "saved": row.uses.count(),
        "used": row.answered.filter(answered_at__gte=row.made_at).count(),
        "may_edit": may_edit(request.user, row),
        "is_old": row.recheck_on <= timezone.localdate(),
        "region": region,
        "is_typed": bool(typed),
    }
    return render(request, "advisors/card.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_card(request: Request) -> HttpResponse:
    """A card from nothing, or from an answer that was given in the open."""
    require_national(request.user)
    question = _source(request)
    if question and question.is_confidential:
        said = _("What was asked in confidence cannot be shared with a colleague or become a card.")
        messages.warning(request, said)
        return redirect("question_answer", question.pk)
    row = AnswerCard(owner=request.user, recheck_on=a_year_from(timezone.localdate()))
    if question:
        row.title, row.answer = question.text[:200], question.answer
        row.theme, row.kind = question.theme, question.kind
    return _write(request, row, question)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_card(request: Request, pk: int) -> HttpResponse:
    return _write(request, _own(request, pk), None)


@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish a draft, or take a card from the list."""
    row = _own(request, pk)
    row.published_at = None if row.published_at else timezone.now()
    row.save(update_fields=["published_at"])
    said = (
        _("Everybody finds this card now.") if row.published_at else _("The card is a draft again.")
    )
    messages.success(request, said)
    return redirect("card", row.pk)


@require_POST
def true_still(request: Request, pk: int) -> HttpResponse:
    row = _own(request, pk)
    still_true(row, timezone.localdate())
    messages.success(request, _("The card holds for another year."))
    return redirect("card", row.pk)


@require_POST
def used(request: Request, pk: int) -> HttpResponse:
    """A leader found the answer here, and asks no question."""
    row = _card(request, pk)
    region = fetch_region(request.user, request.POST.get("region", ""), Action.WRITE_LOG)
    count_use(row, region.pk, request.user, timezone.localdate())
    messages.success(request, _("Good. Your question was not sent."))
    asked = request.POST.get("asked", "").strip()
    keep_typed(request.session, region, asked)
    return redirect(reverse("card", args=[row.pk]) + ("?typed=1" if asked else ""))


@require_safe
def paper(request: Request, pk: int, file: int) -> HttpResponse:
    """A document of a card, for who may read the card."""
    row = get_object_or_404(CardFile, card=_card(request, pk), pk=file)
    answer = HttpResponse(bytes(row.content), content_type=row.content_type)
    name = f"document.{row.name.rpartition('.')[2]}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def remove_paper(request: Request, pk: int, file: int) -> HttpResponse:
    row = _own(request, pk)
    get_object_or_404(row.files.defer("content"), pk=file).delete()
    messages.success(request, _("The document is gone."))
    return redirect("card_edit", row.pk)


def _writes(request: Request) -> bool:
    return is_advisor(request.user) or is_bureau(request.user)


def _card(request: Request, pk: int) -> AnswerCard:
    require_network(request.user)
    return get_object_or_404(cards_for(request.user).select_related("theme", "owner"), pk=pk)


def _own(request: Request, pk: int) -> AnswerCard:
    row = _card(request, pk)
    if not may_edit(request.user, row):
        raise PermissionDenied
    return row


def _source(request: Request) -> Question | None:
    """The answered question that the address names."""
    pk = row_id(request.GET.get("question"))
    if pk is None:
        return None
    question = fetch_question(request.user, pk=pk)
    return question if question.answered_at else None


def _write(request: Request, row: AnswerCard, question: Question | None) -> HttpResponse:
    asked = list(row.answered.select_related("asked_by")) if row.pk else []
    form = CardForm(
        request.POST or None,
        request.FILES or None,
        instance=row,
        questions=[*asked, question] if question else asked,
        today=timezone.localdate(),
    )
    publishes = request.POST.get("do") == "publish"
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, lambda: _save(form, row, question, publishes=publishes))
    ):
        messages.success(request, _("The card is saved."))
        return redirect("card", row.pk)
    context = {
        "form": form,
        "card": row,
        "question": question,
        "files": row.files.defer("content") if row.pk else [],
    }
    return render(request, "advisors/card_form.html", context, status=422 if form.errors else 200)


def _save(form: CardForm, row: AnswerCard, question: Question | None, *, publishes: bool) -> None:
    if publishes and not row.published_at:
        row.published_at = timezone.now()
    form.save()
    if kept := form.cleaned_data["paper"]:
        CardFile.objects.create(
            card=row,
            name=kept.name,
            content_type=kept.content_type,
            content=kept.content,
            size=len(kept.content),
        )
    if question:
        Question.objects.filter(pk=question.pk, card=None).update(card=row)
