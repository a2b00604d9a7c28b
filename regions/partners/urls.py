from .contributions.urls import urlpatterns as money_urls
from .pages.urls import urlpatterns as partner_urls

urlpatterns = [*partner_urls, *money_urls]
