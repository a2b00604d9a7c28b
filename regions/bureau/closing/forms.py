import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.fields import DayField
from regions.models import Region


def because_field() -> Any:
    """Why a region is closed, in a form that is not of that region alone."""
    field: Any = Region._meta.get_field("closed_because")
    return field.formfield()


class CloseForm(EditForm):
    """From which day a region is closed, and why; what lies behind us stays as it was."""

    class Meta:
        model = Region
        fields = ["closed_on", "closed_because"]
        field_classes = {"closed_on": DayField}
        labels = {"closed_on": gettext_lazy("First day that it is closed")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closed_on"].required = True

    def clean_closed_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["closed_on"]
        if day < localdate():
            raise ValidationError(_("Choose today or a later day."))
        return day
