"""What a member passes on: about the plan it is the group's business, else it is advice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.accounts.models import User
from regions.plans.models import Idea, PlanChange

from .groups import SteeringGroup


class RemarkQuerySet(models.QuerySet["Remark"]):
    def about_the_plan(self) -> "RemarkQuerySet":
        return self.filter(about=Remark.About.WHAT)

    def advice(self) -> "RemarkQuerySet":
        return self.exclude(about=Remark.About.WHAT)

    def untouched(self) -> "RemarkQuerySet":
        """Neither answered nor thanked for."""
        return self.filter(reply="", thanked_at=None)

    def readable_by_member(self, user: User) -> "RemarkQuerySet":
        """What the group asked about the plan, and the reader's own; never advice of another."""
        return self.filter(Q(about=Remark.About.WHAT) | Q(made_by=user))


class Remark(models.Model):
    """A remark of a member of the steering group.

    About *what* (the plan) it is a question, or a point for the meeting. About *how* or *how fast*
    it is advice to the programme leader: it has no state, no due date and no reminder; the leader
    may answer it, thank for it, or leave it. A remark may answer a `question` that a log asked of
    the group, in the words of then, about the activity with `activity_key`.
    """

    class About(models.TextChoices):
        WHAT = "what", _("What: the plan")
        HOW = "how", _("How: the approach")
        HOW_FAST = "how_fast", _("How fast: the tempo")

    steering_group = models.ForeignKey(SteeringGroup, models.CASCADE, related_name="remarks")
    about = models.CharField(_("about"), max_length=8, choices=About)
    text = models.TextField(_("remark"), max_length=2000)
    is_for_meeting = models.BooleanField(_("for the next meeting"), default=False)
    change = models.ForeignKey(
        PlanChange, models.SET_NULL, null=True, blank=True, related_name="remarks"
    )
    question = models.TextField(_("question of the programme leader"), blank=True)
    activity_key = models.UUIDField(null=True, blank=True, editable=False)
    month_on = models.DateField(_("about the digest of"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    reply = models.TextField(_("answer"), max_length=4000, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)

    idea = models.OneToOneField(
        Idea, models.SET_NULL, null=True, blank=True, related_name="remark", editable=False
    )

    objects = RemarkQuerySet.as_manager()
    region_path = "steering_group__region"

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["steering_group", "-made_at"], name="remark_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(about="what") | Q(is_for_meeting=False),
                name="only_the_plan_is_for_the_meeting",
                violation_error_message=_("Only what is about the plan goes to the meeting."),
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None)
                | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="an_answered_remark_has_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(question="", activity_key=None)
                | (~Q(question="") & Q(activity_key__isnull=False)),
                name="a_question_and_its_activity_go_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_advice(self) -> bool:
        return self.about != self.About.WHAT

    @property
    def is_untouched(self) -> bool:
        """Neither answered, thanked for, nor on the idea list: the author may take it back."""
        return not self.reply and self.thanked_at is None and self.idea_id is None
