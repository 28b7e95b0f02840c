"""A real Chromium on a served Twinge: with and without JavaScript, every page in both colours and at narrow widths."""

import gzip
import re
import socket
import urllib.request
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import resolve
from playwright.sync_api import expect, sync_playwright

from tests.chromium import CHROMIUM, FLAGS, choose, join
from tests.flows import a_run, an_ended_trial, zone_where_it_is_noon
from tests.page_budgets import BUDGETS
from tests.served import PASSPHRASE
from tests.test_isolation import PATTERNS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine (apt-get install chromium)"),
]
NOWHERE = "/no/such/page/"
PATIENCE_MS = 20_000  # for a machine that runs another suite beside this one


@pytest.fixture(scope="module")
def chromium():
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints():
    """What the browser complains about on the pages of a test."""
    return []


@pytest.fixture
def open_page(chromium, site, complaints):
    """A page of a fresh browser; every complaint of the browser fails the test."""
    contexts = []

    def open_page(**options):
        context = chromium.new_context(base_url=site, viewport={"width": 390, "height": 844}, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(complaint(message)))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def complaint(message):
    """What a console message complains about; that a page asked for is not there is no complaint."""
    if message.type in ("error", "warning") and not message.location["url"].endswith(NOWHERE):
        yield f"{message.location['url']}: {message.text}"


def test_the_zone_of_the_device_is_offered_when_it_differs_and_taken_in_one_tap(open_page):
    page = open_page(timezone_id="Asia/Tokyo")
    join(page, "traveller@example.org", zone="Europe/Oslo")
    expect(page.get_by_text("Your device says Tokyo; your journal says Oslo.")).to_be_visible()
    page.get_by_role("button", name="I am here now").click()
    expect(page.get_by_text("Your clock is that of Asia/Tokyo. Entries before keep theirs.")).to_be_visible()
    expect(page.get_by_text("Your device says")).to_be_hidden()


def sign_in(page, email):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page):
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()


def logged(page, *titles):
    """Wait until Today shows these entries, newest first."""
    expect(page.locator("#timeline .tl__title")).to_have_text(list(titles))


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_day_with_twinge(open_page, javascript):
    zone = zone_where_it_is_noon()
    page = open_page(java_script_enabled=javascript, timezone_id=zone)
    email = f"runner-{javascript}@example.org"
    join(page, email, zone=None if javascript else zone)
    page.goto("/settings/units/")
    expect(page.get_by_label("Time zone")).to_have_value(zone)
    sign_out(page)
    sign_in(page, email)
    page.get_by_role("heading", name="What ten entries will show").wait_for()

    page.get_by_role("link", name="Session", exact=True).click()
    choose(page, "What did you do?", "Run")
    choose(page, "When did it end?", "Just now")
    choose(page, "How long?", "45")
    choose(page, "How hard was it, overall?", "6")
    choose(page, "Anything twitch or cramp?", "Nothing")
    page.get_by_role("button", name="Save session").click()
    logged(page, "Run, 45 min")

    page.get_by_role("link", name="Twitch or cramp", exact=True).click()
    choose(page, "Which was it most like?", "Cramp")
    if javascript:  # the map and the list are labels of the same radio buttons
        page.locator(".bm label[for=p-calf-left] path").last.click()
    else:
        page.get_by_text("The same as a list").click()
        choose(page, "Where?", "Left calf")
    choose(page, "When did it begin?", "Just now")
    page.get_by_role("button", name="Save", exact=True).click()
    logged(page, "Cramp, left calf", "Run, 45 min")

    page.get_by_role("button", name="250 ml water").click()
    page.get_by_text("Added 250 ml water.").wait_for()
    logged(page, "Water", "Cramp, left calf", "Run, 45 min")
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    logged(page, "Cramp, left calf", "Run, 45 min")

    menu = page.get_by_role("navigation", name="Main")
    menu.get_by_role("link", name="Week").click()
    page.get_by_role("heading", name="This week beside your usual weeks").wait_for()
    assert "Left calf" in page.locator("main").inner_text()
    menu.get_by_role("link", name="Guidance").click()
    page.get_by_role("heading", name="Guidance", level=1).wait_for()

    sign_out(page)
    page.get_by_role("heading", name="Sign in").wait_for()
    page.goto("/week/")
    assert page.url.endswith("/accounts/login/?next=/week/")


