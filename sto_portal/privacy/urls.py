from django.urls import path

from . import public_views, views
from .erasing import views as erasing

PEOPLE = "regions/<slug:slug>/partners/people/<int:pk>/"

urlpatterns = [
    path("privacy/", public_views.statement, name="privacy_statement"),
    path("accessibility/", public_views.accessibility, name="accessibility"),
    path("contact/", public_views.contact, name="contact"),
    path("bureau/privacy/", views.keeping, name="privacy"),
    path("bureau/privacy/deeds/", views.deeds, name="privacy_deeds"),
    path("bureau/privacy/deeds/<int:pk>/", views.deed, name="privacy_deed"),
    path("bureau/people/<int:pk>/erase/", erasing.person, name="bureau_person_erase"),
    path(f"{PEOPLE}erase/", erasing.contact, name="contact_person_erase"),
]
