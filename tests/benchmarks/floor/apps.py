from django.apps import AppConfig


class BareAccounts(AppConfig):
    """The people of the portal, without what its sign-in needs."""

    name = "regions.accounts"
