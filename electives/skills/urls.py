"""Addresses of what pupils practise, and of the links with which others look at it."""

from django.urls import path

from . import link_views, practice_views, public_views, views

REGION = "regions/<slug:slug>/electives/skills/"

urlpatterns = [
    path(REGION, views.skills_map, name="skills_map"),
    path(f"{REGION}lob/", views.lob, name="skills_lob"),
    path(f"{REGION}places/", practice_views.places, name="skills_places"),
    path(f"{REGION}places/<slug:kind>/<int:pk>/", practice_views.practise, name="skills_practise"),
    path(f"{REGION}competences/", practice_views.competences, name="competences"),
    path(f"{REGION}competences/<int:pk>/", practice_views.competence, name="competence"),
    path(
        f"{REGION}competences/<int:pk>/remove/",
        practice_views.remove_competence,
        name="competence_remove",
    ),
    path(f"{REGION}links/", link_views.links, name="skills_links"),
    path(f"{REGION}links/new/", link_views.make, name="skills_link_make"),
    path(f"{REGION}links/<int:pk>/revoke/", link_views.revoke_link, name="skills_link_revoke"),
    path(f"{REGION}missed/", link_views.missed, name="skills_missed"),
    path(f"{REGION}missed/<int:pk>/", link_views.seen, name="skills_missed_seen"),
    path("skills/<secret:token>/", public_views.look, name="skills_link"),
    path("skills/<secret:token>/thanks/", public_views.thanks, name="skills_thanks"),
]
