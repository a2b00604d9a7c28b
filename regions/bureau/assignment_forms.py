from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.accounts.addresses import MailAddressField
from regions.accounts.models import User
from regions.fields import DayField
from regions.models import Region

from .people.asking import AsksAddress, known_by_another_name


class AssignForm(AsksAddress, forms.Form):
    """One advisor for several regions."""

    email = MailAddressField(
        label=_("E-mail address of the advisor"),
        widget=forms.EmailInput(attrs={"list": "advisors", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Only needed for somebody who is new here."),
    )
    starts_on = DayField(label=_("From"))
    regions = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=_("Regions without an advisor"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one region.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regions"].queryset = Region.objects.order_by("name__dutch")  # type: ignore[attr-defined]
        self.person: User | None = None
        self.offer_answer()

    def clean_email(self) -> str:
        return self.settled(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if email := cleaned.get("email"):
            self.person = User.objects.filter(email__iexact=email).first()
            name = cleaned.get("name", "").strip()
            if self.person is None and not name:
                self.add_error("name", _("This address is new. Fill in the name too."))
            elif self.person and (message := known_by_another_name(self.person, name)):
                self.add_error("name", message)
        return cleaned

    def advisor(self) -> User:
        """The person of the address; a new one when it was unknown."""
        if self.person is None:
            self.person = User.objects.create_user(
                self.cleaned_data["email"], name=self.cleaned_data["name"].strip()
            )
        return self.person


class HandOverForm(forms.Form):
    """Regions of one advisor go to another on a day."""

    coming = forms.ModelChoiceField(User.objects.none(), label=_("To"))
    on = DayField(label=_("From"))
    regions = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=_("Regions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one region.")},
    )

    def __init__(self, *args: Any, advisors: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coming"].queryset = advisors  # type: ignore[attr-defined]
        self.fields["regions"].queryset = regions  # type: ignore[attr-defined]
