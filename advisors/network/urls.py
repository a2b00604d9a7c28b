from django.urls import path

from regions.web.lists import as_csv

from . import absence_views, bureau_views, initiative_views, meeting_views, views

urlpatterns = [
    path("advisors/network/", views.network, name="network"),
    path("advisors/network/leaders/", views.leaders, name="leaders"),
    path("advisors/network/me/", views.me, name="network_me"),
    path("advisors/network/expertise/", views.expertise_add, name="expertise_add"),
    path(
        "advisors/network/expertise/<int:pk>/remove/",
        views.expertise_remove,
        name="expertise_remove",
    ),
    path("advisors/network/absences/new/", absence_views.new_absence, name="absence_new"),
    path("advisors/network/absences/<int:pk>/", absence_views.absence, name="absence"),
    path(
        "advisors/network/absences/<int:pk>/cancel/",
        absence_views.cancel_absence,
        name="absence_cancel",
    ),
    path("bureau/assignments/<int:pk>/away/", bureau_views.absence_of, name="bureau_absence"),
    path(
        "bureau/assignments/away/<int:pk>/back/",
        bureau_views.absence_back,
        name="bureau_absence_back",
    ),
    path("advisors/meetings/", meeting_views.meetings, name="meetings"),
    path("advisors/meetings/new/", meeting_views.new_meeting, name="meeting_new"),
    path("advisors/meetings/<int:pk>/", meeting_views.meeting, name="meeting"),
    path("advisors/meetings/<int:pk>/edit/", meeting_views.edit_meeting, name="meeting_edit"),
    path("advisors/meetings/<int:pk>/cancel/", meeting_views.cancel_meeting, name="meeting_cancel"),
    path("advisors/meetings/<int:pk>/attend/", meeting_views.attend, name="meeting_attend"),
    path("advisors/meetings/<int:pk>/ics/", meeting_views.meeting_ics, name="meeting_ics"),
    path("advisors/meetings/<int:pk>/csv/", as_csv(meeting_views.meeting), name="meeting_csv"),
    path("advisors/initiatives/", initiative_views.initiatives, name="initiatives"),
    path("advisors/initiatives/<int:pk>/", initiative_views.initiative, name="initiative"),
    path(
        "regions/<slug:slug>/initiatives/new/",
        initiative_views.new_initiative,
        name="initiative_new",
    ),
    path(
        "regions/<slug:slug>/initiatives/<int:pk>/edit/",
        initiative_views.edit_initiative,
        name="initiative_edit",
    ),
    path(
        "regions/<slug:slug>/initiatives/<int:pk>/withdraw/",
        initiative_views.withdraw_initiative,
        name="initiative_withdraw",
    ),
    path(
        "regions/<slug:slug>/initiatives/<int:pk>/take/",
        initiative_views.take,
        name="initiative_take",
    ),
    path(
        "regions/<slug:slug>/initiatives/taken/<int:pk>/back/",
        initiative_views.give_back,
        name="initiative_give_back",
    ),
]
