from django.urls import include, path

from . import role_views, views

urlpatterns = [
    path("advisors/", views.my_regions, name="advisor"),
    path("advisors/seen/", views.mark_seen, name="advisor_seen"),
    path("advisors/roles/", role_views.roles, name="advisor_roles"),
    path("", include("advisors.question_urls")),
    path("", include("advisors.card_urls")),
    path("", include("advisors.talk_urls")),
    path("", include("advisors.feedback_urls")),
    path("", include("advisors.reading_urls")),
    path("", include("advisors.network_urls")),
    path("", include("advisors.handover_urls")),
    path("", include("advisors.search_urls")),
]
