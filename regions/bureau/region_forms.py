"""Forms of a region and of what belongs to it."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from regions.editing import EditForm
from regions.fields import DayField
from regions.models import Region, School, SubRegion
from regions.steering.models import SteeringGroup

from .register.brin import BrinField, lacks_site, no_site


class RegionForm(EditForm):
    class Meta:
        model = Region
        fields = ["name", "kind", "line_label", "leader_label", "tolerance_months"]
        localized_fields = ["tolerance_months"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not self.instance.pk:
            self.instance.slug = free_slug(name)
        return name


def free_slug(name: str) -> str:
    """An address made of `name` that no region has yet."""
    stem = slugify(name)[:70] or "regio"
    taken = set(Region.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


class OfRegionForm(EditForm):
    """A form of something in a region: the region comes from the address, never from the form.

    Constraints that name the region are checked too; Django skips those of fields a form lacks.
    """

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"region"}  # type: ignore[misc]


class SubRegionForm(OfRegionForm):
    class Meta:
        model = SubRegion
        fields = ["name", "lead_name"]


class SchoolForm(OfRegionForm):
    class Meta:
        model = School
        fields = [
            "name",
            "kind",
            "place",
            "brin",
            "board",
            "province",
            "holiday_zone",
            "sub_region",
        ]
        field_classes = {"brin": BrinField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = True
        own = SubRegion.objects.filter(region=self.instance.region)
        if own.exists():
            self.fields["sub_region"].queryset = own  # type: ignore[attr-defined]
        else:
            del self.fields["sub_region"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if lacks_site(cleaned.get("brin", ""), cleaned.get("kind", "")):
            self.add_error("brin", no_site())
        return cleaned


class SteeringGroupForm(OfRegionForm):
    class Meta:
        model = SteeringGroup
        fields = [
            "label", "rhythm", "digests_from_on", "wants_empty_digests", "mails_addenda",
            "hears_of_money", "digests_before_meetings",
        ]  # fmt: skip
        field_classes = {"digests_from_on": DayField}
        help_texts = {"digests_from_on": _("Any day of the first month.")}

    def clean_digests_from_on(self) -> Any:
        return self.cleaned_data["digests_from_on"].replace(day=1)
