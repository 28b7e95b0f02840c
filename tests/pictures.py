"""The pictures at the top of the README, from a demo journal: `make pictures`."""

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.flows import zone_where_it_is_noon
from tests.paths import ROOT
from tests.served import PASSPHRASE, served

PAGES = {"today": "/", "guidance": "/guidance/", "week": "/week/"}
COLOURS = 64  # a page has few: a picture stays under 60 KB


def taken(site):
    """(name, PNG) of each page on a phone by day."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        zone = zone_where_it_is_noon()
        phone = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "color_scheme": "light"}
        page = browser.new_page(base_url=site, timezone_id=zone, reduced_motion="reduce", **phone)
        begin_with_a_demo(page, zone)
        for name, address in PAGES.items():
            page.goto(address, wait_until="networkidle")
            yield name, page.screenshot()
        browser.close()


def begin_with_a_demo(page, zone):
    page.goto("/accounts/signup/")
    page.get_by_label("Email").fill("demo@example.org")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_text("I am 16 or older").click()
    page.get_by_role("button", name="Create journal").click()
    page.locator("[name=begin][value=demo]").check(force=True)
    page.locator("[name=units][value=metric]").check(force=True)
    page.locator("[name=time_zone]").select_option(zone)
    page.get_by_role("button", name="Continue").click()
    page.locator(".tile--twinge").wait_for()


def main():
    with TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {"SECRET_KEY": "only-for-pictures", "LOCAL": "1", "VAR_DIR": name}
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)
        with served(folder, folder / "static") as site:
            for name, png in taken(site):
                few = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
                few.save(ROOT / f"docs/pictures/{name}.png", optimize=True)


if __name__ == "__main__":
    main()
