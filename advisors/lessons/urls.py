from django.urls import path

from . import views, way_views

urlpatterns = [
    path("regions/<slug:slug>/obstacles/", views.obstacles, name="obstacles"),
    path("regions/<slug:slug>/obstacles/<int:pk>/", views.obstacle, name="obstacle"),
    path("regions/<slug:slug>/obstacles/<int:pk>/cause/", views.name_cause, name="obstacle_cause"),
    path("regions/<slug:slug>/obstacles/<int:pk>/share/", views.share, name="obstacle_share"),
    path("regions/<slug:slug>/obstacles/<int:pk>/keep/", views.keep_inside, name="obstacle_keep"),
    path("advisors/ways/", way_views.ways, name="ways"),
    path("advisors/ways/<int:pk>/", way_views.way, name="way"),
    path("regions/<slug:slug>/ways/<int:pk>/put/", way_views.put, name="way_put"),
    path("regions/<slug:slug>/ways/<int:pk>/ask/", way_views.ask, name="way_ask"),
    path("regions/<slug:slug>/ways/told/<int:pk>/", way_views.told, name="way_told"),
]
