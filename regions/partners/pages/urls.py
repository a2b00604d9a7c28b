"""Addresses of partners, talks and people."""

from django.urls import path

from regions.partners.contacts import views as contact_views
from regions.partners.register import apart_views
from regions.partners.register import views as business_views
from regions.web.lists import as_csv

from . import step_views, views

ROOM = "regions/<slug:slug>/partners/"
ONE = f"{ROOM}<int:pk>/"

urlpatterns = [
    path(ROOM, views.partners, name="partners"),
    path(f"{ROOM}list.csv", as_csv(views.partners), name="partners_csv"),
    path(f"{ROOM}new/", views.new_partner, name="partner_new"),
    path(ONE, views.partner, name="partner"),
    path(f"{ONE}edit/", views.edit_partner, name="partner_edit"),
    path(f"{ONE}end/", views.end_partner, name="partner_end"),
    path(f"{ONE}reopen/", views.reopen_partner, name="partner_reopen"),
    path(f"{ONE}step/", step_views.step, name="partner_step"),
    path(f"{ONE}evidence/", step_views.new_proof, name="proof_new"),
    path(f"{ONE}people/", contact_views.new_person, name="contact_person_new"),
    path(f"{ROOM}evidence/<int:pk>/remove/", step_views.remove_proof, name="proof_remove"),
    path(f"{ROOM}contacts/new/", contact_views.new_contact, name="contact_new"),
    path(f"{ROOM}contacts/undo/", contact_views.undo, name="contact_undo"),
    path(f"{ROOM}contacts/<int:pk>/", contact_views.edit_contact, name="contact_edit"),
    path(f"{ROOM}contacts/<int:pk>/remove/", contact_views.remove_contact, name="contact_remove"),
    path(f"{ROOM}people/<int:pk>/", contact_views.person, name="contact_person"),
    path(f"{ROOM}people/<int:pk>/left/", contact_views.person_left, name="contact_person_left"),
    path(
        f"{ROOM}people/<int:pk>/export/", contact_views.person_export, name="contact_person_export"
    ),
    path("bureau/businesses/", business_views.businesses, name="bureau_businesses"),
    path("bureau/businesses/apart/", apart_views.not_the_same, name="bureau_apart"),
    path("bureau/businesses/apart/<int:pk>/undo/", apart_views.undo, name="bureau_apart_undo"),
    path("bureau/businesses/merge/", business_views.merge_businesses, name="bureau_merge"),
    path(
        "bureau/businesses/merges/<int:pk>/undo/",
        business_views.undo_merge,
        name="bureau_merge_undo",
    ),
    path("bureau/businesses/<int:pk>/", business_views.business, name="bureau_business"),
]
