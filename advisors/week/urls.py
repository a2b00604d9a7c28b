from django.urls import path

from . import log_views, saved_views, views

urlpatterns = [
    path("advisors/", views.my_week, name="advisor"),
    path("advisors/week/later/", views.put_off, name="week_put_off"),
    path("advisors/week/back/", views.put_back, name="week_put_back"),
    path("advisors/talks/<int:pk>/saved/", saved_views.talk_saved, name="talk_saved"),
    path("advisors/talks/<int:pk>/next/", saved_views.talk_next, name="talk_next"),
    path("advisors/logs/", log_views.logs_to_read, name="logs_to_read"),
    path("advisors/logs/seen/", log_views.all_seen, name="logs_seen"),
    path("advisors/logs/praise/", log_views.praise_log, name="log_praise"),
]
