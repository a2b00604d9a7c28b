from django.urls import path

from regions.web.lists import as_csv

from . import question_views, views

REMARKS = "regions/<slug:slug>/steering/remarks/"

QUESTION = "regions/<slug:slug>/steering/questions/<uuid:key>/"

urlpatterns = [
    path(QUESTION, question_views.leader_question, name="leader_question"),
    path(REMARKS, views.remarks, name="remarks"),
    path(f"{REMARKS}export.csv", as_csv(views.remarks), name="remarks_csv"),
    path(f"{REMARKS}points/", views.points, name="remark_points"),
    path(f"{REMARKS}<int:pk>/", views.remark, name="remark"),
    path(f"{REMARKS}<int:pk>/idea/", views.idea, name="remark_idea"),
    path(f"{REMARKS}<int:pk>/withdraw/", views.withdraw_own, name="remark_withdraw"),
]