def choice(name, value):
    return f"label:has([name={name}][value='{value}']) >> nth=0"


SAVE = ".savebar .btn"
# What is tapped for each log, from Today on.
LOGS = {
    "a usual session": [".usual >> nth=0", choice("effort", 6), choice("aftermath", 0), SAVE],
    "another session": [
        ".usual--other", choice("activity", "swim"), choice("duration_min", 30), choice("effort", 6),
        choice("aftermath", 0), SAVE,
    ],
    "a drink": [".onetap button >> nth=0"],
    "another drink": ["a[href='/log/drink/']", choice("ml", 500), SAVE],
    "a twinge": [".tile--twinge", choice("kind", "twitch"), ".bm label[for=p-calf-left] path >> nth=-1", SAVE],
    "a night": ["a[href='/log/sleep/']", choice("hours", 7), SAVE],
    "a check-in": ["a[href='/log/check-in/']", choice("stress", 6), SAVE],
}  # fmt: skip
TAPS = {
    "a usual session": 4, "another session": 6, "a drink": 1, "another drink": 3, "a twinge": 4, "a night": 3,
    "a check-in": 3,
}  # fmt: skip


@pytest.mark.parametrize("log", LOGS)
def test_a_log_takes_few_taps(open_page, people, log):
    page = open_page(storage_state=people["demo"], timezone_id="UTC", java_script_enabled=False)
    page.goto("/")
    for tapped in LOGS[log]:
        page.locator(tapped).click()
    page.locator(".flash:visible").first.wait_for()
    page.get_by_role("button", name="Undo").first.click()
    assert len(LOGS[log]) == TAPS[log]


def test_a_visitor_logs_a_first_twinge_in_few_taps(open_page):
    """Without an account, on the clock of their device: one tap more than for who is signed in."""
    page = open_page(timezone_id="Asia/Tokyo")
    page.goto("/")
    page.get_by_role("button", name="Look around").click()
    for tapped in LOGS["a twinge"]:
        page.locator(tapped).click()
    expect(page.locator("#timeline .tl__title").first).to_contain_text("Twitch")
    page.goto("/settings/units/")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_cramp_right_now(open_page, javascript):
    page = open_page(java_script_enabled=javascript)
    page.goto("/accounts/login/")
    page.get_by_role("link", name="The steps").click()
    page.get_by_role("heading", name="Stop.").wait_for()
    page.get_by_text("change").click()
    page.get_by_role("link", name="Hand").click()
    page.get_by_role("link", name="Next step").click()
    page.get_by_role("heading", name="Straighten fingers and wrist.").wait_for()
    if javascript:
        seen = page.get_by_role("timer").inner_text()
        expect(page.get_by_role("timer")).not_to_have_text(seen)
    say_it_began(page, "10 min ago")
    page.get_by_role("heading", name="Cramp longer than 10 minutes").wait_for()
    page.get_by_role("link", name="emergency care now").click()
    page.get_by_text("emergency button").first.wait_for()  # where no zone is known, no number is guessed

    page.context.new_page().goto("/cramp/")
    page.close()
    page = page.context.pages[0]
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"10\s+min"))
    page.get_by_role("button", name="It has eased").click()
    page.get_by_role("heading", name="It lasted 10 min").wait_for()
    join(page, f"cramp-{javascript}@example.org", zone=zone_where_it_is_noon())
    page.goto("/cramp/eased/")
    choose(page, "Where?", "Left hand")
    choose(page, "At its worst, how much did it hurt?", "4")
    choose(page, "Stretching", "Helped")
    page.get_by_role("button", name="Save", exact=True).click()
    logged(page, "Cramp, left hand")


