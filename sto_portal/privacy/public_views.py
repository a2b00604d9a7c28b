"""Pages for everybody: what the portal does with personal data, who can use it, and whom to ask."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sto_portal.manual.guides import GUIDES, guide_of

from .table import RULES

ACCESSIBILITY = Path("docs") / "accessibility.json"


@dataclass(frozen=True)
class Checked:
    """What the browser tests found with axe, on which day: pages looked at, and faults on them."""

    on: date
    pages: int
    faults: int


@cache
def last_check() -> Checked | None:
    """None where no run of the browser tests was written down."""
    try:
        kept = json.loads((settings.BASE_DIR / ACCESSIBILITY).read_text(encoding="utf-8"))
        return Checked(date.fromisoformat(kept["on"]), int(kept["pages"]), int(kept["faults"]))
    except (OSError, ValueError, KeyError):
        return None


def _contact() -> dict[str, str]:
    return {
        "organisation": settings.ORGANISATION,
        "email": settings.CONTACT_EMAIL,
        "phone": settings.CONTACT_PHONE,
    }


@login_not_required
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """The privacy statement, with the periods that the daily run follows."""
    return render(request, "privacy/statement.html", {**_contact(), "rules": RULES})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    context = {**_contact(), "site": settings.SITE_URL, "check": last_check()}
    return render(request, "privacy/accessibility.html", context)


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask what, by role."""
    guides = [guide_of(name) for name in GUIDES]
    return render(request, "privacy/contact.html", {**_contact(), "guides": guides})
