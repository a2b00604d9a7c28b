from django.urls import path

from . import question_views

urlpatterns = [
    path("advisors/questions/", question_views.all_questions, name="advisor_questions"),
    path("advisors/questions/similar/", question_views.similar, name="question_similar"),
    path("advisors/questions/<int:pk>/", question_views.answer, name="question_answer"),
    path("advisors/questions/<int:pk>/invite/", question_views.invite, name="question_invite"),
    path("advisors/questions/<int:pk>/hand/", question_views.hand_over, name="question_hand"),
    path("advisors/questions/<int:pk>/think/", question_views.think, name="question_think"),
    path(
        "advisors/questions/<int:pk>/withdraw/", question_views.withdraw, name="question_withdraw"
    ),
    path("regions/<slug:slug>/questions/", question_views.region_questions, name="questions"),
]
