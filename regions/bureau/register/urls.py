from django.urls import path

from . import picking, views

urlpatterns = [
    path("bureau/sites/", views.sites, name="bureau_sites"),
    path("bureau/sites/import/", views.sites_import, name="bureau_sites_import"),
    path("bureau/sites/import/<uuid:pk>/", views.sites_preview, name="bureau_sites_preview"),
    path(
        "bureau/regions/<slug:slug>/schools/register/",
        picking.pick_sites,
        name="bureau_sites_pick",
    ),
]
