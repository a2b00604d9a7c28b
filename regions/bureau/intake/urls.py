from django.urls import path

from . import views

urlpatterns = [
    path("bureau/intake/", views.intake, name="bureau_intake"),
    path("bureau/intake/template/", views.intake_template, name="bureau_intake_template"),
    path("bureau/intake/<uuid:pk>/", views.intake_preview, name="bureau_intake_preview"),
    path("bureau/intake/<uuid:pk>/undo/", views.intake_undo, name="bureau_intake_undo"),
]
