"""A workbook of the bureau with regions and what belongs to them, before and after it is saved."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.workbooks.uploads import Upload, expires_after_it_came


class IntakeUpload(Upload):
    """Once it is saved it holds nothing that the workbook said, but which rows it made and how they
    stood then, so that all of it can be undone while nothing of it was used.

    `made` has ids by the label of a model, each with a mark of the row.
    """

    made = models.JSONField(default=dict, editable=False)
    saved_at = models.DateTimeField(_("saved at"), null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True, editable=False)

    class Meta(Upload.Meta):
        verbose_name = _("workbook of the bureau")
        verbose_name_plural = _("workbooks of the bureau")
        constraints = [
            expires_after_it_came("intake_expires_after_it_came"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(saved_at__isnull=False),
                name="only_what_was_saved_is_undone",
            ),
        ]
