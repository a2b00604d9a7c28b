"""Addresses of labs, events and the calendar."""

from django.urls import path

from .calendar import views as calendar_views
from .events import close_views, step_views
from .events import views as event_views
from .places import views as lab_views

LABS = "regions/<slug:slug>/labs/"
EVENTS = "regions/<slug:slug>/events/"
LAB, EVENT = f"{LABS}<int:pk>/", f"{EVENTS}<int:pk>/"

urlpatterns = [
    path(LABS, lab_views.labs, name="labs"),
    path(f"{LABS}new/", lab_views.new_lab, name="lab_new"),
    path(LAB, lab_views.lab, name="lab"),
    path(f"{LAB}edit/", lab_views.edit_lab, name="lab_edit"),
    path(f"{LAB}close/", lab_views.close_lab, name="lab_close"),
    path(f"{LAB}reopen/", lab_views.reopen_lab, name="lab_reopen"),
    path(EVENTS, event_views.events, name="events"),
    path(f"{EVENTS}new/", event_views.new_event, name="event_new"),
    path(f"{EVENTS}calendar/", calendar_views.calendar_page, name="calendar"),
    path(f"{EVENTS}calendar/renew/", calendar_views.renew_calendar, name="calendar_renew"),
    path(EVENT, event_views.event, name="event"),
    path(f"{EVENT}edit/", event_views.edit_event, name="event_edit"),
    path(f"{EVENT}close/", close_views.close_event, name="event_close"),
    path(f"{EVENT}<slug:step>/", step_views.event_step, name="event_step"),
    path("calendar/<secret:secret>.ics", calendar_views.calendar_feed, name="calendar_feed"),
]
