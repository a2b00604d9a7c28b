"""One question after the day: did it take place, and how many came?"""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.fields import CountField, WhenForm, read_when, when_of
from regions.labs.models import Attendance, Event

from .kinds import groups_for

ANSWERS = [
    ("held", gettext_lazy("Yes, it took place")),
    ("moved", gettext_lazy("No, it comes later")),
    ("cancelled", gettext_lazy("No, it does not take place")),
]
PREFIX = "count_"


class CloseForm(WhenForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("Did it take place?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three answers.")},
    )
    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300, required=False)

    def __init__(self, *args: Any, event: Event, now: datetime, **kwargs: Any) -> None:
        initial = {**when_of(event.starts_at, event.ends_at), **_answer_of(event)}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.event, self.now = event, now
        for name in ("day", "begins", "ends"):
            self.fields[name].required = False
        for group in groups_for(event.kind):
            self.fields[PREFIX + group] = CountField(label=Attendance.Group(group).label)

    def clean(self) -> dict[str, Any]:
        kept = forms.Form.clean(self) or {}
        answer = kept.get("answer")
        if answer == "held":
            self._clean_counts(kept)
        elif answer and not kept.get("reason"):
            self.add_error("reason", _("Write in one line why."))
        if answer == "moved":
            self._clean_when(kept)
        return kept

    def _clean_counts(self, kept: dict[str, Any]) -> None:
        names = [name for name in self.fields if name.startswith(PREFIX)]
        kept["counts"] = {
            name.removeprefix(PREFIX): kept[name] for name in names if kept.get(name) is not None
        }
        if not kept["counts"] and not any(name in self.errors for name in names):
            self.add_error(names[0], _("Fill in how many came; 0 where nobody did."))

    def _clean_when(self, kept: dict[str, Any]) -> None:
        for name in ("day", "begins", "ends"):
            if kept.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill in when it comes."))
        read_when(self, kept)
        if kept.get("ends_at") and kept["ends_at"] <= self.now:
            self.add_error("day", _("Choose a day that is still to come."))

    @property
    def counted(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(PREFIX)]


def _answer_of(event: Event) -> dict[str, Any]:
    """The answer that was given before, to correct it."""
    if event.state == Event.State.PLANNED:
        return {}
    counts = {PREFIX + attendance.group: attendance.count for attendance in event.attendances.all()}
    return {"answer": event.state, "reason": event.reason, **counts}
