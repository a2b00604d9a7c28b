from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "regions.accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.account import signals as account
        from allauth.mfa import signals as mfa
        from allauth.mfa.recovery_codes.internal import auth as recovery_codes
        from django.contrib.auth import signals as auth

        from .security import changes, log
        from .sign_in import idle
        from .sign_in.recovery import HashedRecoveryCodes
        from .strong import remember_proof

        recovery_codes.RecoveryCodes = HashedRecoveryCodes  # what rows are read as, by the library

        mfa.authenticator_added.connect(remember_proof)
        mfa.authenticator_added.connect(changes.factor_added)
        mfa.authenticator_removed.connect(changes.factor_removed)
        mfa.authenticator_reset.connect(changes.recovery_codes_renewed)
        for changed in (account.password_changed, account.password_set, account.password_reset):
            changed.connect(changes.password_changed)
        auth.user_logged_in.connect(idle.begin)
        auth.user_logged_in.connect(log.signed_in)
        auth.user_logged_out.connect(log.signed_out)
        auth.user_login_failed.connect(log.wrong_password)
        account.login_code_rejected.connect(log.wrong_code)
        mfa.authentication_failed.connect(log.wrong_code)
