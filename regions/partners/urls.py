from .money_urls import urlpatterns as money_urls
from .partner_urls import urlpatterns as partner_urls

urlpatterns = [*partner_urls, *money_urls]
