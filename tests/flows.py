"""What people come for, on a phone of any browser: each flow takes a phone whose person has joined."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4


def zone_where_it_is_noon():
    """So that what is logged now and an hour ago is logged on one day, whenever the tests run."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"


def a_run():
    """The bytes of a GPX file: a run of 20 minutes that began an hour ago."""
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    points = "".join(
        f"<trkpt lat='59.9' lon='10.7'><time>{began + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for minutes in (0, 20)
    )
    return f"<gpx><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>".encode()


def a_day_is_logged(phone, _folder):
    """With an empty journal: session, twinge on the body map, drink and Undo."""
    phone.goto("/")
    phone.tap("a[href='/log/session/']")
    for name, value in {"activity": "run", "ended": "now", "duration_min": 45, "effort": 6, "aftermath": 0}.items():
        phone.choose(name, value)
    phone.press("Save session")
    phone.sees("Run, 45 min", "#timeline")
    phone.tap("a[href='/log/twinge/']")
    phone.choose("kind", "cramp")
    phone.tap(".bm label[for=p-calf-left] path")
    phone.choose("began", "now")
    phone.press("Save")
    phone.sees("Cramp, left calf", "#timeline")
    phone.press("250 ml water")
    phone.sees("Added 250 ml water.", "body")
    phone.sees("Water", "#timeline")
    phone.press("Undo")
    phone.sees("Undone.", "body")
    assert "Water" not in phone.text("#timeline")


def a_week_and_guidance_are_read(phone, _folder):
    """With a demo journal."""
    phone.goto("/")
    phone.tap("nav a", "Week")
    phone.find(".metrics .spark")
    phone.tap("nav a", "Guidance")
    phone.find(".answer")
    phone.goto("/guidance/causes/poor_warmup/")
    phone.find(".answer .dots")


def a_cramp_is_stretched(phone, _folder):
    phone.goto("/cramp/")
    phone.sees("Stop.")
    phone.tap("a", "Next step")
    phone.find("[role=timer]")
    seen = phone.text("[role=timer]")
    phone.until(lambda: phone.text("[role=timer]") != seen, "the timer stands still")
    phone.press("It has eased")
    phone.sees("It lasted")
    phone.tap("main label", "Right calf")
    phone.press("Save")
    phone.sees("Cramp, right calf", "#timeline")


def a_trial_is_begun(phone, _folder):
    """With a demo journal."""
    phone.goto("/trials/new/no_post_stretch/")
    phone.tap("label:has([name=sessions])")
    phone.press("Start")
    phone.press("Flip the coin")
    phone.sees("The coin says:")


def a_file_is_brought(phone, folder):
    (folder / "run.gpx").write_bytes(a_run())
    phone.goto("/settings/import/")
    phone.upload("[type=file]", folder / "run.gpx")
    phone.press("Look at the file")
    phone.tap("[name=do][value=save]")
    phone.press("Undo this import")
    phone.sees("Taken out: 1 session.", "body")


def without_a_connection_the_offline_page_shows(phone, _folder):
    phone.goto("/cramp/")
    phone.until(lambda: phone.run("return Boolean(navigator.serviceWorker.controller)"), "no service worker")
    phone.connected(False)
    phone.goto("/trials/")  # no page that the phone keeps
    phone.sees("You are offline")
    assert len(phone.run("return [...document.querySelectorAll('.todo li')]")) > 2
    phone.connected(True)
    phone.press("Try again")
    phone.sees("Trials")


# Dates whose own width is more than they have.
CUT = """return [...document.querySelectorAll("[type=date], [type=datetime-local], [type=time]")].filter(date => {
  if (!date.checkVisibility()) return false;
  const whole = date.parentNode.appendChild(date.cloneNode());
  Object.assign(whole.style, {position: "absolute", width: "max-content"});
  const cut = date.offsetWidth < whole.offsetWidth;
  whole.remove();
  return cut;
}).map(date => date.name)"""


def pages_fit_the_screen(phone, _folder):
    """With a demo journal: nothing is wider than the screen, and dates are shown whole."""
    wrong = []
    for path in (
        "/",
        "/week/",
        "/month/",
        "/trend/",
        "/guidance/",
        "/summary/",
        "/log/session/",
        "/settings/",
        "/cramp/",
    ):
        phone.goto(path)
        wrong += [f"{path} is {phone.sideways()} px too wide"] * (phone.sideways() > 0)
        wrong += [f"{path}: {name} is cut" for name in phone.run(CUT)]
    assert not wrong, wrong


HEADS = "return [...document.querySelectorAll('.table th')].map(head => head.textContent.trim())"
CAPTIONS = "return [...document.querySelectorAll(arguments[0] + ' svg text')].map(text => text.textContent.trim())"


def pages_are_printed(phone, _folder):
    """With a demo journal: a page of week and of summary, nothing of them cut."""
    phone.goto("/week/")
    [week] = phone.printed()
    heads = phone.run(HEADS)
    missing = [words for words in heads if words not in week]
    assert len(heads) > 12
    assert not missing, missing
    phone.goto("/summary/")
    assert len(phone.printed()) == 1


def charts_are_printed_with_their_captions(phone, _folder):
    """With a demo journal: charts beside text, and those of the week, which stand in containers, were they printed."""
    phone.goto("/guidance/causes/poor_warmup/")
    assert_captions_printed(phone, "main")
    phone.goto("/week/")
    phone.run("document.styleSheets[0].insertRule('@media print { .metrics { display: block !important } }', 0)")
    assert_captions_printed(phone, ".metrics")


def assert_captions_printed(phone, place):
    captions, printed = phone.run(CAPTIONS, place), " ".join(phone.printed())
    missing = [words for words in captions if words not in printed]
    assert captions
    assert not missing, missing


def an_ended_trial():
    """The bytes of a journal file: a coin over 40 sessions, ended yesterday, after most without stretching a twinge."""
    now, sessions, episodes, drawn = datetime.now(UTC).replace(microsecond=0), [], [], []
    for n in range(40):
        arm = ("do", "usual", "usual", "do")[n % 4]
        began, twinge = now - timedelta(days=41 - n), arm == "usual" and n % 8 != 1
        session = {
            "id": str(uuid4()),
            "started_at": began.isoformat(),
            "duration_min": 45,
            "activity": "run",
            "effort": 5,
        }
        sessions.append(session | {"stretch_after_min": 5 * (arm == "do"), "aftermath": 5 if twinge else 0})
        drawn.append({"position": n + 1, "arm": arm, "session": session["id"], "followed": True})
        if twinge:
            at = (began + timedelta(hours=3)).isoformat()
            episodes.append(
                {"id": str(uuid4()), "started_at": at, "kind": "cramp", "body_part": "calf", "side": "left"}
            )
    trial = {
        "id": str(uuid4()),
        "cause": "no_post_stretch",
        "planned_sessions": 40,
        "assignments": drawn,
        "arms": "both",
    }
    dates = {"started_on": f"{now - timedelta(days=42):%Y-%m-%d}", "ended_on": f"{now - timedelta(days=1):%Y-%m-%d}"}
    journal = {"format": "twinge-journal", "version": 1, "person": {"time_zone": "UTC"}, "experiments": [trial | dates]}
    return json.dumps(journal | {"sessions": sessions, "episodes": episodes}).encode()
