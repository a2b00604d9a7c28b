"""Who reads a question: the one door to `Question` for every page, list, count and export.

In the open: the leaders and the advisor of the region, whoever it was handed to, and colleagues
who were invited, as long as they advise. In confidence: who asked it, as long as they lead the
region, and the advisor who was chosen.
"""

from django.db.models import Q

from regions.access import Action, is_advisor, region_ids
from regions.accounts.models import User

from .models import Invitation, Question
from .models.questions import QuestionQuerySet


def questions_for(user: User) -> QuestionQuerySet:
    """Every question that `user` may read now."""
    here = region_ids(user, [Action.TALK]) or set()
    asked = Q(asked_by=user.pk, region__in=here)
    readable = asked | Q(is_confidential=False, region__in=here)
    if is_advisor(user):
        invited = Invitation.objects.filter(colleague=user.pk).values("question")
        readable |= Q(assignee=user.pk) | Q(is_confidential=False, pk__in=invited)
    return Question.objects.filter(readable)
