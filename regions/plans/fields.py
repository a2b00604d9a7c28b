"""Form fields that ask after the plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.models import Region

from .versions import activities_of


class ActivityField(forms.ChoiceField):
    """An activity of the plan that holds, by the key that stays over the versions."""

    def __init__(self, **kwargs: Any) -> None:
        label = gettext_lazy("Activity of the plan that it serves")
        super().__init__(**{"label": label, "required": False, **kwargs})

    def offer(self, region: Region, key: Any) -> None:
        found = [
            (str(activity.key), f"{activity.code} {activity.title}")
            for activity in activities_of(region)
        ]
        if key and str(key) not in dict(found):
            found.append((str(key), _("an activity of an earlier plan")))
        self.choices = [("", _("None")), *found]
        self.initial = str(key or "")
