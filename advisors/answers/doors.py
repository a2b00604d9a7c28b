"""Who reads a question: the one door to `Question` for every page, list, count and export.

In the open: the leaders and the advisor of the region, whoever it was handed to, and colleagues
who were invited, as long as they advise. In confidence: who asked it, as long as they lead the
region, and the advisor who was chosen.
"""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from advisors.models import AnswerCard, CardUse, Expertise, Invitation, Question
from advisors.models.questions import QuestionQuerySet
from advisors.network.doors import advisors_on
from regions.access import Action, can, is_advisor, region_ids
from regions.accounts.models import User


def questions_for(user: User) -> QuestionQuerySet:
    """Every question that `user` may read now."""
    here = region_ids(user, [Action.TALK]) or set()
    readable = Q(asked_by=user.pk, region__in=here) | Q(is_confidential=False, region__in=here)
    if is_advisor(user):
        invited = Invitation.objects.filter(colleague=user.pk).values("question")
        readable |= Q(assignee=user.pk) | Q(is_confidential=False, pk__in=invited)
    return Question.objects.filter(readable)


def fetch_question(user: User, **lookup: Any) -> Question:
    """One question that `user` may read; Http404 otherwise."""
    rows = questions_for(user).select_related(
        "region", "asked_by", "answered_by", "assignee", "theme", "card"
    )
    return get_object_or_404(rows, **lookup)


def may_answer(user: User, question: Question) -> bool:
    """Whether a question waits for `user`'s side, and nobody answered it yet."""
    if question.answered_at or question.asked_by_id == user.pk:
        return False
    if question.asked_of == Question.AskedOf.LEADER:
        return can(user, Action.WRITE_LOG, question)
    if question.is_confidential:
        return question.assignee_id == user.pk and is_advisor(user)
    is_mine = question.assignee_id == user.pk and is_advisor(user)
    return is_mine or can(user, Action.ADVISE, question)


def may_withdraw(user: User, question: Question) -> bool:
    return question.asked_by_id == user.pk


def waiting_for(user: User) -> QuestionQuerySet:
    """Open questions that `user` may answer as an advisor, the oldest first."""
    advised = region_ids(user, [Action.ADVISE]) or set()
    mine = Q(assignee=user.pk) | Q(is_confidential=False, region__in=advised)
    rows = questions_for(user).waiting().for_advisor().filter(mine).exclude(asked_by=user.pk)
    return rows.order_by("asked_at", "pk")


def asked_to_think(user: User) -> QuestionQuerySet:
    """Open questions on which a colleague wants to know what `user` thinks."""
    mine = Invitation.objects.filter(colleague=user.pk, thought_at=None).values("question")
    return questions_for(user).waiting().filter(pk__in=mine)


def colleagues_for(question: Question, user: User, today: datetime.date) -> QuerySet[User]:
    """Advisors who may think along: who says to know the theme first, then who answered most."""
    about = Q(theme=question.theme_id) if question.theme_id else Q(pk__in=[])
    knows = Expertise.objects.filter(about, advisor=OuterRef("pk"))
    answered = Question.objects.not_confidential().filter(about, answered_by=OuterRef("pk"))
    counted = answered.order_by().values("answered_by").annotate(n=Count("pk")).values("n")
    return (
        advisors_on(today)
        .exclude(pk__in=[pk for pk in (user.pk, question.asked_by_id) if pk])
        .annotate(knows=Exists(knows), answered=Coalesce(counted, 0))
        .order_by("-knows", "-answered", "name")
    )


def withdraw(question: Question) -> bool:
    """Take the question back; False when somebody has answered it."""
    gone, _each = Question.objects.waiting().filter(pk=question.pk).delete()
    return bool(gone)


class InConfidence(Exception):
    """What was asked in confidence goes to nobody else."""


def invite(question: Question, colleague: User, by: User, note: str) -> bool:
    """Ask a colleague to think along; False when that was done before. Raises InConfidence."""
    if question.is_confidential:
        raise InConfidence
    _row, is_new = Invitation.objects.get_or_create(
        question=question, colleague=colleague, defaults={"invited_by": by, "note": note}
    )
    return is_new


def hand_over(question: Question, colleague: User, now: datetime.datetime) -> None:
    """The colleague answers from here on. Raises InConfidence."""
    if question.is_confidential:
        raise InConfidence
    Question.objects.waiting().filter(pk=question.pk).update(assignee=colleague, handed_at=now)


@transaction.atomic
def answer(
    question: Question, text: str, user: User, now: datetime.datetime, card: AnswerCard | None
) -> bool:
    """Keep the first answer; False when somebody was earlier. A card that was used is counted."""
    card = None if question.is_confidential else card
    saved = (
        Question.objects.waiting()
        .filter(pk=question.pk)
        .update(answer=text, answered_by=user, answered_at=now, card=card)
    )
    if saved and card:
        count_use(card, question.region_id, user, localdate(now))
    return bool(saved)


def count_use(card: AnswerCard, region_id: int, user: User, today: datetime.date) -> None:
    """The card answered somebody; it counts once a day for a region."""
    use = CardUse(card=card, region_id=region_id, used_by=user, used_on=today)
    CardUse.objects.bulk_create([use], ignore_conflicts=True)


def think(question: Question, user: User, thought: str, now: datetime.datetime) -> None:
    """What an invited colleague thinks; Http404 for who was not invited."""
    changed = Invitation.objects.filter(question=question, colleague=user).update(
        thought=thought, thought_at=now
    )
    if not changed:
        raise Http404


def reader_text(question: Question) -> str:
    """Who reads this question, in one sentence."""
    if question.is_confidential:
        return _("In confidence: only %(asker)s and %(advisor)s read this.") % {
            "asker": question.asked_by or "–",
            "advisor": question.assignee or "–",
        }
    return _("The programme leaders and the advisor of this region read this.")
