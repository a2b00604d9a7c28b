from django.urls import path

from . import reading_region_views, reading_views

READINGS = "advisors/readings/"

urlpatterns = [
    path(READINGS, reading_views.readings, name="readings"),
    path(f"{READINGS}<int:pk>/", reading_views.reading, name="reading"),
    path(f"{READINGS}<int:pk>/advice/", reading_views.give_advice, name="reading_advice"),
    path(
        f"{READINGS}<int:pk>/remarks/<int:remark>/remove/",
        reading_views.remove,
        name="remark_remove",
    ),
    path(
        f"{READINGS}<int:pk>/take-back/",
        reading_region_views.take_reading_back,
        name="reading_take_back",
    ),
    path(
        "regions/<slug:slug>/plan/readings/",
        reading_region_views.plan_readings,
        name="plan_readings",
    ),
    path("advisors/remarks/<int:pk>/reply/", reading_region_views.reply, name="remark_reply"),
]
