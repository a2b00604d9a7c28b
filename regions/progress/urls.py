from .activity import urls as activity_urls
from .dashboard import urls as dashboard_urls
from .log import urls as check_in_urls
from .work_group import urls as work_group_urls

urlpatterns = [
    *dashboard_urls.urlpatterns,
    *activity_urls.urlpatterns,
    *check_in_urls.urlpatterns,
    *work_group_urls.urlpatterns,
]
