from django.urls import path

from . import question_views

urlpatterns = [
    path("advisors/questions/", question_views.all_questions, name="advisor_questions"),
    path("advisors/questions/<int:pk>/", question_views.answer, name="question_answer"),
    path("regions/<slug:slug>/questions/", question_views.region_questions, name="questions"),
]
