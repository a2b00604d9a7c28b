"""Saving a form so that what the database refuses is said at the form."""

from collections.abc import Callable

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.utils.translation import gettext_lazy

AT_ONCE = gettext_lazy(
    "Somebody else changed this at the same moment. Look at the page again, then retry."
)


def saved(form: BaseForm, save: Callable[[], object]) -> bool:
    """Run `save` whole or not at all; on a refusal put the reason on `form` and return False."""
    try:
        with transaction.atomic():
            save()
    except ValidationError as refused:
        for message in refused.messages:
            form.add_error(NON_FIELD_ERRORS, message)
    except IntegrityError:
        form.add_error(NON_FIELD_ERRORS, AT_ONCE)
    return not form.errors
