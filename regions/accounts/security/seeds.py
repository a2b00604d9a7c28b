"""Seeds of second factors, encrypted at rest: a copy of the database makes no codes.

The key follows from SECRET_KEY; SECRET_KEY_FALLBACKS still read what older keys wrote.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

MARK = "fernet:"


def encrypted(text: str) -> str:
    return MARK + _fernet().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """What was encrypted, or a seed from before. Raises InvalidToken where its key is gone."""
    if not text.startswith(MARK):
        return text
    return _fernet().decrypt(text.removeprefix(MARK)).decode()


def _fernet() -> MultiFernet:
    return MultiFernet(
        Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def _key(secret: str) -> bytes:
    digest = salted_hmac("regions.accounts.seeds", "", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
