"""The broker, the relay, and the proxy in front of the portal."""

from email.utils import parseaddr
from urllib.parse import urlsplit

import redis
import requests
from django.conf import settings
from django.urls import reverse

from sto_portal.notices.outbox.answers import Result
from sto_portal.notices.outbox.smtp import LOCAL, Relay, greet

from .findings import WAIT, Finding, fault, first_line, look, ok


def broker() -> Finding:
    name = "broker"
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=WAIT, socket_connect_timeout=WAIT
        ) as server:
            server.ping()
            told = _told_by(server)
    except ValueError:  # its words may hold a part of a password
        what = "write REDIS_URL as redis://:password@host:6379/0, with % codes in the password"
        return fault(name, "REDIS_URL is no address", what)
    except (redis.RedisError, OSError) as trouble:
        what = "start the broker, or mend REDIS_URL; until then manage.py keep_going does its work"
        return fault(name, first_line(trouble), what)
    policy = told.get("maxmemory_policy", "noeviction")
    if told.get("maxmemory") and policy != "noeviction":
        what = "set maxmemory-policy noeviction"
        return look(name, f"it forgets jobs when it is full ({policy})", what)
    return ok(name, f"version {told.get('redis_version', 'not told')}")


def _told_by(server: redis.Redis) -> dict:
    """What it says of itself; a server may keep that from us."""
    try:
        return dict(server.info())
    except redis.RedisError:
        return {}


def relay() -> Finding:
    """As far as the sender: no mail is offered."""
    name = "relay"
    if not settings.EMAIL_URL:
        what = "set EMAIL_URL"
        return look(name, "mail is kept and not sent", what)
    server = Relay.from_url(settings.EMAIL_URL)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    answer = greet(server.hurried(), sender)
    where = f"{server.host}:{server.port}"
    if answer.result == Result.ACCEPTED:
        return ok(name, f"{where} lets {sender} send")
    words = f"{where} says at {answer.step}: {answer.code or ''} {answer.text}".replace(":  ", ": ")
    return fault(name, words, "mend EMAIL_URL, DEFAULT_FROM_EMAIL or the relay")


def proxy() -> Finding:
    """Asks a small page at SITE_URL, as a visitor would."""
    name, address = "proxy headers", urlsplit(settings.SITE_URL)
    if address.scheme != "https" and address.hostname not in LOCAL:
        return fault(name, "SITE_URL is not https, so sessions can be read on the way", "use https")
    if address.scheme == "https" and not settings.TRUSTED_PROXIES:
        what = "set TRUSTED_PROXIES to how many proxies of yours are in front of the portal"
        return fault(name, "the portal believes no proxy that a visitor came over https", what)
    try:
        answer = requests.get(
            settings.SITE_URL + reverse("security_txt"), timeout=WAIT, allow_redirects=False
        )
    except requests.exceptions.SSLError:
        words = f"the certificate at {settings.SITE_URL} does not hold"
        return fault(name, words, "renew it at the proxy, with those that it was signed by")
    except requests.RequestException as trouble:
        words = f"{settings.SITE_URL} does not answer here ({type(trouble).__name__})"
        return look(name, words, "start the web and the proxy, and ask again")
    return _answered(name, answer)


def _answered(name: str, answer: requests.Response) -> Finding:
    if answer.is_redirect:
        what = "let the proxy set X-Forwarded-Proto to what the visitor used, whatever comes in"
        return fault(name, f"it sends a visitor on to {answer.headers['Location']}", what)
    if answer.status_code == 400:
        what = "let the proxy pass the Host on, and name it in ALLOWED_HOSTS"
        return fault(name, "the portal does not know the name that it is asked by", what)
    if f"Canonical: {settings.SITE_URL}/" not in answer.text:
        words = f"{settings.SITE_URL} answers with {answer.status_code}, and is not this portal"
        return fault(name, words, "mend SITE_URL, or where the proxy sends it")
    return ok(name, f"{settings.SITE_URL} answers, {settings.TRUSTED_PROXIES} proxies are believed")
