"""The canary words of what the work group of a region writes before the log."""

import datetime

from regions.plans.models import ActivityOwner
from regions.progress.models import WorkAsk, WorkLine, WorkPhoto
from regions.secret_links import hash_of
from sto_portal.notices.inbound.applying import Echo
from sto_portal.notices.models import InboundMail, ReplyAddress
from tests.conftest import NOW, Place


def plant_work_group(place: Place, word: str, inside: str) -> dict[str, int]:
    """An owner whose name the plan may show, and a concept for the leader of the region alone."""
    activity = place.plan.activities.get(code="2.1")
    ActivityOwner.objects.create(
        region=place.region, activity_key=activity.key, name=f"Trekker {word}",
        email=f"trekker@{place.slug}.example",
    )  # fmt: skip
    ask = WorkAsk.objects.create(
        region=place.region, month_on=datetime.date(2026, 11, 1), name=f"Trekker {inside}",
        email=f"trekker@{place.slug}.example", asked_by=place.leader, asked_at=NOW,
        expires_at=NOW + datetime.timedelta(days=14), secret_hash=hash_of(f"werk-{place.slug}"),
        answered_at=NOW,
    )  # fmt: skip
    line = WorkLine.objects.create(
        ask=ask, activity_key=activity.key, status="behind", problem=f"Loopt stroef {inside}",
        sent_at=NOW,
    )  # fmt: skip
    WorkPhoto.objects.create(line=line, content=b"\xff\xd8\xff", size=3, width=1, height=1)
    reply = ReplyAddress.objects.create(
        user=place.leader, region=place.region, month_on=datetime.date(2026, 11, 1),
        mail_key=f"reminder:{place.slug}", expires_at=NOW + datetime.timedelta(days=14),
    )  # fmt: skip
    told = Echo(unclear=[f"Onduidelijk {inside}"]).to_json()
    InboundMail.objects.create(
        message_id=f"<{place.slug}>", reply=reply, received_at=NOW, told=told
    )
    return {"work_ask": ask.pk, "work_line": line.pk}
