"""The words of a region in what it says of its money, for the tests of access and of leaks."""

import datetime

from regions.plans.models import SpentUpload
from tests.conftest import Place

UNTIL = datetime.date(2026, 10, 31)


def plant_money(place: Place, word: str) -> dict[str, object]:
    """A workbook that waits for its confirmation, and one that was saved."""
    kept = {
        "region": place.region,
        "uploaded_by": place.leader,
        "year": UNTIL.year,
        "until_on": UNTIL,
        "parsed": {"rows": [], "problems": [], "sheet": word},
    }
    waits = SpentUpload.objects.create(file_name=f"{word}-boeken.xlsx", **kept)
    before = {"until_on": None, "amounts": {}}
    name = f"{word}-eerder.xlsx"
    saved = SpentUpload.objects.create(file_name=name, saved_as=1, before=before, **kept)
    return {"spent_upload": waits.pk, "spent_undone": saved.pk}
