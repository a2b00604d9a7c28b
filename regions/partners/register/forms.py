"""The form of a business, which the whole country knows once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.editing import EditForm
from regions.partners.models import Business
from regions.web.lists import Choice, ListFilter, Words


class BusinessFilter(ListFilter):
    q = Words(gettext_lazy("Search"), example=gettext_lazy("Name, place or sector"))
    kind = Choice(gettext_lazy("Kind"), gettext_lazy("All kinds"), Business.Kind.choices)
    sort = Choice(
        gettext_lazy("Order"),
        gettext_lazy("Name"),
        [("place", gettext_lazy("Place")), ("regions", gettext_lazy("Most regions first"))],
    )


class BusinessForm(EditForm):
    """What the country knows of a business: its number is known once."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=Business.Kind.choices
    )
    kvk = forms.CharField(
        label=gettext_lazy("KvK number"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Eight digits; may stay empty."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    class Meta:
        model = Business
        fields = ["name", "kind", "place", "sector", "kvk"]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or self.instance.kind

    def clean_kvk(self) -> str:
        number = "".join(char for char in self.cleaned_data["kvk"] if char not in " .-")
        if number and not (len(number) == 8 and number.isascii() and number.isdigit()):
            raise ValidationError(_("A KvK number has eight digits."))
        known = Business.objects.known().exclude(pk=self.instance.pk)
        if number and known.filter(kvk=number).exists():
            raise ValidationError(_("There is already a business with this KvK number."))
        return number
