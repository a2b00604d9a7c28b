"""What the tests of the plan room share."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regions.plans.versions import start_draft


@pytest.fixture
def upload():
    """Uploads a workbook as a person does, and gives the preview that follows."""

    def send(client, slug: str, content: bytes, name: str = "plan.xlsx"):
        file = SimpleUploadedFile(name, content)
        return client.post(reverse("plan_import", args=[slug]), {"file": file}, follow=True)

    return send


@pytest.fixture
def change(merenland):
    """A plan change of Merenland that is being written, equal to the approved plan so far."""
    return start_draft(merenland.region, merenland.leader).change
