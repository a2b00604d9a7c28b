from django.urls import path

from . import guest_views, views

GROUP = "regions/<slug:slug>/work-group/"
MONTH = f"{GROUP}<month:month>/"
GUEST = "work/<secret:token>/"
MINE = "my-activities/"

urlpatterns = [
    path(GROUP, views.work_group, name="work_group"),
    path(f"{GROUP}owners/", views.owners, name="work_group_owners"),
    path(f"{GROUP}photos/<int:line>/", views.photo, name="work_group_photo"),
    path(f"{GROUP}asks/<int:pk>/again/", views.again, name="work_group_again"),
    path(f"{GROUP}asks/<int:pk>/forget/", views.erase, name="work_group_forget"),
    path(f"{GROUP}asks/<int:pk>/revoke/", views.withdraw, name="work_group_revoke"),
    path(MONTH, views.work_group_month, name="work_group_month"),
    path(f"{MONTH}ask/", views.ask, name="work_group_ask"),
    path(GUEST, guest_views.work, name="work"),
    path(f"{GUEST}photos/<int:pk>/", guest_views.work_photo, name="work_photo"),
    path(MINE, guest_views.mine, name="my_activities"),
    path(f"{MINE}<int:pk>/", guest_views.mine_ask, name="my_ask"),
    path(f"{MINE}<int:pk>/photos/<int:line>/", guest_views.mine_photo, name="my_photo"),
]
