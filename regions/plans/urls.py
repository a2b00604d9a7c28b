from django.urls import path

from regions.web.lists import as_csv

from . import views
from .approve import views as approve_views
from .budget import views as budget_views
from .changes import rule_views
from .changes import views as change_views
from .drafts import views as draft_views
from .ideas import meeting_views
from .ideas import views as idea_views
from .imports import views as import_views
from .layouts import views as layout_views
from .realised import views as realised_views
from .realised.imports import views as spent_views

PLAN = "regions/<slug:slug>/plan/"
SPENT = f"{PLAN}realised/<int:year>/"
IDEAS = "regions/<slug:slug>/ideas/"

urlpatterns = [
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}export.xlsx", views.export, name="plan_export"),
    path(f"{PLAN}template.xlsx", views.template, name="plan_template"),
    path(f"{PLAN}import/", import_views.upload, name="plan_import"),
    path(f"{PLAN}import/<uuid:pk>/", import_views.confirm, name="plan_preview"),
    path(f"{PLAN}draft/", draft_views.start, name="plan_start"),
    path(f"{PLAN}draft/submit/", draft_views.submit, name="plan_submit"),
    path(f"{PLAN}draft/withdraw/", draft_views.take_back, name="plan_take_back"),
    path(f"{PLAN}draft/lines/new/", draft_views.line, name="line_new"),
    path(f"{PLAN}draft/lines/<int:pk>/", draft_views.line, name="line_edit"),
    path(f"{PLAN}draft/lines/<int:pk>/remove/", draft_views.remove_line, name="line_remove"),
    path(f"{PLAN}draft/activities/new/", draft_views.activity, name="activity_new"),
    path(f"{PLAN}draft/activities/<int:pk>/", draft_views.activity, name="activity_edit"),
    path(
        f"{PLAN}draft/activities/<int:pk>/remove/",
        draft_views.remove_activity,
        name="activity_remove",
    ),
    path(f"{PLAN}budget/", budget_views.budget, name="budget"),
    path(f"{PLAN}budget/export.csv", as_csv(budget_views.budget), name="budget_csv"),
    path(f"{PLAN}realised/", realised_views.realised, name="realised"),
    path(f"{PLAN}realised/export.csv", as_csv(realised_views.realised), name="realised_csv"),
    path(f"{PLAN}realised/export.xlsx", realised_views.export, name="realised_export"),
    path(f"{SPENT}", realised_views.edit_realised, name="realised_edit"),
    path(f"{SPENT}template.xlsx", spent_views.template, name="spent_template"),
    path(f"{SPENT}import/", spent_views.upload, name="spent_import"),
    path(f"{SPENT}import/<uuid:pk>/", spent_views.confirm, name="spent_preview"),
    path(f"{SPENT}import/<uuid:pk>/undo/", spent_views.undo_import, name="spent_undo"),
    path(f"{PLAN}draft/activities/<int:pk>/costs/", budget_views.costs, name="costs_edit"),
    path(f"{PLAN}draft/detail/", budget_views.detail, name="plan_detail"),
    path(f"{PLAN}approve/", approve_views.approve, name="plan_approve"),
    path(f"{PLAN}changes/", change_views.changes, name="plan_changes"),
    path(f"{PLAN}changes/<int:pk>/", change_views.change, name="plan_change"),
    path(f"{PLAN}changes/<int:pk>/edit/", change_views.edit_change, name="change_edit"),
    path(f"{PLAN}changes/<int:pk>/propose/", change_views.propose, name="change_propose"),
    path(f"{PLAN}changes/<int:pk>/withdraw/", change_views.withdraw, name="change_withdraw"),
    path(f"{PLAN}changes/<int:pk>/decide/", change_views.decide, name="change_decide"),
    path(IDEAS, idea_views.ideas, name="ideas"),
    path(f"{IDEAS}export.csv", as_csv(idea_views.ideas), name="ideas_csv"),
    path(f"{IDEAS}meeting/", meeting_views.ideas_meeting, name="ideas_meeting"),
    path(f"{IDEAS}<int:pk>/", idea_views.idea, name="idea"),
    path(f"{IDEAS}<int:pk>/edit/", idea_views.edit_idea, name="idea_edit"),
    path(f"{IDEAS}<int:pk>/remove/", idea_views.remove, name="idea_remove"),
    path(f"{IDEAS}<int:pk>/change/", idea_views.start_change, name="idea_change"),
    path("bureau/layouts/", layout_views.layouts, name="bureau_layouts"),
    path("bureau/layouts/<int:pk>/", layout_views.layout_file, name="bureau_layout_file"),
    path("bureau/layouts/<int:pk>/end/", layout_views.end_layout, name="bureau_layout_end"),
    path("bureau/rules/", rule_views.rules, name="bureau_rules"),
    path("bureau/rules/new/", rule_views.new_rule, name="bureau_rule_new"),
    path("bureau/rules/<int:pk>/", rule_views.rule, name="bureau_rule"),
    path("bureau/rules/<int:pk>/end/", rule_views.stop_rule, name="bureau_rule_end"),
]
