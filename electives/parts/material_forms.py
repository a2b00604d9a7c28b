"""Forms of lesson material: the file once, its title and audience at any time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from electives.models import Material
from regions.accounts.models import User
from regions.editing import EditForm
from regions.partners.files import EvidenceField


class MaterialForm(EditForm):
    class Meta:
        model = Material
        fields = ["title", "audience"]
        widgets = {"audience": forms.RadioSelect}
        help_texts = {
            "audience": gettext_lazy(
                "Whoever takes the elective over takes along what is not only for your region."
            )
        }


class NewMaterialForm(MaterialForm):
    file = EvidenceField(
        label=gettext_lazy("File"),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    field_order = ["title", "file", "audience"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self, commit: bool = True) -> Material:
        region = self.instance.elective.region
        self.instance.document = self.cleaned_data["file"].keep(region, self.by)
        row: Material = super().save(commit)
        return row
