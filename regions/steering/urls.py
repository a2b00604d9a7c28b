from django.urls import path

from . import decision_urls, mandate_urls, remark_urls, standing_urls, views

urlpatterns = [
    path("regions/<slug:slug>/steering/", views.steering, name="steering"),
    path("regions/<slug:slug>/steering/edit/", views.edit, name="steering_edit"),
    *mandate_urls.urlpatterns,
    *decision_urls.urlpatterns,
    *remark_urls.urlpatterns,
    *standing_urls.urlpatterns,
]
