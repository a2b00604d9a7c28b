from django.urls import path

from . import card_views, desk_views, views

urlpatterns = [
    path("advisors/questions/", desk_views.all_questions, name="advisor_questions"),
    path("advisors/questions/similar/", views.similar, name="question_similar"),
    path("advisors/questions/with-card/", card_views.with_card, name="question_with_card"),
    path("advisors/questions/<int:pk>/", views.answer, name="question_answer"),
    path("advisors/questions/<int:pk>/theme/", desk_views.set_theme, name="question_theme"),
    path("advisors/questions/<int:pk>/invite/", views.invite, name="question_invite"),
    path("advisors/questions/<int:pk>/hand/", views.hand_over, name="question_hand"),
    path("advisors/questions/<int:pk>/back/", views.take_back, name="question_back"),
    path("advisors/questions/<int:pk>/think/", views.think, name="question_think"),
    path("advisors/questions/<int:pk>/withdraw/", views.withdraw, name="question_withdraw"),
    path("regions/<slug:slug>/questions/", views.region_questions, name="questions"),
]
