"""A link with which a business or school looks at what pupils practise, and says what it misses."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region, School
from regions.partners.models import Partnership
from regions.secret_links import SecretLink


class SkillsLink(SecretLink):
    """`answered_at` is the first answer, also "nothing"."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.CASCADE, related_name="skills_links")
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="skills_links"
    )
    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="skills_links"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    region_path = "region"

    class Meta:
        verbose_name = _("link to what pupils practise")
        verbose_name_plural = _("links to what pupils practise")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=True, partnership__isnull=False)
                | Q(school__isnull=False, partnership__isnull=True),
                name="a_skills_link_is_for_a_school_or_a_business",
                violation_error_message=_("Choose a school or a business, not both."),
            )
        ]

    def __str__(self) -> str:
        return str(self.partnership or self.school)


class Missed(models.Model):
    """What a business or school misses: a signal for the programme leader, no new idea."""

    link = models.ForeignKey(SkillsLink, models.CASCADE, related_name="missed")
    text = models.TextField(_("What do you miss?"), max_length=1000)
    sender = models.CharField(_("your name"), max_length=120, blank=True)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(_("what we do with it"), max_length=500, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    region_path = "link__region"

    class Meta:
        verbose_name = _("what is missed")
        verbose_name_plural = _("what is missed")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.text[:80]
