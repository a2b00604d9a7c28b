"""The small form of each step: what is new, and the reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from regions.fields import WhenForm, when_of
from regions.labs.models import Event

WHY = {"required": gettext_lazy("Write in one line why.")}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=300, error_messages=WHY,
        help_text=gettext_lazy("Your region, the steering group and your advisor read this."),
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": self.begin(event), **kwargs})

    def begin(self, event: Event) -> dict[str, Any]:
        return {}


class MoveForm(ReasonForm, WhenForm):
    field_order = ["day", "begins", "ends", "last_day", "reason"]

    def begin(self, event: Event) -> dict[str, Any]:
        return when_of(event.starts_at, event.ends_at)


class OnlineForm(ReasonForm):
    online_url = forms.URLField(
        label=gettext_lazy("Address of the meeting"),
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text=gettext_lazy("May follow later."),
    )
    field_order = ["online_url", "reason"]

    def begin(self, event: Event) -> dict[str, Any]:
        return {"online_url": event.online_url}


class PhysicalForm(ReasonForm):
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160, required=False)
    field_order = ["place", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False

    def begin(self, event: Event) -> dict[str, Any]:
        return {"place": event.place}


class ReviveForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
