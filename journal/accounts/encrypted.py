"""Secrets of authenticator apps and recovery codes, which are read again: a copy of the database alone opens none."""

import base64
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

LOG = logging.getLogger("twinge.accounts")
_SALT = "journal.encrypted"
_BEGINS = "gAAAA"  # every Fernet token; what allauth keeps is base32 or hexadecimal


def encrypt(text: str) -> str:
    """The text as only the site's secret key opens it (Fernet)."""
    return _fernet().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The text that was encrypted; one from before that is given back as it is.

    With another secret key nothing opens it: then it is a secret that nobody knows, of which no code is right.
    """
    if not stored.startswith(_BEGINS):
        return stored
    try:
        return _fernet().decrypt(stored).decode()
    except InvalidToken:
        LOG.warning("A secret of signing in was encrypted with another SECRET_KEY: its codes are refused")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _fernet() -> MultiFernet:
    """Of the secret key, and of former ones, which still open what they closed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(key))) for key in keys])


def _key(secret: str | bytes) -> bytes:
    """32 bytes of a secret key, of no other use than this one."""
    return salted_hmac(_SALT, "", secret=secret, algorithm="sha256").digest()
