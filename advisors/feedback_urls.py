from django.urls import path

from . import feedback_views

FEEDBACK = "regions/<slug:slug>/feedback/"

urlpatterns = [
    path(FEEDBACK, feedback_views.feedback, name="feedback"),
    path(f"{FEEDBACK}read/", feedback_views.mark_read, name="feedback_read"),
    path(f"{FEEDBACK}nudge/", feedback_views.send_nudge, name="nudge"),
    path(f"{FEEDBACK}<month:month>/", feedback_views.feedback_log, name="feedback_log"),
    path("advisors/feedback/<int:pk>/withdraw/", feedback_views.withdraw, name="feedback_withdraw"),
]
