from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvisorsConfig(AppConfig):
    name = "advisors"
    verbose_name = _("Advisors")

    def ready(self) -> None:
        from advisors.lessons.matching import counts_elsewhere
        from advisors.network.absences import goes_along
        from regions.bureau.succession import beside
        from regions.progress import elsewhere

        elsewhere.offer(counts_elsewhere)
        beside.offer(goes_along)
