from django.urls import path

from . import role_views, views

urlpatterns = [
    path("advisors/", views.my_regions, name="advisor"),
    path("advisors/seen/", views.mark_seen, name="advisor_seen"),
    path("advisors/questions/", views.all_questions, name="advisor_questions"),
    path("advisors/questions/<int:pk>/", views.answer, name="question_answer"),
    path("advisors/roles/", role_views.roles, name="advisor_roles"),
    path("regions/<slug:slug>/questions/", views.region_questions, name="questions"),
]
