from django.urls import path

from regions.web.lists import as_csv

from . import list_views, views

DECISIONS = "regions/<slug:slug>/steering/decisions/"

urlpatterns = [
    path(DECISIONS, list_views.decisions, name="decisions"),
    path(f"{DECISIONS}export.csv", as_csv(list_views.decisions), name="decisions_csv"),
    path(f"{DECISIONS}register/", list_views.register, name="decision_register"),
    path(
        f"{DECISIONS}register/export.csv",
        as_csv(list_views.register),
        name="decision_register_csv",
    ),
    path(f"{DECISIONS}<int:pk>/", views.decision, name="decision"),
    path(f"{DECISIONS}<int:pk>/vote/", views.vote, name="decision_vote"),
    path(f"{DECISIONS}<int:pk>/conclude/", views.conclude_decision, name="decision_conclude"),
    path(f"{DECISIONS}<int:pk>/reopen/", views.reopen_decision, name="decision_reopen"),
]
