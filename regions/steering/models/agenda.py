"""What a meeting goes through, who came, and what came of each subject."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.dutch import date_text
from regions.plans.models import Idea, PlanChange

from .meetings import Meeting
from .remarks import Remark


class AgendaItem(models.Model):
    """One subject. `ref` names what it was made of, so that nothing is on an agenda twice.

    `added_after` tells what came on it when the papers were with the members already.
    """

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("Minutes of the last meeting")
        AGREEMENT = "agreement", _("Agreed before")
        STAND = "stand", _("Stand of the plan")
        PROPOSAL = "proposal", _("Decision asked")
        QUESTION = "question", _("Question of the programme leader")
        REMARK = "remark", _("Point of a member")
        MOMENT = "moment", _("What must be with DUS-I")
        IDEA = "idea", _("Idea")
        OTHER = "other", _("Something else")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.OTHER)
    ref = models.CharField(max_length=60, blank=True, editable=False)
    title = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("explanation"), max_length=2000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    change = models.ForeignKey(
        PlanChange, models.SET_NULL, null=True, blank=True, related_name="agenda_items"
    )
    idea = models.ForeignKey(Idea, models.SET_NULL, null=True, blank=True, related_name="+")
    remark = models.ForeignKey(Remark, models.SET_NULL, null=True, blank=True, related_name="+")
    follows = models.ForeignKey(
        "steering.Outcome", models.SET_NULL, null=True, blank=True, related_name="items"
    )
    minutes_of = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_added_after = models.BooleanField(default=False, editable=False)

    region_path = "meeting__steering_group__region"

    class Meta:
        verbose_name = _("subject of a meeting")
        verbose_name_plural = _("subjects of meetings")
        ordering = ["meeting", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "ref"],
                condition=~Q(ref=""),
                name="nothing_is_on_an_agenda_twice",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """Somebody who is expected, or who came. Who gave no answer has no row, or an empty answer."""

    class Answer(models.TextChoices):
        COMES = "comes", _("Comes")
        ABSENT = "absent", _("Does not come")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(_("answer"), max_length=6, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_present = models.BooleanField(_("present"), null=True)

    region_path = "meeting__steering_group__region"

    class Meta:
        verbose_name = _("attendance of a meeting")
        verbose_name_plural = _("attendances of meetings")
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"], name="one_attendance_per_meeting_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.meeting}"


@pghistory.track()
class Outcome(models.Model):
    """What came of a subject, in the words of the meeting.

    What was agreed comes back on every next agenda until it is done. The plan changes by none of
    it: only by a decision about a proposal.
    """

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="outcome")
    decision = models.TextField(_("decision"), max_length=2000, blank=True)
    agreement = models.TextField(_("agreed"), max_length=2000, blank=True)
    who = models.CharField(_("who"), max_length=120, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    region_path = "item__meeting__steering_group__region"

    class Meta:
        verbose_name = _("outcome of a subject")
        verbose_name_plural = _("outcomes of subjects")
        ordering = ["item"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(agreement="") | Q(who="", due_on=None, done_on=None),
                name="who_and_when_belong_to_what_was_agreed",
                violation_error_message=_("Write what was agreed too."),
            )
        ]

    def __str__(self) -> str:
        return self.agreement or self.decision

    @property
    def who_and_when(self) -> str:
        """ "Cobie, 3 september 2026"."""
        day = date_text(self.due_on) if self.due_on else ""
        return ", ".join(part for part in (self.who, day) if part)
