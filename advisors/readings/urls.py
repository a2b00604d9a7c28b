from django.urls import path

from . import region_views, views

READINGS = "advisors/readings/"

urlpatterns = [
    path(READINGS, views.readings, name="readings"),
    path(f"{READINGS}<int:pk>/", views.reading, name="reading"),
    path(f"{READINGS}<int:pk>/advice/", views.give_advice, name="reading_advice"),
    path(
        f"{READINGS}<int:pk>/remarks/<int:remark>/remove/",
        views.remove,
        name="remark_remove",
    ),
    path(
        f"{READINGS}<int:pk>/take-back/",
        region_views.take_reading_back,
        name="reading_take_back",
    ),
    path(
        "regions/<slug:slug>/plan/readings/",
        region_views.plan_readings,
        name="plan_readings",
    ),
    path("advisors/remarks/<int:pk>/reply/", region_views.reply, name="remark_reply"),
]
