"""The page of one question: who reads it, who thinks along, and what was answered before."""

import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from advisors.answers.cards.cards import may_edit
from advisors.answers.doors import (
    may_sort,
    may_take_back,
    may_withdraw,
    questions_for,
    waiting_for,
)
from advisors.answers.readers import reader_text
from advisors.answers.similar import answers_like, similar_questions
from advisors.models import AnswerCard, Question
from regions.access import is_advisor
from regions.accounts.models import User

from .colleagues import colleagues_for
from .desk import with_days
from .forms import ThoughtForm
from .sorting import ThemeForm


def question_page(
    question: Question, user: User, may_answer: bool, now: datetime.datetime
) -> dict[str, Any]:
    """Context of the page; `user` may read the question."""
    in_open = not question.is_confidential
    shares = may_answer and in_open and is_advisor(user)
    prefetch_related_objects([question], "invitations__colleague")
    invitations = list(question.invitations.all())
    is_invited = any(invitation.colleague_id == user.pk for invitation in invitations)
    others = questions_for(user).exclude(pk=question.pk)
    return {
        "question": with_days([question], now)[0],
        "who_reads": reader_text(question, user),
        "may_answer": may_answer,
        "may_take_back": may_take_back(user, question),
        "may_withdraw": may_withdraw(user, question) and not question.answered_at,
        "may_make_card": is_advisor(user) and in_open and bool(question.answered_at),
        "shown_card": _readable(question.card, user),
        "is_secret": is_advisor(user) and question.is_confidential,
        "invitations": invitations,
        "thought_form": ThoughtForm() if is_invited else None,
        "colleagues": colleagues_for(question, user, now) if shares else [],
        "theme_form": ThemeForm({"theme": question.theme_id}) if may_sort(user, question) else None,
        "next": waiting_for(user).exclude(pk=question.pk).first() if is_advisor(user) else None,
        "similar_parts": _parts(
            answers_like(question.text, in_confidence=not in_open) if may_answer else [],
            similar_questions(others, question.text) if shares else [],
        ),
    }


def _parts(cards: list[AnswerCard], questions: list[Question]) -> list[dict[str, Any]]:
    """What answered this very question, and what only looks like it; no part that is empty."""
    parts = [
        {
            "was_asked": was,
            "cards": [card for card in cards if card.was_asked == was],  # type: ignore[attr-defined]
            "questions": [like for like in questions if like.was_asked == was],  # type: ignore[attr-defined]
        }
        for was in (True, False)
    ]
    return [part for part in parts if part["cards"] or part["questions"]]


def _readable(card: AnswerCard | None, user: User) -> AnswerCard | None:
    """The card of the answer; a draft for its owner only."""
    return card if card and (card.published_at or may_edit(user, card)) else None
