"""`manage.py guide`: one JSON line per journal file, without a database."""

import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from guidance.knowledge.load import shown_causes
from guidance.management.commands.guide import line
from journal.files.document import dump
from tests.guidance_rows import AT, DAY, HOUR, episode, journal, session
from tests.paths import SHARED

REAL = SHARED / "data" / "journals"


def guide(*args):
    out = StringIO()
    call_command("guide", *map(str, args), stdout=out)
    return [json.loads(text) for text in out.getvalue().splitlines()]


@pytest.fixture
def file(tmp_path):
    def write(name="mine.json", **lists):
        path = tmp_path / name
        path.write_text(json.dumps(dump(journal(**lists), exported_at=AT)))
        return path

    return write


def cause(guidance, name):
    return next(c for c in guidance["causes"] if c["id"] == name)


def test_one_line_per_file_in_the_order_given(file):
    a, b = file("a.json"), file("b.json", sessions=session(warm_up_min=3))
    found = guide(b, a)
    assert [guidance["file"] for guidance in found] == [str(b), str(a)]
    assert [guidance["at"] for guidance in found] == ["2026-06-18T20:00:00+00:00"] * 2


def test_a_whole_line(file):
    long_cramp = episode(
        AT - 2 * HOUR,
        ended_at=AT - HOUR,
        relief=[{"method": "stretch", "helped": "partly"}, {"method": "ice", "helped": None}],
    )
    runs = [session(AT - 2 * DAY, warm_up_min=10), session(AT - 3 * HOUR, warm_up_min=3)]
    [found] = guide(file(sessions=runs, episodes=long_cramp))
    assert [(flag["id"], flag["urgency"], flag["episodes"], flag["claims"]) for flag in found["red_flags"]] == [
        ("RF05", "emergency_now", [str(long_cramp["id"])], ["B58"]),
        ("RF04", "same_day", [str(long_cramp["id"])], ["B57"]),
    ]
    assert found["tips"] == []
    assert cause(found, "poor_warmup") == {
        "id": "poor_warmup",
        "state": "exposed",
        "rules": ["warmup_short"],
        "watch": [],
        "episode_only": [],
        "information": [],
        "level": "too_early",
        "probability": None,
        "risk_ratio": None,
        "with": {"sessions": 1, "episodes": 1, "felt": 0},
        "without": {"sessions": 1, "episodes": 0, "felt": 0},
        "left_out": {"outcome_unknown": 0, "exposure_unknown": 0},
        "more_needed": 8,
        "avoidable": None,
        "coding": None,
        "at_own_threshold": None,
        "tangled": [],
        "grade": "plausible-only",
        "claims": ["A17", "B40", "B41"],
        "set_aside": False,
    }
    assert found["relief"] == [
        {"method": "stretch", "tried": 1, "helped": 1, "not_said": 0},
        {"method": "ice", "tried": 1, "helped": 0, "not_said": 1},
    ]


def test_tips_come_with_their_claims(file):
    [found] = guide(file(sessions=session(warm_up_min=3, muscles=["calf"])))
    assert found["tips"] == [
        {
            "id": "warmup_more",
            "cause": "poor_warmup",
            "text": "You warmed up 3 min. Next time do 5-10 easy minutes, then moving stretches for your calf.",
            "claims": ["A17", "B41"],
            "support": "partly",
            "references": ["R70"],
            "cautions": ["heart disease: a longer, easier start"],
            "conflicts": [],
        }
    ]


def test_an_empty_journal_still_lists_every_cause(file):
    [found] = guide(file())
    assert {c["id"] for c in found["causes"]} == {known["id"] for known in shown_causes()}
    assert len(found["causes"]) == 19
    assert {(c["state"], c["level"], c["more_needed"], len(c["rules"])) for c in found["causes"]} == {
        ("unknown", "too_early", 5, 0)
    }
    assert (found["red_flags"], found["tips"], found["relief"]) == ([], [], [])


def test_at_looks_at_nothing_later(file):
    mine = file(sessions=session(warm_up_min=3), episodes=episode(pain=9))
    [before] = guide(mine, "--at", "2026-06-18T12:00:00+02:00")
    assert before["at"] == "2026-06-18T10:00:00+00:00"
    assert (before["red_flags"], cause(before, "poor_warmup")["state"]) == ([], "unknown")
    [then] = guide(mine, "--at", "2026-06-18T19:00:00Z")
    assert [flag["id"] for flag in then["red_flags"]] == ["RF03"]
    assert then["tips"] == []


def test_an_alarm_is_open_for_14_days_and_then_a_question(file):
    mine = file(episodes=episode(signs=["chest_pain"]))
    for at, is_open in (
        ("2026-07-02T18:59:00Z", True),
        ("2026-07-02T19:01:00Z", False),
        ("2026-07-28T19:00:00Z", False),
    ):
        [found] = guide(mine, "--at", at)
        assert [flag["id"] for flag in found["red_flags"]] == ["RF01"] * is_open
        assert [flag["question"] for flag in found["asked"]] == ["What became of the chest pain of 18 June?"] * (
            not is_open
        )


def refused(capsys, *args):
    with pytest.raises(CommandError) as error:
        guide(*args)
    assert capsys.readouterr().out == ""
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_bad_file_is_named_and_the_others_are_answered(file, tmp_path, capsys):
    good, bad = file(), tmp_path / "bad.json"
    document = dump(journal(sessions=session(effort=5)), exported_at=AT)
    document["sessions"][0]["effort"] = 12
    bad.write_text(json.dumps(document))
    with pytest.raises(CommandError) as refusal:
        call_command("guide", str(bad), str(good))
    assert all(part in str(refusal.value) for part in ("bad.json", "sessions[0].effort", "12", "0", "10"))
    assert [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()] == [str(good)]