def say_it_began(page, ago):
    page.get_by_text("change").click()
    page.get_by_role("button", name=ago).click()


# Every page as it looks
WEEKS_AGO = date.today() - timedelta(weeks=3)
# Addresses, or (address, button): what follows when the button is pressed with nothing filled in.
VISITS = {
    "anybody": [
        "/", "/accounts/login/", ("/accounts/login/", "Sign in"), "/accounts/signup/", ("/accounts/signup/", "Create journal"),
        "/accounts/password/reset/", ("/accounts/password/reset/", "Send the link"), "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-abc/", "/accounts/password/reset/key/done/", "/accounts/inactive/",
        "/guidance/signs/", "/guidance/sources/", "/guidance/sources/A17/", "/guidance/causes/low_fluids/", "/offline/", NOWHERE,
        "/cramp/", "/cramp/?step=3", "/cramp/?step=4", "/cramp/?kind=tremor", "/cramp/help/", "/cramp/eased/", "/evening/", "/evening/stop/",
        "/guidance/how-to/", "/guidance/how-to/breathing/", "/guidance/how-to/stretching/", "/guidance/how-to/foods/",
        "/guidance/how-to/warm-up/", "/guidance/how-to/warm-up/?activity=run&minutes=7",
    ],
    "empty": [
        "/", "/week/", "/guidance/", "/guidance/causes/poor_warmup/", "/entries/sessions/", "/welcome/",
        "/cramp/", "/cramp/help/", "/cramp/kept/", "/waiting/", "alarm",
        "/trials/new/poor_warmup/",
    ],
    "demo": [
        "/", f"/day/{WEEKS_AGO}/", "/week/", f"/week/?week={WEEKS_AGO}", "/week/?date=x", "/month/",
        "/trend/", "/trend/?months=all", "/guidance/",
        "/guidance/causes/poor_warmup/", "/guidance/causes/stress/", "/guidance/causes/processed_diet/",
        "/summary/", "/summary/?from=2026-06-18&to=2026-06-01", "/settings/shared/",
        "/trials/", "/trials/new/poor_warmup/", "/trials/together/poor_warmup+no_post_stretch/",
        "/log/session/", ("/log/session/", "Save session"), "/log/twinge/", ("/log/twinge/", "Save"),
        "/log/drink/", ("/log/drink/", "Save drink"), "/log/sleep/", ("/log/sleep/", "Save sleep"),
        "/log/check-in/", ("/log/check-in/", "Save check-in"), "session", "twinge", "drink", "sleep", "check-in",
        "twinge/before/", "session/fill/warm_up_min/", f"/day/{WEEKS_AGO}/fill/stress/", "/guidance/before/",
        "/guidance/before/?activity=run&duration_min=300&effort=7&air=hot&hours_since_meal=5",
        ("/guidance/before/", "Check this plan"),
        "/sessions/unanswered/", "/entries/sessions/", "/entries/twinges/", "/entries/drinks/?kind=coffee", "/entries/nights/", "/entries/days/",
        "/settings/", "/settings/units/", "/settings/safety/", "/settings/about-you/",
        "/settings/look/", "/settings/signing-in/", "/settings/reminders/", "/settings/medicines/", "/settings/muscles/", "/settings/muscles/run/", "/settings/time-zones/", "/settings/time-zones/?zone=Asia/Tokyo",
        ("/settings/time-zones/", "Add the move"), "/settings/import/", ("/settings/import/", "Look at the file"),
        "/settings/programs/", ("/settings/programs/", "Make a token"), "/settings/programs/how-to/",
        "import/columns", "import", "import/save", "import/why", "/entries/to-correct/",
        "/settings/email/", ("/settings/email/", "Send the link"), "/settings/email/sent/", "/settings/email/x/",
        "/settings/email/done/", "/settings/delete/", "/accounts/passkeys/add/", "/accounts/app/add/", ("/accounts/app/add/", "Add the app"), "/accounts/codes/new/",
        "/accounts/reauthenticate/", ("/accounts/reauthenticate/", "Continue"),
        "/accounts/password/change/", ("/accounts/password/change/", "Save the new passphrase"), "/accounts/logout/", NOWHERE,
    ],
    "trial": ["/", "/week/", "/guidance/", "/guidance/causes/no_post_stretch/", "/guidance/before/", "/log/session/", "/trials/", "trial"],
    "ended": ["/", "/guidance/", "/guidance/causes/no_post_stretch/", "/trials/", "trial"],
    "waits": ["/", "/guidance/"],
    "alarmed": ["/", "/guidance/", "/cramp/", "/cramp/eased/", ("/cramp/eased/", "Save"), "/guidance/before/"],
}  # fmt: skip
# Addresses that show no page of their own.
NO_PAGES = {
    "account_set_password", "aftermath", "bring_back", "cramp_clock", "demo_remove", "demo_start", "entry_delete", "look_around",
    "look_around_end", "push_address", "reminders_calendar",
    "import_share", "whose_journal", "export_file", "export_table", "flag_answer", "guidance_tip",
    "health", "import_mapping", "import_undo", "let_go", "metrics", "quick", "service_worker", "session_summary",
    "device_end", "set_aside", "summary_pdf", "take_up", "trial_did", "trial_draw", "trial_more", "trial_skip",
    "token_revoke", "api_document", "shared_end", "shared_summary",
    "mfa_index", "mfa_list_webauthn", "mfa_login_webauthn", "mfa_download_recovery_codes",
    "trial_stop", "undo",
}  # fmt: skip
# Pages for who has a passkey or an app: test_passkeys walks them.
NEED_A_FACTOR = {
    "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_deactivate_totp", "mfa_view_recovery_codes",
}  # fmt: skip
# Pages of something that the walk makes first: an address of each.
MADE_ON_THE_WAY = {
    "trial": f"/trials/{uuid4()}/", "import/columns": "/settings/import/columns/", "import": "/settings/import/check/", "import/save": f"/settings/import/{uuid4()}/",
    "import/why": f"/settings/import/sources/{uuid4()}/", "alarm": "/guidance/flags-at-once/",
}  # fmt: skip
LISTS = {"session": "sessions", "twinge": "twinges", "drink": "drinks", "sleep": "nights", "check-in": "days"}


