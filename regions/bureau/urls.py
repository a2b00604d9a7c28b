from django.urls import include, path

from . import (
    assignment_views,
    deed_views,
    membership_views,
    part_views,
    people_views,
    region_views,
    second_step_views,
)
from .closing import views as closing_views
from .succession import views as succession_views

REGION = "bureau/regions/<slug:slug>/"

urlpatterns = [
    path("", include("regions.bureau.intake.urls")),
    path("", include("regions.bureau.register.urls")),
    path("bureau/regions/", region_views.regions, name="bureau_regions"),
    path("bureau/new-region/", region_views.new_region, name="bureau_region_new"),
    path(REGION, region_views.region, name="bureau_region"),
    path(f"{REGION}settings/", region_views.settings, name="bureau_region_settings"),
    path(f"{REGION}steering-group/", region_views.steering_group, name="bureau_steering_group"),
    path(f"{REGION}close/", closing_views.close_region, name="bureau_region_close"),
    path(f"{REGION}reopen/", closing_views.reopen_region, name="bureau_region_reopen"),
    path(f"{REGION}succession/", succession_views.changes, name="bureau_succession"),
    path(
        f"{REGION}succession/<slug:kind>/",
        succession_views.change,
        name="bureau_succession_kind",
    ),
    path(
        "bureau/region-changes/<int:pk>/undo/",
        succession_views.undo_change,
        name="bureau_succession_undo",
    ),
    path(f"{REGION}delete/", region_views.delete_region, name="bureau_region_delete"),
    path(f"{REGION}<slug:kind>/new/", part_views.new_part, name="bureau_part_new"),
    path(f"{REGION}<slug:kind>/<int:pk>/", part_views.edit_part, name="bureau_part"),
    path(
        f"{REGION}<slug:kind>/<int:pk>/delete/", part_views.delete_part, name="bureau_part_delete"
    ),
    path("bureau/memberships/new/", membership_views.new_membership, name="bureau_membership_new"),
    path("bureau/memberships/<int:pk>/", membership_views.membership, name="bureau_membership"),
    path(
        "bureau/memberships/<int:pk>/end/",
        membership_views.end_membership,
        name="bureau_membership_end",
    ),
    path(
        "bureau/memberships/<int:pk>/reopen/",
        membership_views.reopen_membership,
        name="bureau_membership_reopen",
    ),
    path("bureau/assignments/", assignment_views.assignments, name="bureau_assignments"),
    path("bureau/assignments/<int:pk>/", assignment_views.handing_over, name="bureau_hand_over"),
    path("bureau/deeds/", deed_views.deed_list, name="bureau_deeds"),
    path("bureau/people/", people_views.people, name="bureau_people"),
    path("bureau/people/new/", people_views.new_person, name="bureau_person_new"),
    path("bureau/people/<int:pk>/", people_views.person, name="bureau_person"),
    path("bureau/people/<int:pk>/active/", people_views.set_active, name="bureau_person_active"),
    path(
        "bureau/people/<int:pk>/second-step/",
        second_step_views.second_step,
        name="bureau_second_step",
    ),
    path(
        "bureau/people/<int:pk>/second-step/confirm/",
        second_step_views.confirm,
        name="bureau_second_step_confirm",
    ),
    path(
        "bureau/people/<int:pk>/second-step/withdraw/",
        second_step_views.withdraw,
        name="bureau_second_step_withdraw",
    ),
]
