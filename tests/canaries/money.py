"""The words of a region in what it says of its money, for the tests of access and of leaks."""

import datetime

from regions.partners.accountant.links import make_link
from regions.plans.models import SpentUpload
from tests.conftest import NOW, Place

UNTIL = datetime.date(2026, 10, 31)


def plant_money(place: Place, word: str) -> dict[str, object]:
    """A workbook that waits for its confirmation, one that was saved, and a link."""
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
    last_on = NOW.date() + datetime.timedelta(days=30)
    made = make_link(place.region, f"Accountant {word}", word, last_on, place.leader, NOW)
    return {"spent_upload": waits.pk, "spent_undone": saved.pk, "accountant": made.link.pk}
