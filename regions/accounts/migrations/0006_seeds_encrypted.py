"""The seeds of second factors that stand in plain text are encrypted."""

from django.db import migrations

from regions.accounts.security.seeds import MARK, encrypted


def _closed(value):
    if isinstance(value, list):
        return [_closed(one) for one in value]
    return value if value.startswith(MARK) else encrypted(value)


def encrypt(apps, schema_editor):
    for row in apps.get_model("mfa", "Authenticator").objects.exclude(type="webauthn").iterator():
        row.data |= {
            name: _closed(row.data[name])
            for name in ("secret", "seed", "migrated_codes")
            if row.data.get(name)
        }
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_security"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop)]
