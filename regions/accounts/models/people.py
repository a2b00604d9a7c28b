"""A person who signs in with an e-mail address."""

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from regions.accounts.addresses import is_carried_by_mail
from regions.words.folding import Dutch, Grams

IS_PHONE = RegexValidator(
    r"^\+?[\d\s()/.-]*\d[\d\s()/.-]*\Z",
    _("A telephone number has digits, spaces and “+”, “-”, “/”, “.”, “(” or “)” only."),
)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A new person; without a password, sign-in goes by code or passkey."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """Nobody is deleted: what somebody decided and wrote hangs on the row. Who is erased keeps
    nothing in it but its number and a role in place of the name."""

    email = models.EmailField(_("e-mail address"), unique=True, validators=[is_carried_by_mail])
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[IS_PHONE])
    days = models.CharField(_("when to reach you"), max_length=120, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    is_demo = models.BooleanField(
        _("demo person"), default=False, help_text=_("Signs in with one click on a demo.")
    )
    date_joined = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name__dutch"]
        indexes = [
            models.Index(Dutch("name"), name="person_name_dutch"),
            GinIndex(Grams("name"), Grams("email"), name="person_grams"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email_address",
                violation_error_message=_("There is already a person with this e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(is_active=False, phone="", days=""),
                name="an_erased_person_stays_closed",
                violation_error_message=_("This person was erased."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_person_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def opens_the_admin(self) -> bool:
        """An admin: the bureau leaves the account of one alone."""
        return self.is_staff or self.is_superuser

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to stay open: Django's rule, with the address in it too.

        Whoever changes a password or an address, on whatever page, ends the sessions of before.
        """
        opens = f"{self.password} {self.email.lower()}"
        salt = "regions.accounts.models.User.get_session_auth_hash"
        return salted_hmac(salt, opens, secret=secret, algorithm="sha256").hexdigest()

    @property
    def initials(self) -> str:
        """First letters of the first and last part of the name, for the avatar."""
        parts = self.name.split() or [self.email]
        return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]