def of_entry(address, find):
    """ "twinge/before/" with what `find` gives for "twinge" in its place; an address from the root as it is."""
    word, _slash, rest = address.partition("/")
    return find(word) + rest if word in LISTS else address


def test_the_visits_leave_no_page_out():
    addresses = [visit if isinstance(visit, str) else visit[0] for visits in VISITS.values() for visit in visits]
    addresses = {of_entry(address, lambda word: f"/{word}/{uuid4()}/") for address in addresses} - {NOWHERE}
    addresses = {MADE_ON_THE_WAY.get(address, address) for address in addresses}
    visited = {resolve(address.split("?")[0]).url_name for address in addresses}
    assert visited == set(PATTERNS) - NO_PAGES - NEED_A_FACTOR


@pytest.fixture(scope="module")
def people(chromium, site):
    """The cookies of everybody that the walk visits as."""
    people = {"anybody": None}
    for name in ("empty", "demo", "trial", "ended", "waits", "alarmed"):
        context = chromium.new_context(base_url=site, timezone_id="UTC")
        page = context.new_page()
        join(page, f"{name}@example.org", "A demo journal" if name in ("demo", "trial") else "An empty journal")
        if name == "alarmed":
            log_a_long_cramp(page)
            page.goto("/cramp/?kind=tremor")
            page.get_by_role("button", name="It has eased").click()
        if name == "trial":
            start_a_trial(page)
        if name == "ended":
            journal = {"name": "mine.json", "mimeType": "", "buffer": an_ended_trial()}
            bring(page, journal, "Import a Twinge journal at once")
            page.get_by_role("heading", name="Imported").wait_for()
        if name == "waits":
            log_a_sign_that_can_wait(page)
        if name == "empty":
            page.goto("/cramp/")
            say_it_began(page, "10 min ago")
        people[name] = context.storage_state()
        context.close()
    return people


