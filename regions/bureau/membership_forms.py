"""Who holds which role from when to when: forms that also know the person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.accounts.addresses import MailAddressField
from regions.accounts.models import User
from regions.accounts.security.changes import address_changed
from regions.editing import EditForm
from regions.fields import DayField
from regions.models import Membership, Region


class MembershipForm(EditForm):
    """A role for somebody, known by e-mail address; an unknown address makes a new person."""

    email = MailAddressField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Only needed for somebody who is new here."),
    )

    class Meta:
        model = Membership
        fields = ["email", "name", "region", "role", "starts_on", "ends_on", "is_interim"]
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        labels = {"starts_on": gettext_lazy("From"), "ends_on": gettext_lazy("Until and including")}
        help_texts = {"region": gettext_lazy("Leave empty for the national bureau.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.order_by("name__dutch")  # type: ignore[attr-defined]
        self.person: User | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        email = cleaned.get("email")
        if email:
            self.person = User.objects.filter(email__iexact=email).first()
            if self.person is None and not cleaned.get("name", "").strip():
                self.add_error("name", _("This address is new. Fill in the name too."))
            if self.person is not None:
                self.instance.user = self.person
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Check constraints that name the person too; a new person cannot break them."""
        excluded = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"user"} if self.person else excluded

    def save(self, commit: bool = True) -> Membership:
        if self.person is None:
            self.person = User.objects.create_user(
                self.cleaned_data["email"], name=self.cleaned_data["name"].strip()
            )
            self.instance.user = self.person
        return super().save(commit)


class PeriodForm(EditForm):
    """The days of a membership; who and where stay as they are."""

    class Meta:
        model = Membership
        fields = ["starts_on", "ends_on", "is_interim"]
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        labels = {"starts_on": gettext_lazy("From"), "ends_on": gettext_lazy("Until and including")}

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"user", "region", "role"}  # type: ignore[misc]


class PersonForm(EditForm):
    class Meta:
        model = User
        fields = ["name", "email", "phone"]
        field_classes = {"email": MailAddressField}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is already a person with this e-mail address."))
        if email != self._before.lower() and self.instance.opens_the_admin:
            raise ValidationError(_("Only an admin changes the address of an admin."))
        return email

    @property
    def _before(self) -> str:
        return self.initial.get("email", "")

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Another address opens the account from now on, so every session of it ends."""
        person = super().save(commit)
        address_changed(person, self._before, self.by)
        return person
