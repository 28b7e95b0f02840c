"""What a phone needs to put Twinge beside its apps: a manifest, icons, the colour of its bar."""

import json
import re
import struct
from urllib.parse import urljoin, urlsplit

import pytest

from tests.paths import ROOT


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/cramp/"])
def test_pages_lead_to_the_manifest_the_touch_icon_and_the_colours(mine, client, address):
    for browser in (mine, client):
        page = browser.get(address, follow=True).content.decode()
        assert (
            len(re.findall(r'<meta name="theme-color" content="#\w{6}" media="\(prefers-color-scheme: \w+\)">', page))
            == 2
        )
        assert re.search(r'<link rel="manifest" href="/static/manifest\.\w+\.webmanifest">', page)
        assert re.search(r'<link rel="apple-touch-icon" href="/static/img/touch-180\.\w+\.png">', page)


def test_the_manifest_begins_at_today_and_its_icons_are_of_the_size_it_says():
    manifest = json.loads((ROOT / "static/manifest.webmanifest").read_text())
    assert (
        urlsplit(urljoin("https://host/twinge/static/manifest.webmanifest", manifest["start_url"])).path == "/twinge/"
    )
    for icon in manifest["icons"]:
        file = ROOT / "static" / icon["src"]
        assert file.exists()
        if file.suffix == ".png":
            width, height = struct.unpack(">II", file.read_bytes()[16:24])
            assert icon["sizes"] == f"{width}x{height}"
