"""The form of a lab: one owner, who contributes, who uses it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regions.editing import EditForm
from regions.fields import DutchDateField
from regions.labs.fields import BOXES, partners_for
from regions.labs.models import Lab
from regions.models import Region
from regions.plans.fields import ActivityField
from regions.web.lists import Choice, ListFilter, Words


class LabFilter(ListFilter):
    q = Words(gettext_lazy("Search"), example=gettext_lazy("Name, place or owner"))
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("All"), Lab.Kind.choices)
    open = Choice(
        pgettext_lazy("labs", "Which"),
        gettext_lazy("All"),
        [("yes", gettext_lazy("Open now")), ("no", gettext_lazy("Closed"))],
    )
    sort = Choice(
        gettext_lazy("Order"),
        gettext_lazy("Name"),
        [("visitors", gettext_lazy("Most visitors first"))],
    )


class LabForm(EditForm):
    owner = forms.ChoiceField(
        label=gettext_lazy("Owner"),
        required=False,
        help_text=gettext_lazy("The school or the business that looks after it."),
    )
    opened_on = DutchDateField(label=gettext_lazy("Open since"), required=False)
    activity = ActivityField()

    watched = ("owner", "activity")

    class Meta:
        model = Lab
        fields = ["kind", "name", "place", "equipment", "opened_on", "contributors", "schools"]
        widgets = {
            "equipment": forms.Textarea(attrs={"rows": 4}),
            "contributors": BOXES,
            "schools": BOXES,
        }

    field_order = [
        "kind", "name", "place", "owner", "equipment", "opened_on", "activity", "contributors",
        "schools",
    ]  # fmt: skip

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lab = self.instance
        lab.region = region
        partners, schools = partners_for(region, lab), region.schools.all()
        self.fields["contributors"].queryset = partners  # type: ignore[attr-defined]
        self.fields["schools"].queryset = schools  # type: ignore[attr-defined]
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody yet")),
            (_("Schools"), [(f"school-{school.pk}", school.name) for school in schools]),
            (_("Businesses"), [(f"partner-{partner.pk}", str(partner)) for partner in partners]),
        ]
        self.fields["owner"].initial = _owner_of(lab)
        self.fields["activity"].offer(region, lab.activity_key)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        owner = self.cleaned_data.get("owner") or ""
        kind, _sign, pk = owner.partition("-")
        self.instance.owner_school_id = int(pk) if kind == "school" else None
        self.instance.owner_partner_id = int(pk) if kind == "partner" else None
        self.instance.activity_key = self.cleaned_data.get("activity") or None
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        """The region and the day of closing count too: they are on the row already."""
        return super()._get_validation_exclusions() - {"region", "closed_on"}  # type: ignore[misc]


def _owner_of(lab: Lab) -> str:
    if lab.owner_school_id:
        return f"school-{lab.owner_school_id}"
    return f"partner-{lab.owner_partner_id}" if lab.owner_partner_id else ""
