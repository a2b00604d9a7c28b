"""What was wiped, when and by whom: how many of what, never the data itself."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Deed(models.Model):
    """A run of retention, or the erasure of one person. It is written before anything goes.

    `counts` tells how many rows of what went. `left` is what it could not do: the rules that
    failed, or where a name still stood in free text after an erasure, as `Place.to_json`.
    """

    class Kind(models.TextChoices):
        RETENTION = "retention", _("Retention")
        PERSON = "person", _("A person with an account")
        CONTACT = "contact", _("A contact person")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    counts = models.JSONField(default=dict)
    left = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("deed of privacy")
        verbose_name_plural = _("deeds of privacy")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "-at"], name="deed_kind_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="person", person__isnull=False)
                | (~Q(kind="person") & Q(person=None)),
                name="only_the_erasure_of_a_person_names_one",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="a_deed_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_finished_deed_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def add(self, what: str, rows: int) -> None:
        """So many more rows of a kind went; kept with them, in one transaction."""
        if rows:
            self.counts[what] = self.counts.get(what, 0) + rows
            self.save(update_fields=["counts"])

    def finish(self) -> None:
        self.finished_at = timezone.now()
        self.save(update_fields=["counts", "left", "finished_at"])
