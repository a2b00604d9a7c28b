"""Forms of the map: how deep each competence goes, own competences, links, and answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from electives.models import Competence, Depth, Missed, Reflection
from regions.editing import EditForm
from regions.models import Region, School
from regions.partners.models import Partnership


class PracticeForm(forms.Form):
    """A row of choices for each competence."""

    def __init__(
        self, *args: Any, competences: list[Competence], depths: dict[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("0", _("not")), *((str(depth.value), depth.label) for depth in Depth)]
        for competence in competences:
            self.fields[f"c{competence.pk}"] = forms.ChoiceField(
                label=competence.name,
                help_text=competence.explanation,
                choices=choices,
                initial=str(depths.get(competence.pk, 0)),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose how deep, or “not”.")},
            )

    def depths(self) -> dict[int, int]:
        return {int(name[1:]): int(value) for name, value in self.cleaned_data.items()}


class CompetenceForm(EditForm):
    """A technical competence of the region's own."""

    class Meta:
        model = Competence
        fields = ["name", "explanation"]

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"region"}  # type: ignore[misc]


class LinkForm(forms.Form):
    """For which business or school."""

    to = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        error_messages={"required": gettext_lazy("Choose a business or a school.")},
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = (
            Partnership.objects.running()
            .filter(region=region, business__merged_into=None)
            .select_related("business")
        )
        schools = School.objects.filter(region=region)
        self.whose: dict[str, Partnership | School] = {
            f"partner-{partner.pk}": partner for partner in partners
        }
        self.whose |= {f"school-{school.pk}": school for school in schools}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            (
                _("Businesses"),
                [(f"partner-{partner.pk}", partner.business.name) for partner in partners],
            ),
            (_("Schools"), [(f"school-{school.pk}", school.name) for school in schools]),
        ]

    def chosen(self) -> Partnership | School:
        return self.whose[self.cleaned_data["to"]]


class MissedForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What do you miss?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Write what you miss, or choose “I miss nothing”.")
        },
    )
    sender = forms.CharField(
        label=gettext_lazy("Your name (you may leave it out)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ReflectionForm(EditForm):
    class Meta:
        model = Reflection
        fields = ["pupils_learned", "works", "change"]
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 2}))


class ReplyForm(EditForm):
    class Meta:
        model = Missed
        fields = ["reply"]
        widgets = {"reply": forms.TextInput(attrs={"autocomplete": "off"})}