def log_a_long_cramp(page):
    page.goto("/log/twinge/")
    choose(page, "Which was it most like?", "Cramp")
    page.locator(".bm label[for=p-calf-left] path").last.click()
    choose(page, "When did it begin?", "Pick a time")
    page.get_by_label("Started at").fill(f"{datetime.now(UTC) - timedelta(minutes=70):%Y-%m-%dT%H:%M}")
    choose(page, "It lasted about", "Still going")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Get medical help now: Spasm for an hour").wait_for()


def log_a_sign_that_can_wait(page):
    page.goto("/log/twinge/")
    choose(page, "Which was it most like?", "Twitch")
    page.locator(".bm label[for=p-calf-left] path").last.click()
    choose(page, "When did it begin?", "Just now")
    for fold in page.locator("main details").all():
        fold.evaluate("found => { found.open = true; }")
    page.locator("[name=signs][value=weak_lasting]").first.check(force=True)
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/guidance/")
    page.get_by_text("Worth a doctor’s visit").wait_for()


def bring(page, file, how="Look at the file"):
    page.goto("/settings/import/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name=how).click()


def start_a_trial(page):
    """Start a trial and flip its coin once."""
    page.goto("/trials/new/no_post_stretch/")
    page.locator("[name=sessions]").first.check(force=True)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Flip the coin").click()
    page.get_by_text("The coin says:").wait_for()


def bring_a_run(page, then):
    """The columns of a table that is not known; the preview of a run of an hour ago from a file; after "save" what it added, after "why" where it came from."""
    if then == "import/columns":
        bring(page, {"name": "app.csv", "mimeType": "", "buffer": b"Day,Drunk\n18/06/2026,250\n"})
        page.get_by_role("heading", name="What are its columns?").wait_for()
    elif then == "import":
        bring(page, {"name": "run.gpx", "mimeType": "", "buffer": a_run()})
    elif then == "import/save":
        page.locator("[name=do][value=save]").click()
        page.get_by_role("button", name="Undo this import").wait_for()
    else:
        page.goto("/entries/sessions/")
        page.locator(".entries a").first.click()
        page.get_by_role("link", name="Came from a file: why this one").click()


def go(page, visit):
    """Open a page of VISITS: an address, a page of the newest entry of a kind, or what a button leads to."""
    address, button = visit if isinstance(visit, tuple) else (visit, None)

    def newest(word):
        page.goto(f"/entries/{LISTS[word]}/")
        return page.locator(".entries a").first.get_attribute("href")

    if address == "trial":
        page.goto("/trials/")
        page.locator(".entries a").first.click()
    elif address == "alarm":
        page.goto("/log/twinge/")
        page.locator("[data-when-answers]").first.wait_for(state="attached")
        page.locator("[name=signs][value=chest_pain]").evaluate("box => box.click()")
        page.locator("[data-when-answers]:visible").first.wait_for()
    elif address in MADE_ON_THE_WAY:
        bring_a_run(page, address)
    else:
        page.goto(of_entry(address, newest))
    if button:
        page.get_by_role("button", name=button, exact=True).click()
        page.locator("[data-error-summary], .is-bad").first.wait_for()
    expect(page.locator(".htmx-request")).to_have_count(0)


RULES = """() => axe.run({
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id} ${node.target}`)))"""
SIDEWAYS = """() => {
  const extra = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return extra > 0 ? [`${extra} px wider than the screen`] : [];
}"""

# Where the Tab key would jump up the page: to what ends above the top of what was reached before.
TAB_ORDER = """() => {
  const stops = [...document.querySelectorAll(`.banner :is(a, button), .top a,
    main :is(a[href], button, input:not([type=hidden]), select, textarea, summary)`)];
  const reached = stop => !stop.disabled && stop.checkVisibility({visibilityProperty: true})
    && (stop.type != "radio" || stop == document.querySelector(`[name="${stop.name}"]`));  // one of a group
  const places = stops.filter(reached)
    .map(stop => [stop, (stop.closest("label") || stop).getBoundingClientRect()]).filter(([_, box]) => box.height);
  return places.flatMap(([stop, box], n) => n && box.bottom < places[n - 1][1].top
    ? [`up with Tab to: ${stop.textContent.trim() || stop.name}`] : []);
}"""


def wrong_with(page):
    """What is wrong with the page shown, its folds open: by day and by night, on phones and on a desktop."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    page.evaluate((Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text())
    for how, width, colours, scripts in (
        ("on a phone by day", 390, "light", (RULES, TAB_ORDER)),
        ("on a small phone", 320, "light", (SIDEWAYS,)),
        ("on a phone at twice the size", 195, "light", (SIDEWAYS,)),
        ("on a desktop by night", 1280, "dark", (RULES, SIDEWAYS)),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        # All of the page at once: what can be scrolled out from under the menu is not covered.
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
        yield from (f"{how}: {found}" for script in scripts for found in page.evaluate(script))


@pytest.mark.parametrize("who", VISITS)
def test_every_page_can_be_read_by_everybody(open_page, people, who):
    page = open_page(storage_state=people[who], reduced_motion="reduce", timezone_id="UTC")
    wrong = []
    for visit in VISITS[who]:
        go(page, visit)
        wrong += [f"{visit} {found}" for found in wrong_with(page)]
    assert not wrong, "\n".join(wrong)


# What lies where on a step for a cramp, in pixels: what is below the screen, and what the buttons or the edge cover.
COVERED = """() => {
  const bottom = name => document.querySelector(name).getBoundingClientRect().bottom;
  const below = document.documentElement.scrollHeight - innerHeight;
  const texts = [...document.querySelectorAll(".cramp__step p, .cramp__step h1, .cramp__step .btn, .cramp__step summary")];
  const top = document.querySelector(".cramp__acts").getBoundingClientRect().top;
  const covered = texts.filter(text => text.checkVisibility() && text.getBoundingClientRect().bottom > top);
  return [below > 0 && `${below} px below the screen`, bottom(".cramp__esc") > innerHeight && "the way to help is below",
          ...covered.map(text => `covered: ${text.textContent.trim()}`)].filter(Boolean);
}"""
PARTS = ("calf", "thigh_back", "thigh_front", "foot", "hand", "abdomen", "other")
CRAMP_STEPS = [
    *(f"kind=cramp&part=calf&step={step}" for step in range(1, 9)), *(f"kind=cramp&part={part}&step=2" for part in PARTS),
    *(f"kind=twitch&step={step}" for step in range(1, 5)), "kind=tremor", "kind=tremor&asked=yes&sign=pale",
    *(f"kind=tremor&track=sugar&step={step}" for step in (1, 2)), *(f"kind=night&step={step}" for step in (1, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("width", "height"), [(375, 667), (390, 844)])
@pytest.mark.parametrize("who", ["anybody", "demo"])
def test_a_step_for_a_cramp_fits_the_screen(open_page, people, who, width, height):
    page = open_page(storage_state=people[who], timezone_id="UTC")
    page.set_viewport_size({"width": width, "height": height})
    wrong = []
    for step in CRAMP_STEPS:
        page.goto(f"/cramp/?{step}")
        assert page.locator(".demobar:not([hidden])").count() == (who == "demo")
        wrong += [f"{step}: {found}" for found in page.evaluate(COVERED)]
        drawn = page.locator(".fig")
        if drawn.count() and drawn.bounding_box()["height"] < 104:
            wrong.append(f"{step}: the drawing is {drawn.bounding_box()['height']} px high")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_doctors_summary_prints_on_one_page(open_page, people, colours):
    page = open_page(storage_state=people["demo"], color_scheme=colours)
    page.goto("/summary/")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1


SEEN = """() => {
const words = found => found.innerText.split(/\\s+/).filter(Boolean).length;
const lists = [...document.querySelectorAll("main select")];
return {
  words: words(document.querySelector("main")) - lists.reduce((sum, list) => sum + words(list), 0),
  height: document.documentElement.scrollHeight,
  says: (document.querySelector("#says") || document.querySelector("h1")).getBoundingClientRect(),
  covered: [...document.querySelectorAll("main :is(a, button, summary)")].filter(found => {
    const box = found.getBoundingClientRect();
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return found.checkVisibility() && over && !found.contains(over) && !over.contains(found);
  }).map(found => found.textContent.trim()),
}; }"""
# Address -> the most words of the closed page, pixels above its sentence, bytes, bytes over the wire, printed pages.
ANSWERS = {
    "/guidance/": (300, 400, 120_000, 40_000, 3),
    "/guidance/causes/poor_warmup/": (700, 400, 120_000, 40_000, 3),
}


@pytest.mark.parametrize("who", ["demo", "empty", "trial", "ended", "waits"])
@pytest.mark.parametrize("address", ANSWERS)
def test_an_answer_stands_on_top_and_its_page_stays_small(open_page, people, who, address):
    words, pixels, raw, sent, printed = ANSWERS[address]
    page = open_page(storage_state=people[who], timezone_id="UTC", reduced_motion="reduce")
    html = page.goto(address).body()
    assert (len(html) <= raw, len(gzip.compress(html)) <= sent) == (True, True)
    seen = page.evaluate(SEEN)
    assert seen["words"] <= words
    assert seen["says"]["top"] < pixels
    page.set_viewport_size({"width": 390, "height": page.evaluate("document.documentElement.scrollHeight")})
    assert page.evaluate(SEEN)["covered"] == []
    for width in (320, 640):  # a small phone, and a desktop at twice the size
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(SIDEWAYS) == []
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) <= printed


def too_much(page, who, visit):
    """What of a page goes beyond its budget, or lies under the bottom bar; its folds are closed."""
    address = visit.replace(str(WEEKS_AGO), "DATE")
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, visit)
    html = page.request.get(page.url).body()
    seen = page.evaluate(SEEN)
    found = (seen["words"], seen["height"], len(html) / 1000, len(gzip.compress(html)) / 1000)
    for what, size, most in zip(("words", "px", "kB", "kB sent"), found, BUDGETS[who][address], strict=True):
        if size > most:
            yield f"{address}: {size} {what}, at most {most}"
    page.set_viewport_size({"width": 390, "height": seen["height"]})
    yield from (f"{address}: covered: {text}" for text in page.evaluate(SEEN)["covered"])


@pytest.mark.parametrize("who", VISITS)
def test_every_page_keeps_its_words_pixels_and_bytes(open_page, people, who):
    page = open_page(storage_state=people[who], reduced_motion="reduce", timezone_id="UTC")
    visits = [visit for visit in VISITS[who] if isinstance(visit, str)]
    assert not [found for visit in visits for found in too_much(page, who, visit)]


def test_without_a_connection_the_offline_page_shows(open_page):
    page = open_page()
    page.goto("/cramp/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.reload()
    page.context.set_offline(True)
    page.goto("/week/")
    page.get_by_role("heading", name="You are offline").wait_for()
    assert page.locator(".todo li").count() > 2


def offline_ready(page):
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.reload()


def test_a_one_tap_drink_without_a_connection_says_so(open_page, complaints):
    page = open_page()
    join(page, "lift@example.org")
    expect(page.get_by_role("heading", name="What happened?")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_role("button", name="250 ml water").click()
    expect(page.locator("#waiting")).to_contain_text("1 entry waits on this phone.")
    page.context.set_offline(False)
    expect(page.locator("#flash")).to_contain_text("Added 250 ml water.")
    complaints.clear()


def test_silent_connections_do_not_stop_the_site(site):
    port = int(site.rsplit(":", 1)[1])
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(16)]
    with urllib.request.urlopen(f"{site}/health/", timeout=15) as answer:  # without a limit: when they hang up
        assert answer.status == 200
    for connection in silent:
        connection.close()
