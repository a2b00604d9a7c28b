"""Who holds which role from when to when: forms that also know the person."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.accounts.addresses import MailAddressField
from regions.accounts.models import User
from regions.accounts.security.changes import address_changed
from regions.dutch import list_text
from regions.editing import EditForm
from regions.fields import DayField
from regions.models import STEERING_ROLES, Membership, Region, Role

from .people.asking import AsksAddress, known_by_another_name

SEATS = STEERING_ROLES - {Role.LEAD_APPLICANT}
TOO = gettext_lazy("For who has a seat in the steering group and also holds the grant.")
ONE_AT_A_TIME = (Role.LEADER, Role.CHAIR, Role.LEAD_APPLICANT, Role.ADVISOR)


class MembershipForm(AsksAddress, EditForm):
    """A role for somebody, known by e-mail address; an unknown address makes a new person.

    Where somebody holds such a role in the region already, it asks whether this one comes instead
    or beside.
    """

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

    others = forms.ChoiceField(
        label=gettext_lazy("And who has this role now?"),
        choices=[
            ("replace", gettext_lazy("Stops the day before")),
            ("beside", gettext_lazy("Stays, they do it together")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta:
        model = Membership
        fields = [
            "email", "name", "region", "role", "also_applies", "starts_on", "ends_on", "is_interim",
        ]  # fmt: skip
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        labels = {"starts_on": gettext_lazy("From"), "ends_on": gettext_lazy("Until and including")}
        help_texts = {
            "region": gettext_lazy("Leave empty for the national bureau."),
            "also_applies": TOO,
        }

    def __init__(self, *args: Any, by: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_now = Region.objects.open_on(localdate())
        self.fields["region"].queryset = open_now.order_by("name__dutch")  # type: ignore[attr-defined]
        self.offer_answer()
        self.by = by
        self.person: User | None = None
        self.held: list[Membership] = []
        if not self.is_bound:
            del self.fields["others"]

    def clean_email(self) -> str:
        return self.settled(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if email := cleaned.get("email"):
            self.person = User.objects.filter(email__iexact=email).first()
            self._check_name(cleaned.get("name", "").strip())
            if self.person is not None:
                self.instance.user = self.person
        self._ask_of_others(cleaned)
        return cleaned

    def _check_name(self, name: str) -> None:
        if self.person is None:
            if not name:
                self.add_error("name", _("This address is new. Fill in the name too."))
        elif message := known_by_another_name(self.person, name):
            self.add_error("name", message)

    def _ask_of_others(self, cleaned: dict[str, Any]) -> None:
        """Who holds the role on the first day; whoever comes later is not asked about."""
        self.held = self._holding(cleaned)
        if not self.held:
            del self.fields["others"]
        elif cleaned.get("others") == "":
            names = list_text([row.user.name for row in self.held])
            told = {"names": names, "role": self.held[0].get_role_display().lower()}
            message = ngettext(
                "%(names)s is %(role)s there on that day. Choose what happens.",
                "%(names)s are %(role)s there on that day. Choose what happens.",
                len(self.held),
            )
            self.add_error("others", message % told)
        elif cleaned["others"] == "replace" and any(
            row.starts_on >= cleaned["starts_on"] for row in self.held
        ):
            message = _("Somebody has this role from that very day. Choose a later first day.")
            self.add_error("starts_on", message)

    def _holding(self, cleaned: dict[str, Any]) -> list[Membership]:
        region, role, first = (cleaned.get(name) for name in ("region", "role", "starts_on"))
        if not region or not first or role not in ONE_AT_A_TIME or cleaned.get("is_interim"):
            return []
        rows = Membership.objects.on(first).filter(region=region, role=role)
        rows = rows.exclude(user=self.person) if self.person else rows
        return list(rows.select_related("user").order_by("starts_on"))

    def _get_validation_exclusions(self) -> set[str]:
        """Check constraints that name the person too; a new person cannot break them."""
        excluded = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"user"} if self.person else excluded

    @transaction.atomic
    def save(self, commit: bool = True) -> Membership:
        if self.person is None:
            self.person = User.objects.create_user(
                self.cleaned_data["email"], name=self.cleaned_data["name"].strip()
            )
            self.instance.user = self.person
        self.instance.invited_at, self.instance.invited_by = timezone.now(), self.by
        if self.cleaned_data.get("others") == "replace":
            for row in self.held:
                row.ends_on = self.instance.starts_on - timedelta(days=1)
                row.save(update_fields=["ends_on"])
        return super().save(commit)


class PeriodForm(EditForm):
    """The days of a membership; who and where stay as they are."""

    class Meta:
        model = Membership
        fields = ["starts_on", "ends_on", "is_interim", "also_applies"]
        help_texts = {"also_applies": TOO}
        field_classes = {"starts_on": DayField, "ends_on": DayField}
        labels = {"starts_on": gettext_lazy("From"), "ends_on": gettext_lazy("Until and including")}

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"user", "region", "role"}  # type: ignore[misc]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.role not in SEATS:
            del self.fields["also_applies"]


class PersonForm(AsksAddress, EditForm):
    class Meta:
        model = User
        fields = ["name", "email", "phone"]
        field_classes = {"email": MailAddressField}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.offer_answer()

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        email = email if email == self._before.lower() else self.settled(email)
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
