from django.urls import path

from . import views

FEEDBACK = "regions/<slug:slug>/feedback/"

urlpatterns = [
    path(FEEDBACK, views.feedback, name="feedback"),
    path(f"{FEEDBACK}read/", views.mark_read, name="feedback_read"),
    path(f"{FEEDBACK}nudge/", views.send_nudge, name="nudge"),
    path(f"{FEEDBACK}<month:month>/", views.feedback_log, name="feedback_log"),
    path("advisors/feedback/<int:pk>/withdraw/", views.withdraw, name="feedback_withdraw"),
]
