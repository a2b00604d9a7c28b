"""Several questions of the desk at once: a theme for each, one colleague, or one card."""

import datetime
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.answers.doors import hand_over, sortable_for, waiting_for
from advisors.models import Question, Theme
from regions.accounts.models import User

from .colleagues import who_may_be_asked


class SortingForm(forms.Form):
    """What is ticked, and what is to be done with it."""

    question = forms.ModelMultipleChoiceField(
        Question.objects.none(),
        error_messages={
            "required": _("Tick the questions first."),
            "invalid_choice": _("One of these questions is no longer on your desk."),
            "invalid_pk_value": _("One of these questions is no longer on your desk."),
        },
    )
    do = forms.ChoiceField(choices=[("theme", ""), ("hand", ""), ("card", "")])
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Theme"), required=False, empty_label=_("Choose…")
    )
    colleague = forms.ModelChoiceField(
        User.objects.none(), label=_("Hand over to"), required=False, empty_label=_("Choose…")
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "desk-%s"
        self.fields["question"].queryset = sortable_for(user)  # type: ignore[attr-defined]
        self.fields["colleague"].queryset = who_may_be_asked(user)  # type: ignore[attr-defined]
        for name in ("theme", "colleague"):
            self.fields[name].widget.attrs["class"] = "form-select"

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("question")) if self.is_bound else set()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("do") == "theme" and not cleaned.get("theme"):
            self.add_error("theme", _("Choose a theme."))
        if cleaned.get("do") == "hand" and not cleaned.get("colleague"):
            self.add_error("colleague", _("Choose a colleague."))
        return cleaned


class ThemeForm(forms.Form):
    """The theme of one question; none takes it away."""

    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        label=_("Theme"),
        required=False,
        empty_label=_("No theme"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def hand_over_all(
    questions: Iterable[Question], colleague: User, user: User, now: datetime.datetime
) -> tuple[int, int]:
    """How many the colleague answers from here on, and how many stay: asked in confidence or by
    this colleague, or answered or moved by somebody else."""
    rows = list(questions)
    mine = set(
        waiting_for(user).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    moved = 0
    for row in rows:
        may_move = row.pk in mine and not row.is_confidential and row.asked_by_id != colleague.pk
        moved += may_move and hand_over(row, colleague, now)
    return moved, len(rows) - moved
