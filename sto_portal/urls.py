"""All addresses. Each room names its own; this page only gathers them."""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path, register_converter

from regions.months import MonthConverter
from regions.secret_links import SecretConverter
from regions.web.admin_words import name_columns

from . import home, pages, start
from .watch.views import metrics

register_converter(MonthConverter, "month")
register_converter(SecretConverter, "secret")
name_columns(admin.site._registry)

urlpatterns = [
    path("", home.home, name="home"),
    path("regions/<slug:slug>/steering/start/", start.start, name="steering_start"),
    path("accounts/role/", home.switch_role, name="switch_role"),
    path("", include("regions.bureau.urls")),
    path("", include("regions.plans.urls")),
    path("", include("regions.progress.urls")),
    path("", include("regions.reports.urls")),
    path("", include("regions.steering.urls")),
    path("", include("regions.partners.urls")),
    path("", include("regions.dossier.urls")),
    path("", include("regions.labs.urls")),
    path("", include("regions.internships.urls")),
    path("", include("regions.accounts.urls")),
    path("", include("electives.urls")),
    path("", include("advisors.urls")),
    path("", include("sto_portal.today.urls")),
    path("", include("sto_portal.national.urls")),
    path("", include("sto_portal.notices.urls")),
    path("", include("sto_portal.api.urls")),
    path("", include("sto_portal.public.urls")),
    path("", include("sto_portal.privacy.urls")),
    path("", include("sto_portal.manual.urls")),
    *([path("", include("sto_portal.demo.urls"))] if apps.is_installed("sto_portal.demo") else []),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("health/live", pages.live, name="health_live"),
    path("health/ready", pages.ready, name="health_ready"),
    path("metrics", metrics, name="metrics"),
]

handler400 = "sto_portal.pages.bad_request"
handler403 = "sto_portal.pages.forbidden"
handler404 = "sto_portal.pages.not_found"
handler500 = "sto_portal.pages.server_error"
