"""What a person said of a workbook: which sheets are meant, and what a column holds.

Kept for the next import: the workbook keeps its headers, year after year.
"""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models import Region


@pghistory.track()
class ColumnChoice(models.Model):
    """Of a region, or of the bureau where there is none."""

    class Table(models.TextChoices):
        PLAN = "plan", _("plan")
        CONTRIBUTIONS = "contributions", _("contributions")
        ELECTIVES = "electives", _("existing electives")
        SPENT = "spent", _("what was spent")

    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="+")
    table = models.CharField(
        _("table"), max_length=20, choices=Table, default=Table.PLAN, db_default=Table.PLAN
    )
    header = models.CharField(_("column"), max_length=200)  # as `normalised` writes it
    field = models.CharField(_("taken for"), max_length=30, blank=True)  # "" is not read

    region_path = "region"

    class Meta:
        verbose_name = _("choice of a column")
        verbose_name_plural = _("choices of columns")
        ordering = ["header"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "table", "header"],
                nulls_distinct=False,
                name="one_choice_per_table_and_column",
            )
        ]

    def __str__(self) -> str:
        return f"{self.header}: {self.field}"


@pghistory.track()
class SheetChoice(models.Model):
    """A sheet of the region's workbook that holds (a part of) its plan."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+")
    title = models.CharField(_("sheet"), max_length=120)  # as `normalised` writes it

    region_path = "region"

    class Meta:
        verbose_name = _("choice of a sheet")
        verbose_name_plural = _("choices of sheets")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["region", "title"], name="one_choice_per_sheet")
        ]

    def __str__(self) -> str:
        return self.title
