from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    name = "regions.steering"
    verbose_name = _("Steering groups")

    def ready(self) -> None:
        from regions.labs.calendar.offered import offer

        from .meetings.feed import meetings_in_calendar

        offer(meetings_in_calendar)
