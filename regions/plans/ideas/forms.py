"""Forms of an idea and of what becomes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.plans.models import Idea
from regions.plans.versions import approved_plan
from regions.web.lists import Choice, ListFilter


class IdeaForm(EditForm):
    watched = ("activity",)
    activity = forms.ChoiceField(
        label=gettext_lazy("Which activity may it belong to?"), required=False
    )

    class Meta:
        model = Idea
        fields = ["title", "text", "origin"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 4000})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = approved_plan(self.instance.region)
        rows = plan.activities.all() if plan else []
        none = ("", _("None, or not known yet"))
        self.fields["activity"].choices = [  # type: ignore[attr-defined]
            none,
            *((str(activity.key), str(activity)) for activity in rows),
        ]
        self.fields["activity"].initial = str(self.instance.activity_key or "")

    def save(self, commit: bool = True) -> Idea:
        self.instance.activity_key = self.cleaned_data["activity"] or None
        return super().save(commit)


class IdeaFilter(ListFilter):
    state = Choice(gettext_lazy("State"), gettext_lazy("All"), Idea.State.choices)


class IdeaStateForm(EditForm):
    """What became of an idea; only the plan change that is made from it makes it one."""

    class Meta:
        model = Idea
        fields = ["state"]
        widgets = {"state": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_change = self.instance.state == Idea.State.CHANGE
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            choice for choice in Idea.State.choices if is_change or choice[0] != Idea.State.CHANGE
        ]
