"""What working out the guidance may take from others: one thread, two at once on a host."""

import subprocess
import sys
from contextlib import ExitStack
from threading import Event, Thread

import pytest
from django.urls import reverse

from guidance.turns import _PDFS, MOST_PDFS, TooBusy, pdf_turn, turn
from tests import factories
from tests.paths import ROOT

MULTIPLY = (
    "import numpy, os; numpy.ones((900, 900)) @ numpy.ones((900, 900)); print(len(os.listdir('/proc/self/task')))"
)


def test_linear_algebra_keeps_to_one_thread():
    done = subprocess.run(
        [sys.executable, "-c", f"import config; {MULTIPLY}"], cwd=ROOT, env={}, capture_output=True, check=True
    )
    assert done.stdout.split() == [b"1"]


@pytest.fixture
def places(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"


def test_a_third_waits_until_one_of_two_is_done(places):
    done, asked = Event(), Event()

    def third():
        asked.set()
        with turn():
            done.set()

    waiting = Thread(target=third)
    with turn():
        with turn():
            waiting.start()
            assert asked.wait(5)
            assert not done.wait(0.1)
        assert done.wait(5)
    waiting.join()


def test_one_pdf_at_a_time_one_waits_and_whoever_comes_then_is_sent_away_at_once(places):
    done, asked = Event(), Event()

    def second():
        asked.set()
        with pdf_turn():
            done.set()

    waiting = Thread(target=second)
    with pdf_turn(), turn(), turn():  # guidance is worked out beside it
        waiting.start()
        assert asked.wait(5)
        assert not done.wait(0.1)
        with pytest.raises(TooBusy), pdf_turn():
            pass
    assert done.wait(5)
    waiting.join()
    with ExitStack() as free_again:
        for _ in range(MOST_PDFS):
            free_again.callback(_PDFS.release)
            assert _PDFS.acquire(blocking=False)


HOLD = """
import django; django.setup()
from guidance.turns import _PDFS, MOST_PDFS, TooBusy, pdf_turn, turn
with turn():
    print("here", flush=True); input()
"""


def test_places_are_those_of_the_host_and_come_back_from_a_process_that_dies(places, settings):
    environment = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "x", "VAR_DIR": str(settings.VAR_DIR)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-c", HOLD]
    other = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout.readline() == b"here\n"
    taken = Event()
    with turn():
        waiting = Thread(target=lambda: _take(taken))
        waiting.start()
        assert not taken.wait(0.1)
        other.kill()
        other.wait()
        assert taken.wait(5)
    waiting.join()
    other.stdin.close()
    other.stdout.close()


def _take(taken):
    with turn():
        taken.set()


@pytest.mark.django_db
def test_no_other_page_waits(places, mine, person):
    factories.session(person, warm_up_min=2)
    mine.get(reverse("guidance"))  # worked out, and kept
    with turn(), turn():
        for page in ("guidance", "week", "session_new"):
            assert mine.get(reverse(page)).status_code == 200
