from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "regions.accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from .strong import remember_proof

        authenticator_added.connect(remember_proof)
