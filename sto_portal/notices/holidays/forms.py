"""The form of a school holiday."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regions.editing import EditForm
from regions.fields import DayField
from regions.models import School
from sto_portal.notices.models import SchoolHoliday


class HolidayForm(EditForm):
    class Meta:
        model = SchoolHoliday
        fields = ["title", "zone", "starts_on", "ends_on"]
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        help_texts = {"title": _("For example: Herfstvakantie 2027.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [  # type: ignore[attr-defined]
            ("", _("the whole country")),
            *School.Zone.choices,
        ]
