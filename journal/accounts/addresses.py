"""Which addresses of ours can be looked at, and which only take what a button sends."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, get_script_prefix, resolve

# Addresses that only take what a button sends, or give a part of a page: nobody is led there by signing in.
NO_PAGE = {
    "quick", "session_summary", "cramp_clock", "aftermath", "entry_delete", "undo", "demo_start", "demo_remove",
    "take_up", "let_go", "set_aside", "bring_back", "flag_answer", "trial_draw", "trial_did", "trial_more",
    "trial_stop", "trial_skip", "guidance_tip", "import_share", "import_undo", "look_around", "look_around_end",
    "push_address", "reminders_calendar", "device_end", "token_revoke", "shared_end",
    "mfa_login_webauthn", "mfa_download_recovery_codes",
}  # fmt: skip
# Of the addresses under "settings/" and "accounts/", those that a guest may use: no mail, no files in, no passphrase.
# A new one there is closed to guests until it is named here.
_OF_ACCOUNTS = ("settings/", "accounts/")
OPEN_TO_GUESTS = {
    "settings", "settings_part", "medicines", "activity_muscles", "muscles_of", "time_zones", "export_file",
    "export_table",
}  # fmt: skip


def needs_account(found: ResolverMatch) -> bool:
    """Whether an address is for people with an account, and closed to who only looks around."""
    return found.route.startswith(_OF_ACCOUNTS) and found.url_name not in OPEN_TO_GUESTS


def is_page(url: str) -> bool:
    """Whether an address of ours can be looked at."""
    path, prefix = urlsplit(url).path, get_script_prefix()
    try:
        return path.startswith(prefix) and resolve(f"/{path.removeprefix(prefix)}").url_name not in NO_PAGE
    except Resolver404:
        return False


def whole_address(request: HttpRequest, path: str) -> str:
    """The whole address of a page of ours, for a mail or to copy: where Twinge is hosted, whatever a request claims."""
    origin: str = settings.PUBLIC_ORIGIN
    return origin + path if origin else request.build_absolute_uri(path)
