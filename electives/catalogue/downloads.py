"""Files of lesson material as they leave, and for whom beside the region itself."""

import io
from typing import Any

from django.http import FileResponse

from electives.models import Material
from regions.access import Action, region_ids
from regions.partners.models import Document


def audiences_for(user: Any) -> list[str]:
    """What of a published elective somebody may have: more after signing in with a role."""
    has_role = user.is_authenticated and region_ids(user, [Action.READ_ELECTIVES]) != set()
    shared = [Material.Audience.REGIONS.value] if has_role else []
    return [Material.Audience.EVERYBODY.value, *shared]


def as_download(file: Document) -> FileResponse:
    """A file leaves as an attachment that no browser runs."""
    response = FileResponse(
        io.BytesIO(bytes(file.content)),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
