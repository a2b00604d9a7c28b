"""What was read of a workbook, kept until its preview is confirmed."""

from django.db.models import Q
from django.utils import timezone

from regions.models import Region
from regions.plans.models.uploads import PlanUpload

from .parsed import ParsedPlan, plan_to_json


def keep_upload(region: Region, user, file_name: str, plan: ParsedPlan) -> PlanUpload:
    """Keep one upload a person and region; the one before it, and what expired, goes."""
    now = timezone.now()
    PlanUpload.objects.filter(Q(expires_at__lte=now) | Q(region=region, uploaded_by=user)).delete()
    return PlanUpload.objects.create(
        region=region, uploaded_by=user, file_name=file_name[-200:], parsed=plan_to_json(plan)
    )
