"""Addresses of contributions, their slips and their evidence."""

from django.urls import path

from . import documents_views, slip_views, views

MONEY = "regions/<slug:slug>/partners/contributions/"
ONE = f"{MONEY}<int:pk>/"

urlpatterns = [
    path(MONEY, views.contributions, name="contributions"),
    path(f"{MONEY}new/", views.new_contribution, name="contribution_new"),
    path(f"{MONEY}sign/", views.sign_list, name="contributions_sign"),
    path(f"{MONEY}sign/links/", slip_views.make_month_slips, name="slip_months"),
    path(
        f"{MONEY}sign/<int:partner>/<month:month>/", slip_views.make_month_slip, name="slip_month"
    ),
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
    path("slips/<secret:token>/", slip_views.slip, name="slip"),
]
