from django.urls import path

from . import list_views, views
from .agenda import views as agenda_views
from .minutes import views as minutes_views
from .room import views as room_views

MEETINGS = "regions/<slug:slug>/steering/meetings/"
ONE = f"{MEETINGS}<int:pk>/"

urlpatterns = [
    path(MEETINGS, list_views.meetings, name="group_meetings"),
    path(f"{MEETINGS}rhythm/", list_views.rhythm, name="group_rhythm"),
    path(f"{MEETINGS}plan/", list_views.plan, name="group_meetings_plan"),
    path(f"{MEETINGS}agreed/<int:pk>/", list_views.agreement_done, name="group_agreed"),
    path(f"{MEETINGS}new/", views.new, name="group_meeting_new"),
    path(ONE, views.meeting, name="group_meeting"),
    path(f"{ONE}edit/", views.edit, name="group_meeting_edit"),
    path(f"{ONE}invite/", views.send_invitation, name="group_meeting_invite"),
    path(f"{ONE}cancel/", views.call_off, name="group_meeting_cancel"),
    path(f"{ONE}remove/", views.delete, name="group_meeting_remove"),
    path(f"{ONE}answer/", views.answer, name="group_meeting_answer"),
    path(f"{ONE}calendar.ics", views.ics, name="group_meeting_ics"),
    path(f"{ONE}agenda/", agenda_views.agenda, name="group_agenda"),
    path(f"{ONE}agenda/new/", agenda_views.subject, name="group_subject_new"),
    path(f"{ONE}agenda/<int:item>/", agenda_views.subject, name="group_subject"),
    path(f"{ONE}agenda/<int:item>/order/", agenda_views.change_order, name="group_subject_order"),
    path(f"{ONE}papers/", agenda_views.papers, name="group_papers"),
    path(f"{ONE}papers/send/", agenda_views.send, name="group_papers_send"),
    path(f"{ONE}open/", room_views.open_room, name="group_room_open"),
    path(f"{ONE}room/<int:number>/", room_views.room, name="group_room"),
    path(f"{ONE}minutes/", minutes_views.minutes, name="group_minutes"),
    path(f"{ONE}minutes/verslag.docx", minutes_views.document, name="group_minutes_word"),
]
