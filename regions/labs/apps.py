from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabsConfig(AppConfig):
    name = "regions.labs"
    verbose_name = _("Labs and events")

    def ready(self) -> None:
        from regions.plans.hanging import offer
        from regions.progress import known

        from .counted import from_events, from_guest_lessons
        from .hanging import events_by_activity, labs_by_activity

        offer(_("Labs"), labs_by_activity)
        offer(_("Events"), events_by_activity)
        known.offer(_("From your events"), from_events)
        known.offer(_("From the guest lessons of businesses"), from_guest_lessons)
