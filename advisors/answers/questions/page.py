"""The page of one question: who reads it, who thinks along, and what was answered before."""

import datetime
from typing import Any

from django.utils import timezone

from advisors.answers.cards.cards import may_edit
from advisors.answers.doors import colleagues_for, may_withdraw, questions_for, reader_text
from advisors.answers.similar import similar_cards, similar_questions
from advisors.models import AnswerCard, Question
from regions.access import is_advisor
from regions.accounts.models import User

from .desk import with_days
from .forms import ColleagueForm, ThoughtForm


def question_page(
    question: Question, user: User, may_answer: bool, now: datetime.datetime
) -> dict[str, Any]:
    """Context of the page; `user` may read the question."""
    in_open = not question.is_confidential
    shares = may_answer and in_open and is_advisor(user)
    colleagues = colleagues_for(question, user, timezone.localdate(now))
    invitations = list(question.invitations.select_related("colleague"))
    is_invited = any(one.colleague_id == user.pk for one in invitations)
    others = questions_for(user).exclude(pk=question.pk)
    return {
        "question": with_days([question], now)[0],
        "who_reads": reader_text(question),
        "may_answer": may_answer,
        "may_withdraw": may_withdraw(user, question) and not question.answered_at,
        "may_make_card": is_advisor(user) and in_open and bool(question.answered_at),
        "shown_card": _readable(question.card, user),
        "is_secret": is_advisor(user) and question.is_confidential,
        "invitations": invitations,
        "thought_form": ThoughtForm() if is_invited else None,
        "colleague_form": ColleagueForm(colleagues=colleagues) if shares else None,
        "similar_cards": similar_cards(question.text) if may_answer else [],
        "similar_questions": similar_questions(others, question.text) if shares else [],
    }


def _readable(card: AnswerCard | None, user: User) -> AnswerCard | None:
    """The card of the answer; a draft for its owner only."""
    return card if card and (card.published_at or may_edit(user, card)) else None