@pytest.mark.parametrize("at", ["2026-06-18T20:00:00", "tomorrow", "0001-01-01T00:00:00Z"])
def test_a_bad_moment_is_refused(file, capsys, at):
    assert at in refused(capsys, file(), "--at", at)


def test_a_missing_file_and_no_file_are_refused(tmp_path, capsys):
    assert "no.json" in refused(capsys, tmp_path / "no.json")
    assert "--person" in refused(capsys)


def test_a_hundred_journals_take_a_moment(file):
    paths = [file(f"{n}.json", sessions=[session(AT - d * DAY, effort=d % 10) for d in range(200)]) for n in range(20)]
    began = datetime.now().astimezone()
    assert len(guide(*paths)) == 20
    assert datetime.now().astimezone() - began < timedelta(seconds=6)


@pytest.mark.django_db
def test_a_person_of_the_database():
    from django.contrib.auth import get_user_model

    get_user_model().objects.create_user("ada", "ada@example.org")
    [found] = guide("--person", "ada@example.org", "--at", "2026-06-18T19:00:00Z")
    assert (found["person"], found["at"], len(found["causes"])) == ("ada@example.org", "2026-06-18T19:00:00+00:00", 19)


@pytest.mark.django_db
def test_nobody_is_refused(capsys):
    assert "nobody" in refused(capsys, "--person", "nobody")


def test_the_same_journal_gives_the_same_line():
    mine = journal(sessions=[session(AT - d * DAY, warm_up_min=d) for d in range(9)])
    assert line({}, mine, AT) == line({}, mine, AT)


# Real journals, with their numbers worked out once more in plain Python.


def real(name):
    path = REAL / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path} is not here: real journals are not part of the project")
    return path, json.loads(path.read_text())


def typed(name, folder):
    """A real journal as if its person had written all of it down: an import tells nothing of calm."""
    _path, document = real(name)
    for entry in (entry for kind in ("sessions", "drinks", "nights") for entry in document[kind]):
        entry.pop("source", None), entry.pop("source_id", None)
    copy = folder / f"{name}.json"
    copy.write_text(json.dumps(document))
    return copy, document


def known_calm(document):
    """Sessions with an entry on a later day: no twinge was ever logged in these journals, so they are calm."""
    dates = [date.fromisoformat(row["date"]) for kind in ("nights", "days") for row in document[kind]]
    starts = [datetime.fromisoformat(s["started_at"]) for s in document["sessions"]]
    newest = max(
        [*dates, *(s.date() for s in starts), *(datetime.fromisoformat(d["at"]).date() for d in document["drinks"])]
    )
    ends = [start + timedelta(minutes=s["duration_min"]) for start, s in zip(starts, document["sessions"], strict=True)]
    return [
        (session, start, end)
        for session, start, end in sorted(zip(document["sessions"], starts, ends, strict=True), key=lambda x: x[1])
        if end.date() < newest
    ]


def sides(guidance, name):
    found = cause(guidance, name)
    return found["with"]["sessions"], found["without"]["sessions"]


@pytest.mark.parametrize("name", ["pmdata-p01", "pmdata-p07", "pmdata-p12"])
def test_sleep_of_a_real_journal(name, tmp_path):
    path, document = typed(name, tmp_path)
    hours = {date.fromisoformat(night["date"]): night["hours"] for night in document["nights"]}
    short = long = 0
    for _session, start, _end in known_calm(document):
        slept = hours.get(start.date())
        if slept is not None:
            short, long = (short + 1, long) if slept < 7 else (short, long + 1)
    assert short + long > 20
    assert sides(guide(path)[0], "poor_sleep") == (short, long)


@pytest.mark.parametrize("name", ["pmdata-p01", "pmdata-p07", "pmdata-p12"])
def test_fluids_of_a_real_journal(name, tmp_path):
    path, document = typed(name, tmp_path)
    apart = ("coffee", "beer", "wine", "spirits")  # causes of their own
    thirst = [drink for drink in document["drinks"] if drink["kind"] not in apart]
    drunk = [(datetime.fromisoformat(drink["at"]), drink["ml"]) for drink in thirst]
    low = enough = 0
    for _session, start, _end in known_calm(document):
        day = [ml for at, ml in drunk if start - timedelta(hours=24) <= at <= start]
        if len(day) >= 3:
            low, enough = (low + 1, enough) if sum(day) < 1200 else (low, enough + 1)
    assert low + enough > 10
    assert sides(guide(path)[0], "low_fluids") == (low, enough)


@pytest.mark.parametrize("name", ["pmdata-p01", "pmdata-p07", "pmdata-p12"])
def test_effort_of_a_real_journal(name, tmp_path):
    path, document = typed(name, tmp_path)
    efforts = [session["effort"] for session, _start, _end in known_calm(document)]
    hard = sum(effort >= 7 for effort in efforts)
    assert sides(guide(path)[0], "muscle_fatigue") == (hard, len(efforts) - hard)


@pytest.mark.parametrize("name", ["pmdata-p01", "pmdata-p07", "pmdata-p12"])
def test_an_import_that_asked_nobody_tells_nothing_of_calm(name):
    path, document = real(name)
    found = guide(path)[0]
    assert sides(found, "poor_sleep") == (0, 0)
    assert cause(found, "poor_sleep")["left_out"]["outcome_unknown"] == len(document["sessions"])
