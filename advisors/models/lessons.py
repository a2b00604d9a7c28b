"""How an obstacle was picked up, shared with who meets the same; and rules that regions name.

Of an obstacle itself nobody outside the region reads a word. What others read is the text of a
`Lesson`: exactly what a leader saw and agreed to, for as long as that stands.
"""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region
from regions.plans.models import Activity
from regions.progress.models import FirstOfMonth, Obstacle

from .meanings import VectorField
from .questions import DUTCH


class LessonQuerySet(models.QuerySet["Lesson"]):
    def standing(self) -> "LessonQuerySet":
        """Answers that were not withdrawn, of the obstacle that was asked about."""
        return self.filter(withdrawn_at=None, obstacle__opened_on=F("opened_on"))

    def shared(self) -> "LessonQuerySet":
        """What others may read now: agreed to, not withdrawn, and the obstacle is picked up."""
        return self.standing().filter(is_shared=True, obstacle__state=Obstacle.State.PICKED_UP)


class Lesson(models.Model):
    """What a leader answered when asked whether others may read how an obstacle was picked up.

    A row never changes but by being withdrawn: another text or another answer is another row.
    """

    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="lessons")
    opened_on = FirstOfMonth()  # of the obstacle: another one in its place was not asked about
    is_shared = models.BooleanField()
    names_region = models.BooleanField(default=False)
    problem = models.TextField(_("what did not succeed"), max_length=2000, blank=True)
    approach = models.TextField(_("how you picked it up"), max_length=4000, blank=True)
    consent_text = models.TextField(blank=True)  # the sentence that was agreed to, word for word
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    words = models.GeneratedField(
        expression=SearchVector("problem", "approach", config=DUTCH),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = LessonQuerySet.as_manager()
    region_path = "obstacle__region"

    class Meta:
        verbose_name = _("shared way")
        verbose_name_plural = _("shared ways")
        ordering = ["-given_at", "-pk"]
        indexes = [GinIndex(fields=["words"], name="lesson_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["obstacle"],
                condition=Q(withdrawn_at=None),
                name="one_answer_about_sharing_stands",
            ),
            models.CheckConstraint(
                condition=Q(is_shared=False, problem="", approach="")
                | (Q(is_shared=True) & ~Q(problem="") & ~Q(approach="") & ~Q(consent_text="")),
                name="what_is_shared_was_shown",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="what_was_agreed_to_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("problem", "approach", "consent_text", "names_region"),
                condition=pgtrigger.AnyChange(
                    "problem", "approach", "consent_text", "names_region"
                ),
                func="""
                    RAISE EXCEPTION 'what a leader agreed to does not change'
                        USING ERRCODE = 'check_violation';
                """,
            ),
            pgtrigger.Trigger(
                name="a_withdrawn_way_has_no_meaning",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("withdrawn_at"),
                condition=pgtrigger.AnyChange("withdrawn_at"),
                func="""
                    DELETE FROM advisors_lessonmeaning WHERE lesson_id = NEW.id;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.problem[:80]

    @property
    def is_open(self) -> bool:
        """As `shared`, of one row."""
        stands = self.withdrawn_at is None and self.obstacle.opened_on == self.opened_on
        return self.is_shared and stands and self.obstacle.state == Obstacle.State.PICKED_UP


class LessonMeaning(models.Model):
    """The vector of a shared way, or of an open obstacle that looks for one.

    Only compared, never shown. The database refuses one of what is not shared.
    """

    lesson = models.OneToOneField(Lesson, models.CASCADE, null=True, related_name="meaning")
    obstacle = models.OneToOneField(Obstacle, models.CASCADE, null=True, related_name="meaning")
    model = models.CharField(max_length=40)
    made_of = models.CharField(max_length=64)
    vector = VectorField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lesson=None, obstacle__isnull=False)
                | Q(lesson__isnull=False, obstacle=None),
                name="a_meaning_is_of_a_way_or_an_obstacle",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_what_is_shared_has_a_meaning",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.lesson_id IS NOT NULL"),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM advisors_lesson
                        WHERE id = NEW.lesson_id AND is_shared AND withdrawn_at IS NULL
                    ) THEN
                        RAISE EXCEPTION 'only what is shared is embedded'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson or self.obstacle}"


class LessonToTell(models.Model):
    """A way of another region that an advisor wants to tell in the next talk with this one.

    It points at what is shared and holds no word of it: withdrawn, it is gone here too.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="to_tell")
    obstacle = models.ForeignKey(
        Obstacle, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # that it may help with
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    put_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("way to tell in a talk")
        verbose_name_plural = _("ways to tell in a talk")
        ordering = ["put_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "lesson"],
                condition=Q(done_at=None),
                name="a_way_is_told_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.lesson_id}"


class RuleItem(models.Model):
    """A rule that keeps several regions back: an old frame that has to be broken open.

    Words of regions do not stand in it: the bureau or its owner writes title and outcome, for
    everybody in the network. Which regions name it, each reader learns of the own ones only.
    """

    title = models.CharField(_("the rule, in general words"), max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Activity.Kind, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    outcome = models.TextField(_("outcome"), max_length=4000, blank=True)
    outcome_on = models.DateField(_("since"), null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("rule that keeps regions back")
        verbose_name_plural = _("rules that keep regions back")
        ordering = ["outcome_on", "-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None)
                | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="an_outcome_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title or str(_("A rule at “%(kind)s”") % {"kind": self.get_kind_display()})


class RuleNaming(models.Model):
    """That an obstacle of a region is about this rule."""

    item = models.ForeignKey(RuleItem, models.CASCADE, related_name="namings")
    obstacle = models.OneToOneField(Obstacle, models.CASCADE, related_name="naming")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # None: found by the portal, by its words
    placed_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "obstacle__region"

    class Meta:
        verbose_name = _("naming of a rule")
        verbose_name_plural = _("namings of rules")
        ordering = ["placed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.obstacle_id}"
