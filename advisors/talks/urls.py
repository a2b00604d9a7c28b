from django.urls import path

from . import next_views, promise_views, views
from .card import draft_views
from .card import views as card_views

urlpatterns = [
    path("regions/<slug:slug>/call-card/", card_views.card, name="call_card"),
    path("regions/<slug:slug>/call-card/draft/", draft_views.save_draft, name="talk_draft"),
    path("regions/<slug:slug>/rhythm/", next_views.rhythm, name="rhythm"),
    path("advisors/agreements/", next_views.my_promises, name="my_promises"),
    path("advisors/planned/<int:pk>/talk.ics", next_views.planned_file, name="planned_file"),
    path("regions/<slug:slug>/talks/", views.talks, name="talks"),
    path("advisors/log/", views.contact_log, name="contact_log"),
    path("advisors/talks/<int:pk>/", card_views.edit, name="talk_edit"),
    path("advisors/talks/<int:pk>/delete/", card_views.delete, name="talk_delete"),
    path("advisors/planned/<int:pk>/delete/", views.planned_delete, name="planned_delete"),
    path("advisors/promises/<int:pk>/turn/", promise_views.turn_promise, name="promise_turn"),
    path("advisors/promises/<int:pk>/hand/", promise_views.hand_promise, name="promise_hand"),
    path("advisors/promises/<int:pk>/take/", promise_views.take_promise, name="promise_take"),
    path("advisors/promises/<int:pk>/leave/", promise_views.leave_promise, name="promise_leave"),
]
