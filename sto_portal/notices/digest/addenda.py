"""What came in after a digest was sealed, in at most three lines.

The next digest opens with them, and a group that asked for it gets them at once by mail.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from regions.dutch import list_text
from regions.models import Region
from regions.progress.measure.finding import stand_text
from regions.progress.measure.fresh import snapshot_of
from regions.progress.models import CheckIn
from regions.progress.obstacles.lost import lost_and_stalled

from .sections import Addendum

MOST_LINES = 3
LINE_LENGTH = 180


def addendum_of(region: Region, late: Sequence[CheckIn], today: date) -> Addendum | None:
    """Of one log up to three lines, of more the first line of the latest three."""
    if not late:
        return None
    latest = list(late)[-MOST_LINES:]
    if len(late) == 1:
        lines = _lines(region, late[0], today)[:MOST_LINES]
    else:
        lines = [
            _("%(month)s: %(text)s") % {"month": log.month.label, "text": told[0]}
            for log in latest
            if (told := _lines(region, log, today))
        ]
    return Addendum([log.month for log in latest], lines)


def months_text(addendum: Addendum) -> str:
    return list_text([month.label for month in addendum.months])


def _lines(region: Region, log: CheckIn, today: date) -> list[str]:
    """Why it was corrected or that it came later, how it stands then, the worst or the best."""
    came = {"reason": log.correction_reason.strip(), "month": log.month.label}
    lines = [
        _("Corrected: %(reason)s") % came
        if log.correction_reason.strip()
        else _("The log of %(month)s came in after the digest.") % came
    ]
    row = snapshot_of(region, log.month, today)
    if row and row.measured_on and row.tempo_months is not None:
        stand = stand_text(row, float(region.tolerance_months))
        day = date_format(row.measured_on, "j F")
        lines.append(_("Measured on %(day)s: %(stand)s") % {"day": day, "stand": stand})
    news = next(iter(lost_and_stalled(region, log.month, log.month)), None)
    if news:
        lines.append(f"{news.title}: {news.decision_asked or news.problem}")
    elif log.going_well.strip():
        lines.append(_("What goes well: %(text)s") % {"text": " ".join(log.going_well.split())})
    return [Truncator(line).chars(LINE_LENGTH) for line in lines]
