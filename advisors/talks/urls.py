from django.urls import path

from . import call_card_views, promise_views, views

urlpatterns = [
    path("regions/<slug:slug>/call-card/", call_card_views.card, name="call_card"),
    path("regions/<slug:slug>/talks/", views.talks, name="talks"),
    path("advisors/log/", views.contact_log, name="contact_log"),
    path("advisors/talks/<int:pk>/", call_card_views.edit, name="talk_edit"),
    path("advisors/talks/<int:pk>/delete/", call_card_views.delete, name="talk_delete"),
    path("advisors/planned/<int:pk>/delete/", views.planned_delete, name="planned_delete"),
    path("advisors/promises/<int:pk>/turn/", promise_views.turn_promise, name="promise_turn"),
    path("advisors/promises/<int:pk>/hand/", promise_views.hand_promise, name="promise_hand"),
    path("advisors/promises/<int:pk>/take/", promise_views.take_promise, name="promise_take"),
    path("advisors/promises/<int:pk>/leave/", promise_views.leave_promise, name="promise_leave"),
]
