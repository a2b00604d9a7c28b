"""Addresses of what stands around an elective: businesses, classes, material and reflections."""

from django.urls import path

from . import backing_views, material_views, offering_views, reflection_views

ONE = "regions/<slug:slug>/electives/<int:pk>/"
BACKING = f"{ONE}businesses/<int:backing>/"
OFFERING = f"{ONE}offerings/<int:offering>/"
MATERIAL = f"{ONE}material/<int:material>/"
REFLECTION = f"{ONE}reflections/<int:reflection>/"

urlpatterns = [
    path(f"{ONE}businesses/new/", backing_views.new_backing, name="backing_new"),
    path(BACKING, backing_views.edit_backing, name="backing_edit"),
    path(f"{BACKING}remove/", backing_views.remove_backing, name="backing_remove"),
    path(f"{ONE}offerings/new/", offering_views.new_offering, name="offering_new"),
    path(f"{ONE}offerings/copy/", offering_views.copy_offerings, name="offerings_copy"),
    path(OFFERING, offering_views.edit_offering, name="offering_edit"),
    path(f"{OFFERING}remove/", offering_views.remove_offering, name="offering_remove"),
    path(f"{ONE}material/new/", material_views.new_material, name="material_new"),
    path(MATERIAL, material_views.material, name="material"),
    path(f"{MATERIAL}edit/", material_views.edit_material, name="material_edit"),
    path(f"{MATERIAL}remove/", material_views.remove_material, name="material_remove"),
    path(f"{ONE}reflections/new/", reflection_views.new_reflection, name="reflection_new"),
    path(REFLECTION, reflection_views.edit_reflection, name="reflection_edit"),
    path(f"{REFLECTION}remove/", reflection_views.remove_reflection, name="reflection_remove"),
]
