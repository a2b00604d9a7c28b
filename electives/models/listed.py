"""The national list of electives that exist, as the bureau loaded it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.words.folding import Grams
from regions.workbooks.uploads import (
    Upload,
    a_day_later,  # noqa: F401 - migration 0001 finds it here
    expires_after_it_came,
)

from .electives import Profile


class ListedElectiveQuerySet(models.QuerySet["ListedElective"]):
    def in_use(self) -> "ListedElectiveQuerySet":
        return self.filter(is_in_use=True)


class ListedElective(models.Model):
    """One existing elective: code, title, profiles and the competences that it names in words."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=160)
    profiles = ArrayField(
        models.CharField(max_length=5, choices=Profile), verbose_name=_("profiles"), default=list
    )
    description = models.TextField(_("what pupils learn"), blank=True)
    competences = ArrayField(
        models.CharField(max_length=120), verbose_name=_("competences"), default=list, blank=True
    )
    is_in_use = models.BooleanField(_("in use"), default=True)
    loaded_at = models.DateTimeField(default=timezone.now, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="dutch")
        + SearchVector("description", weight="B", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    objects = ListedElectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("existing elective")
        verbose_name_plural = _("existing electives")
        ordering = [Lower("code")]
        indexes = [GinIndex(Grams("code"), Grams("title"), name="listed_elective_grams")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ListUpload(Upload):
    class Meta(Upload.Meta):
        verbose_name = _("uploaded list of electives")
        verbose_name_plural = _("uploaded lists of electives")
        constraints = [expires_after_it_came("list_expires_after_it_came")]
