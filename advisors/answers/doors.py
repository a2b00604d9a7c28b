"""Who reads a question: the one door to `Question` for every page, list, count and export.

In the open: the leaders and the advisor of the region, whoever it was handed to, and colleagues
who were invited, as long as they advise. In confidence: who asked it, as long as they lead the
region, and the advisor who was chosen.
"""

import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.timezone import localdate

from advisors.models import AnswerCard, CardUse, Invitation, Question
from advisors.models.questions import QuestionQuerySet
from advisors.network.doors import advisors_on
from regions.access import Action, can, is_advisor, region_ids
from regions.accounts.models import User


def questions_for(user: User) -> QuestionQuerySet:
    """Every question that `user` may read now."""
    return Question.objects.filter(door_of(user))


def door_of(user: User) -> Q:
    """The rule itself: which questions `user` may read now."""
    here = region_ids(user, [Action.TALK]) or set()
    readable = Q(asked_by=user.pk, region__in=here) | Q(is_confidential=False, region__in=here)
    if is_advisor(user):
        invited = Invitation.objects.filter(colleague=user.pk).values("question")
        readable |= Q(assignee=user.pk) | Q(is_confidential=False, pk__in=invited)
    return readable


def fetch_question(user: User, **lookup: Any) -> Question:
    """One question that `user` may read; Http404 otherwise."""
    rows = questions_for(user).select_related(
        "region", "asked_by", "answered_by", "assignee", "theme", "card", "lesson__obstacle"
    )
    return get_object_or_404(rows, **lookup)


def may_answer(user: User, question: Question) -> bool:
    """Whether a question waits for `user`'s side, and nobody answered it yet."""
    if question.answered_at:
        return False
    return is_for_leader(user, question) or waiting_for(user).filter(pk=question.pk).exists()


def is_for_leader(user: User, question: Question) -> bool:
    """Whether the question was asked of the leaders, and `user` may answer for them."""
    if question.answered_at or question.asked_by_id == user.pk:
        return False
    return question.asked_of == Question.AskedOf.LEADER and can(user, Action.WRITE_LOG, question)


def may_withdraw(user: User, question: Question) -> bool:
    return question.asked_by_id == user.pk


def waiting_for(user: User, now: datetime.datetime | None = None) -> QuestionQuerySet:
    """Open questions asked by `now` that `user` answers as an advisor, the oldest first.

    Not those that a colleague answers: they stand in `with_colleague`.
    """
    mine = Q(assignee=user.pk) | (_of_region(user) & ~_elsewhere())
    return _for_advisor(user).filter(mine, asked_at__lte=now or timezone.now())


def with_colleague(user: User) -> QuestionQuerySet:
    """Open questions of the regions of `user` that a colleague answers, the oldest first.

    They come back by themselves when that colleague advises no region any more.
    """
    handed = _of_region(user) & _elsewhere() & ~Q(assignee=user.pk)
    return _for_advisor(user).filter(handed)


def _for_advisor(user: User) -> QuestionQuerySet:
    rows = questions_for(user).waiting().for_advisor().exclude(asked_by=user.pk)
    return rows.order_by("asked_at", "pk")


def _of_region(user: User) -> Q:
    return Q(is_confidential=False, region__in=region_ids(user, [Action.ADVISE]) or set())


def _elsewhere() -> Q:
    """Handed to somebody who advises a region now."""
    return Q(assignee__isnull=False, assignee__in=advisors_on(localdate()).order_by().values("pk"))


def asked_to_think(user: User) -> QuestionQuerySet:
    """Open questions on which a colleague wants to know what `user` thinks."""
    mine = Invitation.objects.filter(colleague=user.pk, thought_at=None).values("question")
    return questions_for(user).waiting().filter(pk__in=mine)


def sortable_for(user: User) -> QuestionQuerySet:
    """Questions to which `user` gives a theme: of the regions they advise, and those for them."""
    if not is_advisor(user):
        return Question.objects.none()
    return questions_for(user).filter(Q(assignee=user.pk) | _of_region(user))


def may_sort(user: User, question: Question) -> bool:
    """As `sortable_for`, of a question that `user` may read."""
    if question.assignee_id == user.pk:
        return is_advisor(user)
    return not question.is_confidential and can(user, Action.ADVISE, question)


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


def hand_over(question: Question, colleague: User, now: datetime.datetime) -> bool:
    """The colleague answers from here on; False when it was answered, or moved by somebody else.

    Raises InConfidence.
    """
    return _moved(question, assignee=colleague, handed_at=now)


def take_back(question: Question) -> bool:
    """The advisor of the region answers again; False when it was answered, or moved by somebody
    else. Raises InConfidence."""
    return _moved(question, assignee=None, handed_at=None)


def _moved(question: Question, **fields: Any) -> bool:
    """Whether a question that stands where `question` says was moved."""
    if question.is_confidential:
        raise InConfidence
    here = Question.objects.waiting().filter(pk=question.pk, assignee=question.assignee_id)
    is_moved = bool(here.update(**fields))
    if is_moved:
        for name, value in fields.items():
            setattr(question, name, value)
    return is_moved


def may_take_back(user: User, question: Question) -> bool:
    return bool(question.assignee_id) and with_colleague(user).filter(pk=question.pk).exists()


def answer(
    question: Question, text: str, user: User, now: datetime.datetime, card: AnswerCard | None
) -> bool:
    """Keep the first answer, with the card it came from; False when somebody was earlier."""
    card = None if question.is_confidential else card
    waiting = Question.objects.waiting().filter(pk=question.pk)
    return bool(waiting.update(answer=text, answered_by=user, answered_at=now, card=card))


def count_use(card: AnswerCard, region_id: int, user: User, today: datetime.date) -> None:
    """The card answered somebody, who asks no more; it counts once a day for a region."""
    use = CardUse(card=card, region_id=region_id, used_by=user, used_on=today)
    CardUse.objects.bulk_create([use], ignore_conflicts=True)


def think(question: Question, user: User, thought: str, now: datetime.datetime) -> None:
    """What an invited colleague thinks; Http404 for who was not invited."""
    changed = Invitation.objects.filter(question=question, colleague=user).update(
        thought=thought, thought_at=now
    )
    if not changed:
        raise Http404
