"""Seeds of second factors are no plain text in the database, and old rows keep working."""

import time
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import InvalidToken
from django.apps import apps

NEW, OLD = "n" * 50, "o" * 50


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def stored(user) -> dict:
    return {row.type: row for row in Authenticator.objects.filter(user=user)}


def test_a_seed_is_not_readable_where_it_is_kept_and_works(bureau):
    secret = generate_totp_secret()
    TOTP.activate(bureau, secret)
    codes = RecoveryCodes.activate(bureau).get_unused_codes()
    rows = stored(bureau)
    assert secret not in str(rows["totp"].data)
    assert rows["totp"].data["secret"].startswith("fernet:")
    assert rows["recovery_codes"].data["seed"].startswith("fernet:")
    assert rows["totp"].wrap().validate_code(code_of(secret))
    assert rows["recovery_codes"].wrap().validate_code(codes[0])


def test_recovery_codes_that_were_shown_are_hashes_and_work_once(bureau):
    """Also those that were shown before there were hashes: at the first try."""
    shown = RecoveryCodes.activate(bureau)
    codes = stored(bureau)["recovery_codes"].wrap()
    codes.mark_as_viewed()
    assert codes.get_unused_codes() == shown.get_unused_codes()
    assert len(set(codes.get_unused_codes())) == 10
    kept = str(stored(bureau)["recovery_codes"].data)
    assert "seed" not in kept and not any(code in kept for code in codes.get_unused_codes())
    again = stored(bureau)["recovery_codes"].wrap()
    assert set(again.get_unused_codes()) == {"********"}
    first, second = codes.get_unused_codes()[:2]
    tries = [first, first, "00000000", f" {second[:4]}-{second[4:]} "]
    assert [stored(bureau)["recovery_codes"].wrap().validate_code(t) for t in tries] == [
        True, False, False, True,
    ]  # fmt: skip
    assert len(stored(bureau)["recovery_codes"].wrap().get_unused_codes()) == 8


def test_codes_that_were_shown_before_there_were_hashes_become_them(bureau):
    codes = RecoveryCodes.activate(bureau).get_unused_codes()
    row = stored(bureau)["recovery_codes"]
    row.data = {**row.data, "viewed_at": time.time(), "used_mask": 1}
    row.save()
    assert not stored(bureau)["recovery_codes"].wrap().validate_code(codes[0])
    assert "seed" not in stored(bureau)["recovery_codes"].data
    assert stored(bureau)["recovery_codes"].wrap().validate_code(codes[1])


def test_an_older_key_still_reads_and_without_it_no_code_is_right(bureau, settings):
    settings.SECRET_KEY = OLD
    secret = generate_totp_secret()
    TOTP.activate(bureau, secret)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert stored(bureau)["totp"].wrap().validate_code(code_of(secret))
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        stored(bureau)["totp"].wrap().validate_code(code_of(secret))


def test_rows_from_before_are_encrypted_once_and_keep_working(bureau):
    secret = generate_totp_secret()
    Authenticator.objects.create(user=bureau, type="totp", data={"secret": secret})
    Authenticator.objects.create(
        user=bureau, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 2}
    )
    before = stored(bureau)["recovery_codes"].wrap().get_unused_codes()
    migration = import_module("regions.accounts.migrations.0006_seeds_encrypted")
    for _run in (1, 2):
        migration.encrypt(apps, None)
    rows = stored(bureau)
    assert secret not in str(rows["totp"].data) and "abab" not in str(rows["recovery_codes"].data)
    assert rows["recovery_codes"].data["used_mask"] == 2
    assert rows["recovery_codes"].wrap().get_unused_codes() == before
    assert rows["totp"].wrap().validate_code(code_of(secret))
