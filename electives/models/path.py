"""The path of an elective, step by step. The database lets no step be skipped."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.partners.models import Document

from .electives import Elective


class Stage(models.IntegerChoices):
    IDEA = 0, _("Idea")
    OVERLAP = 1, _("Checked for overlap")
    REPORTED = 2, _("Reported to DUO")
    JUDGED = 3, _("Judged")
    WRITTEN = 4, _("Programme written")
    ESTABLISHED = 5, _("Established")
    OFFERED = 6, _("Offered")


MOST_OVERLAP = 25  # percent; more with an existing elective is rejected


# What counts for the exam takes every step; what does not goes from idea to offered. A step is
# never dated before the one below it, nor added to an elective that was rejected, and only the
# last one can be taken back.
def _refuse(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


_ADD = f"""
    SELECT counts_for_exam, rejected_on IS NOT NULL INTO counts, is_rejected
      FROM electives_elective WHERE id = NEW.elective_id FOR UPDATE;
    SELECT stage, dated_on, overlap_percent INTO last
      FROM electives_pathstep WHERE elective_id = NEW.elective_id ORDER BY stage DESC LIMIT 1;
    IF is_rejected THEN {_refuse("a_rejected_elective_takes_no_step")} END IF;
    IF last IS NULL THEN
        IF NEW.stage <> {Stage.IDEA.value} THEN
            {_refuse("no_step_is_skipped")}
        END IF;
        RETURN NEW;
    END IF;
    IF (counts AND NEW.stage <> last.stage + 1)
        OR (NOT counts AND (last.stage <> {Stage.IDEA.value} OR NEW.stage <> {Stage.OFFERED.value}))
    THEN
        {_refuse("no_step_is_skipped")}
    END IF;
    IF NEW.dated_on < last.dated_on THEN
        {_refuse("a_step_comes_after_the_one_before")}
    END IF;
    IF last.stage = {Stage.OVERLAP.value} AND last.overlap_percent > {MOST_OVERLAP} THEN
        {_refuse("too_much_overlap_goes_no_further")}
    END IF;
    RETURN NEW;
"""  # noqa: S608

_TAKE_BACK = f"""
    IF EXISTS (SELECT 1 FROM electives_pathstep
               WHERE elective_id = OLD.elective_id AND stage > OLD.stage) THEN
        {_refuse("only_the_last_step_is_taken_back")}
    END IF;
    RETURN OLD;
"""  # noqa: S608


class PathStep(models.Model):
    """A step that was taken: on which day, by whom, and with which paper."""

    elective = models.ForeignKey(Elective, models.CASCADE, related_name="steps")
    stage = models.PositiveSmallIntegerField(_("step"), choices=Stage)
    dated_on = models.DateField(_("on"))
    overlap_percent = models.PositiveSmallIntegerField(
        _("overlap in percent"),
        null=True,
        blank=True,
        help_text=_("With the existing elective that it looks like most."),
    )
    note = models.CharField(_("in one line"), max_length=300, blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "elective__region"

    class Meta:
        verbose_name = _("step of an elective")
        verbose_name_plural = _("steps of electives")
        ordering = ["stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["elective", "stage"],
                name="a_step_is_taken_once",
                violation_error_message=_("This step was taken already."),
            ),
            models.CheckConstraint(
                condition=Q(stage__gte=Stage.IDEA, stage__lte=Stage.OFFERED),
                name="a_step_of_the_path",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage=Stage.OVERLAP, overlap_percent__isnull=False, overlap_percent__lte=100
                )
                | (~Q(stage=Stage.OVERLAP) & Q(overlap_percent=None)),
                name="the_overlap_check_has_its_percentage",
                violation_error_message=_("Give the overlap as a percentage from 0 to 100."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_step_is_skipped",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("counts", "boolean"), ("is_rejected", "boolean"), ("last", "record")],
                func=_ADD,
            ),
            pgtrigger.Trigger(
                name="only_the_last_step_goes",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=_TAKE_BACK,
            ),
            pgtrigger.Trigger(
                name="a_step_keeps_its_place",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stage__df=pgtrigger.F("new__stage"))
                | pgtrigger.Q(old__elective_id__df=pgtrigger.F("new__elective_id"))
                | pgtrigger.Q(old__dated_on__df=pgtrigger.F("new__dated_on"))
                | pgtrigger.Q(old__overlap_percent__df=pgtrigger.F("new__overlap_percent")),
                func=_refuse("a_step_keeps_its_place"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elective}: {self.get_stage_display()}"
