"""Several questions answered at once with one card."""

import datetime
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from advisors.answers import doors
from advisors.answers.cards.cards import found_cards, names_in
from advisors.answers.similar import similar_cards
from advisors.models import AnswerCard, Question
from regions.access import Request, require_advisor
from regions.accounts.models import User
from regions.asked import row_id

MOST_QUESTIONS = 20
MOST_CARDS = 8


class OneAnswerForm(forms.Form):
    """The answer that all of these questions get."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, questions: list[Question], today: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.today = questions, today

    def clean_answer(self) -> str:
        text = self.cleaned_data["answer"].strip()
        is_of_many = len({one.region_id for one in self.questions}) > 1
        if is_of_many and (names := names_in(text, self.questions, self.today)):
            told = _("Leaders of several regions read this, and it names %(names)s.")
            raise forms.ValidationError(told % {"names": ", ".join(names)})
        return text


@require_http_methods(["GET", "HEAD", "POST"])
def with_card(request: Request) -> HttpResponse:
    """First the card is chosen, then its text is read and sent to each question in the address."""
    require_advisor(request.user)
    questions = _questions(request)
    if not questions:
        messages.warning(request, _("These questions wait for you no longer."))
        return redirect("advisor_questions")
    card = AnswerCard.objects.published().filter(pk=row_id(request.GET.get("card")) or 0).first()
    context = {
        "questions": questions,
        "chosen": urlencode([("question", one.pk) for one in questions]),
        "card": card,
    }
    if card is None:
        words = request.GET.get("q", "").strip()[:200]
        cards = _cards(request.user, questions, words)
        return render(
            request, "advisors/with_card.html", context | {"cards": cards, "words": words}
        )
    now = timezone.now()
    form = OneAnswerForm(
        request.POST if request.method == "POST" else None,
        questions=questions,
        today=timezone.localdate(now),
        initial={"answer": card.answer},
    )
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["answer"]
        done = sum(doors.answer(one, text, request.user, now, card) for one in questions)
        _tell(request, done, len(questions) - done)
        return redirect("advisor_questions")
    status = 422 if form.errors else 200
    return render(request, "advisors/with_card.html", context | {"form": form}, status=status)


def _questions(request: Request) -> list[Question]:
    """Those in the address that wait for the reader; what was asked in confidence stays out."""
    ids = [pk for pk in map(row_id, request.GET.getlist("question")[:MOST_QUESTIONS]) if pk]
    rows = doors.waiting_for(request.user).not_confidential().filter(pk__in=ids)
    return list(rows.select_related("region", "asked_by"))


def _cards(user: User, questions: list[Question], words: str) -> list[AnswerCard]:
    """What was searched for, or what looks like one of the questions, the likest first."""
    if words:
        return [card for card in found_cards(user, words, "", "")[:MOST_CARDS] if card.published_at]
    found: dict[int, AnswerCard] = {}
    for one in questions[:5]:
        found |= {card.pk: card for card in similar_cards(one.text) if card.pk not in found}
    return list(found.values())[:MOST_CARDS]


def _tell(request: Request, done: int, late: int) -> None:
    if done:
        text = ngettext("%(n)s question is answered.", "%(n)s questions are answered.", done)
        messages.success(request, text % {"n": done})
    if late:
        text = ngettext(
            "%(n)s question was answered by somebody else just before.",
            "%(n)s questions were answered by somebody else just before.",
            late,
        )
        messages.warning(request, text % {"n": late})
