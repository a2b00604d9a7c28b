from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "regions.partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        from regions.plans.budget.checks import offer as offer_check
        from regions.plans.hanging import offer

        from .hanging import contributions_by_activity, partners_by_activity
        from .money.plan_check import norm_check

        offer_check(norm_check)
        offer(_("Partners"), partners_by_activity)
        offer(_("Contributions"), contributions_by_activity)
