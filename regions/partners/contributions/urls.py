"""Addresses of co-financing: contributions, slips, norm and overview."""

from django.urls import path

from regions.partners.money import rate_views
from regions.partners.money_import import views as money_views

from . import documents_views, slip_views, views

MONEY = "regions/<slug:slug>/partners/contributions/"
ONE = f"{MONEY}<int:pk>/"
BUREAU = "bureau/financing/"

urlpatterns = [
    path(MONEY, views.contributions, name="contributions"),
    path(f"{MONEY}new/", views.new_contribution, name="contribution_new"),
    path(f"{MONEY}sign/", views.sign_list, name="contributions_sign"),
    path(f"{MONEY}overview/", money_views.money_overview, name="contributions_overview"),
    path(f"{MONEY}export.xlsx", money_views.export, name="contributions_export"),
    path(f"{MONEY}template.xlsx", money_views.template, name="contributions_template"),
    path(f"{MONEY}import/", money_views.upload, name="contributions_import"),
    path(f"{MONEY}import/<uuid:pk>/", money_views.confirm, name="contributions_preview"),
    path(ONE, views.contribution, name="contribution"),
    path(f"{ONE}edit/", views.edit_contribution, name="contribution_edit"),
    path(f"{ONE}deliver/", views.deliver_contribution, name="contribution_deliver"),
    path(f"{ONE}prove/", views.prove_contribution, name="contribution_prove"),
    path(f"{ONE}drop/", views.drop_contribution, name="contribution_drop"),
    path(f"{ONE}back/", views.take_back, name="contribution_back"),
    path(f"{ONE}slip/", slip_views.make_slip, name="slip_make"),
    path(f"{ONE}slip/revoke/", slip_views.revoke_slip, name="slip_revoke"),
    path(
        "regions/<slug:slug>/partners/files/<uuid:uid>/",
        documents_views.document,
        name="document",
    ),
    path("slips/<str:token>/", slip_views.slip, name="slip"),
    path(BUREAU, rate_views.financing, name="bureau_financing"),
    path(f"{BUREAU}<slug:kind>/new/", rate_views.new_row, name="bureau_financing_new"),
    path(f"{BUREAU}<slug:kind>/<int:pk>/", rate_views.row, name="bureau_financing_row"),
]
