"""Addresses of what everybody may read of the regions, and of writing it."""

from django.urls import path

from regions.web.brakes import throttled
from regions.web.lists import as_csv

from . import edit_views, views

OWN = "regions/<slug:slug>/public/"

urlpatterns = [
    path("agenda/", views.agenda, name="agenda"),
    path("agenda/agenda.csv", throttled("agenda-csv", 20)(as_csv(views.agenda)), name="agenda_csv"),
    path("in/<slug:slug>/", views.public_region, name="public_region"),
    path("in/<slug:slug>/agenda.ics", views.public_calendar, name="public_calendar"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path(OWN, edit_views.public_page, name="public_page"),
    path(f"{OWN}open/", edit_views.open_public_page, name="public_page_open"),
    path(f"{OWN}close/", edit_views.close_public_page, name="public_page_close"),
]
