from django.urls import include, path

from .portfolio import role_views, views

urlpatterns = [
    path("advisors/seen/", views.mark_seen, name="advisor_seen"),
    path("advisors/unseen/", views.mark_unseen, name="advisor_unseen"),
    path("advisors/roles/", role_views.roles, name="advisor_roles"),
    path("", include("advisors.week.urls")),
    path("", include("advisors.answers.questions.urls")),
    path("", include("advisors.answers.cards.urls")),
    path("", include("advisors.lessons.urls")),
    path("", include("advisors.rules.urls")),
    path("", include("advisors.talks.urls")),
    path("", include("advisors.feedback.urls")),
    path("", include("advisors.readings.urls")),
    path("", include("advisors.network.urls")),
    path("", include("advisors.handover.urls")),
    path("", include("advisors.search.urls")),
]
