from . import check_in_urls, dashboard_urls

urlpatterns = [*dashboard_urls.urlpatterns, *check_in_urls.urlpatterns]
