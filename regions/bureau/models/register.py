"""The registers of school sites that DUO publishes, as the bureau loaded their files."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.models import School
from regions.models.regions import IS_BRIN
from regions.words.folding import Grams
from regions.workbooks.uploads import Upload, expires_after_it_came


class SchoolSite(models.Model):
    """One site of a school, or one mbo institution; none is deleted when a file lacks it."""

    class Register(models.TextChoices):
        VO = "vo", _("secondary education (vo)")
        PO = "po", _("primary education (basisonderwijs)")
        SO = "so", _("special education (so, vso)")
        MBO = "mbo", _("vocational education (mbo)")

    code = models.CharField(
        _("BRIN and site number"), max_length=6, unique=True, validators=[IS_BRIN]
    )
    register = models.CharField(_("register"), max_length=3, choices=Register)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=School.Kind)
    place = models.CharField(_("place"), max_length=80)
    board = models.CharField(_("school board"), max_length=120, blank=True)
    province = models.CharField(_("province"), max_length=40, blank=True)
    holiday_zone = models.CharField(
        _("holiday zone"), max_length=10, choices=School.Zone, blank=True
    )
    is_current = models.BooleanField(_("in the latest file"), default=True)
    loaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("site in the school register")
        verbose_name_plural = _("sites in the school register")
        ordering = ["name__dutch", "code"]
        indexes = [GinIndex(Grams("name"), Grams("place"), Grams("code"), name="school_site_grams")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class SiteUpload(Upload):
    register = models.CharField(max_length=3, choices=SchoolSite.Register)

    class Meta(Upload.Meta):
        verbose_name = _("uploaded school register")
        verbose_name_plural = _("uploaded school registers")
        constraints = [expires_after_it_came("register_expires_after_it_came")]
