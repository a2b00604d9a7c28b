from django.urls import path

from . import views

urlpatterns = [
    path("advisors/cards/", views.cards, name="cards"),
    path("advisors/cards/new/", views.new_card, name="card_new"),
    path("advisors/cards/<int:pk>/", views.card, name="card"),
    path("advisors/cards/<int:pk>/edit/", views.edit_card, name="card_edit"),
    path("advisors/cards/<int:pk>/publish/", views.publish, name="card_publish"),
    path("advisors/cards/<int:pk>/true/", views.true_still, name="card_true"),
    path("advisors/cards/<int:pk>/used/", views.used, name="card_used"),
    path("advisors/cards/<int:pk>/files/<int:file>/", views.paper, name="card_paper"),
    path(
        "advisors/cards/<int:pk>/files/<int:file>/remove/",
        views.remove_paper,
        name="card_paper_remove",
    ),
]
