from django.urls import path

from . import views

urlpatterns = [
    path("advisors/rules/", views.rules, name="rules"),
    path("advisors/rules/<int:pk>/", views.rule, name="rule"),
    path("advisors/rules/<int:pk>/edit/", views.edit_rule, name="rule_edit"),
    path("regions/<slug:slug>/obstacles/<int:pk>/rule/", views.place, name="obstacle_rule"),
]
