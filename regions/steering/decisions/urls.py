from django.urls import path

from regions.web.lists import as_csv

from . import views

DECISIONS = "regions/<slug:slug>/steering/decisions/"

urlpatterns = [
    path(DECISIONS, views.decisions, name="decisions"),
    path(f"{DECISIONS}export.csv", as_csv(views.decisions), name="decisions_csv"),
    path(f"{DECISIONS}<int:pk>/", views.decision, name="decision"),
    path(f"{DECISIONS}<int:pk>/vote/", views.vote, name="decision_vote"),
    path(f"{DECISIONS}<int:pk>/conclude/", views.conclude_decision, name="decision_conclude"),
]
