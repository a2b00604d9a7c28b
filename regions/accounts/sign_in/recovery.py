"""Recovery codes that are shown once, and of which only hashes are kept after that.

Between making them and showing them, on the next page, their seed is there, encrypted.
"""

import hashlib
import hmac
import secrets

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

ROUNDS = 200_000


class HashedRecoveryCodes(RecoveryCodes):
    """In the row: `salt`, and `hashes` of the codes that were not used yet."""

    instance: Authenticator
    _shown: list[str] | None = None

    def mark_as_viewed(self) -> None:
        if not self.did_view:
            self._shown = super().get_unused_codes()
            super().mark_as_viewed()
            self._forget()

    def get_unused_codes(self) -> list[str]:
        """The codes on the page that shows them once; after that as many stars."""
        if self._shown is not None:
            return self._shown
        if "hashes" in self.instance.data:
            return ["********"] * len(self.instance.data["hashes"])
        return super().get_unused_codes()

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        row = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        self.instance = row
        if self.did_view and "hashes" not in row.data:  # shown before codes were hashed
            self._forget()
        if "hashes" not in row.data:
            return super().validate_code(code)
        found = _hash(code, row.data["salt"])
        left = [kept for kept in row.data["hashes"] if not hmac.compare_digest(kept, found)]
        if len(left) == len(row.data["hashes"]):
            return False
        row.data["hashes"] = left
        row.save(update_fields=["data"])
        return True

    def _forget(self) -> None:
        """The codes go, their hashes stay."""
        data, salt = self.instance.data, secrets.token_hex(16)
        hashes = [_hash(code, salt) for code in RecoveryCodes(self.instance).get_unused_codes()]
        kept = {"salt": salt, "hashes": hashes, "viewed_at": data.get("viewed_at")}
        self.instance.data = kept
        self.instance.save(update_fields=["data"])


def _hash(code: str, salt: str) -> str:
    plain = normalize_user_code(code).encode()
    return hashlib.pbkdf2_hmac("sha256", plain, bytes.fromhex(salt), ROUNDS).hex()
