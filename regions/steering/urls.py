from django.urls import path

from . import views
from .decisions import urls as decision_urls
from .mandate import urls as mandate_urls
from .meetings import urls as meeting_urls
from .remarks import urls as remark_urls
from .stand import urls as standing_urls

urlpatterns = [
    path("regions/<slug:slug>/steering/", views.steering, name="steering"),
    path("regions/<slug:slug>/steering/edit/", views.edit, name="steering_edit"),
    *mandate_urls.urlpatterns,
    *decision_urls.urlpatterns,
    *remark_urls.urlpatterns,
    *standing_urls.urlpatterns,
    *meeting_urls.urlpatterns,
]
