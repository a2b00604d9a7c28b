"""What who leaves wants to say to who comes."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import Region


class PartingWord(models.Model):
    """A word for whoever comes next in the role of its author: one of each person per region.

    That of an advisor is for advisors and the bureau alone; that of a leader for who reads logs.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="parting_words")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    is_of_advisor = models.BooleanField(editable=False)
    text = models.TextField(_("a word for who comes after you"), max_length=2000)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    region_path = "region"

    class Meta:
        verbose_name = _("word for who comes next")
        verbose_name_plural = _("words for who comes next")
        ordering = ["-written_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "author"], name="one_parting_word_of_a_person_per_region"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.author}"
