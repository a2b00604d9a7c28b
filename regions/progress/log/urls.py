from django.urls import path

from regions.web.lists import as_csv

from . import list_views, save_views, views

LOG = "regions/<slug:slug>/check-in/"
MONTH = f"{LOG}<month:month>/"
LOGS = "regions/<slug:slug>/check-ins/"

urlpatterns = [
    path(LOG, views.check_in, name="check_in"),
    path(MONTH, views.check_in_month, name="check_in_month"),
    path(f"{MONTH}save/", save_views.check_in_save, name="check_in_save"),
    path(f"{MONTH}submit/", views.check_in_submit, name="check_in_submit"),
    path(f"{MONTH}correct/", views.check_in_correct, name="check_in_correct"),
    path(f"{MONTH}done/", views.check_in_done, name="check_in_done"),
    path(LOGS, list_views.check_ins, name="check_ins"),
    path(f"{LOGS}export.csv", as_csv(list_views.check_ins), name="check_ins_csv"),
]
