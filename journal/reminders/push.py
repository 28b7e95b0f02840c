"""Messages to a browser's push service (RFC 8030, 8291, 8292). Only the worker loads the library that writes them."""

import base64
import json
import logging
import socket
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from journal.models import Device, Person, PushAddress
from journal.reminders.question import Evening

LOG = logging.getLogger("twinge.reminders")
MOST_ADDRESSES = 10  # browsers of one person
TIMEOUT = 10  # seconds a push service may take
KEEPS = 12 * 60 * 60  # seconds that it keeps a message for a phone that is off
GONE = (404, 410)  # RFC 8030: the browser takes no messages any more


def is_public_https(endpoint: str) -> bool:
    """Whether an address that a browser gave can be a push service's: https, at the usual port of a public name.

    So the worker asks nothing of this host's own network. What the name leads to is looked at when something is sent.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    name = (parts.hostname or "").rstrip(".")
    plain = parts.scheme == "https" and port in (None, 443) and parts.username is None and parts.password is None
    return plain and "." in name and not _is_number(name) and not name.endswith((".local", ".internal"))


def _is_number(name: str) -> bool:
    """Whether a host is written as an address, in any of the ways that a resolver reads."""
    try:
        socket.inet_aton(name)
    except OSError:
        return ":" in name
    return True


def leads_outside(endpoint: str) -> bool:
    """Whether all addresses of an endpoint's name are public ones.

    A name that changes between this look and the connection gains nothing: TLS asks for that name's certificate.
    """
    try:
        found = socket.getaddrinfo(urlsplit(endpoint).hostname, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ip_address(entry[4][0]).is_global for entry in found)


def public_key() -> str:
    """What a browser subscribes with, of VAPID_KEY; "" where there is none, and so no push."""
    if not settings.VAPID_KEY:
        return ""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    secret = base64.urlsafe_b64decode(settings.VAPID_KEY + "=" * (-len(settings.VAPID_KEY) % 4))
    key = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def message_of(asked: Evening) -> str:
    """What a phone shows, and where a tap leads: nothing of health stands in it."""
    return json.dumps({"title": asked.title, "url": reverse("aftermaths"), "tag": "evening"})


def addresses_of(account: Person) -> QuerySet[PushAddress]:
    """Where the browsers of an account take messages, those that are signed in."""
    return account.push_addresses.filter(device__session__expire_date__gt=timezone.now())


def send_pushes(account: Person, asked: Evening) -> None:
    """Send the question to every browser of an account that is signed in.

    Those that are gone are forgotten, what fails is logged.
    """
    for address in addresses_of(account):
        status = _send(address, message_of(asked))
        if status in GONE:
            address.delete()
        elif status >= 400:
            LOG.warning("A push service answered %d", status)


def _send(address: PushAddress, message: str) -> int:
    """The status that the push service answers; 599 when it does not."""
    import requests
    from pywebpush import WebPushException, webpush

    if not (is_public_https(address.endpoint) and leads_outside(address.endpoint)):
        return GONE[0]
    keys = {"p256dh": address.p256dh, "auth": address.auth}
    try:
        with requests.Session() as session:
            session.max_redirects = 0  # it would lead where nobody looked
            session.trust_env = False
            answer = webpush(
                {"endpoint": address.endpoint, "keys": keys},
                message,
                vapid_private_key=settings.VAPID_KEY,
                vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
                timeout=TIMEOUT,
                ttl=KEEPS,
                requests_session=session,
            )
    except WebPushException as refused:
        return refused.response.status_code if refused.response is not None else 599
    except (requests.RequestException, ValueError):
        return 599
    return answer.status_code


def keep_address(device: Device, endpoint: str, p256dh: str, auth: str) -> bool:
    """Let a browser take messages for its account alone; False for what no browser says, and for too many."""
    account = device.account
    said = PushAddress(account=account, device=device, endpoint=endpoint, p256dh=p256dh, auth=auth)
    try:
        said.clean_fields()
    except ValidationError:
        return False
    others = account.push_addresses.exclude(endpoint=endpoint)
    if not is_public_https(endpoint) or others.count() >= MOST_ADDRESSES:
        return False
    PushAddress.objects.update_or_create(
        endpoint=endpoint, defaults={"account": account, "device": device, "p256dh": p256dh, "auth": auth}
    )
    return True


def forget_address(account: Person, endpoint: str) -> None:
    """Let a browser take no messages any more."""
    account.push_addresses.filter(endpoint=endpoint).delete()
