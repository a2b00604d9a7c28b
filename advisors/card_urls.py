from django.urls import path

from . import card_views

urlpatterns = [
    path("advisors/cards/", card_views.cards, name="cards"),
    path("advisors/cards/new/", card_views.new_card, name="card_new"),
    path("advisors/cards/<int:pk>/", card_views.card, name="card"),
    path("advisors/cards/<int:pk>/edit/", card_views.edit_card, name="card_edit"),
    path("advisors/cards/<int:pk>/publish/", card_views.publish, name="card_publish"),
    path("advisors/cards/<int:pk>/true/", card_views.true_still, name="card_true"),
    path("advisors/cards/<int:pk>/used/", card_views.used, name="card_used"),
    path("advisors/cards/<int:pk>/files/<int:file>/", card_views.paper, name="card_paper"),
    path(
        "advisors/cards/<int:pk>/files/<int:file>/remove/",
        card_views.remove_paper,
        name="card_paper_remove",
    ),
]
