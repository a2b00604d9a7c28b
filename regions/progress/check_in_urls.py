from django.urls import path

from . import check_in_list_views, check_in_save_views, check_in_views

LOG = "regions/<slug:slug>/check-in/"
MONTH = f"{LOG}<month:month>/"
LOGS = "regions/<slug:slug>/check-ins/"

urlpatterns = [
    path(LOG, check_in_views.check_in, name="check_in"),
    path(MONTH, check_in_views.check_in_month, name="check_in_month"),
    path(f"{MONTH}save/", check_in_save_views.check_in_save, name="check_in_save"),
    path(f"{MONTH}submit/", check_in_views.check_in_submit, name="check_in_submit"),
    path(f"{MONTH}correct/", check_in_views.check_in_correct, name="check_in_correct"),
    path(f"{MONTH}done/", check_in_views.check_in_done, name="check_in_done"),
    path(LOGS, check_in_list_views.check_ins, name="check_ins"),
    path(f"{LOGS}export.csv", check_in_list_views.check_ins_csv, name="check_ins_csv"),
]
