"""What one person asks for in a minute has a bound, so that others are served; what was saved and flags have none."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests import factories


@pytest.fixture
def small(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "analysis": "2/m/user", "summary": "2/m/user", "summary_pdf": "1/m/user", "import_file": "1/m/user",
    }  # fmt: skip


def write_and_look(client, person, page="guidance"):
    factories.session(person, timezone.now() - timedelta(days=2))
    with person.writing():
        pass
    return client.get(reverse(page))


@pytest.mark.parametrize("page", ["guidance", "guidance_tip", "trials"])
def test_analyses_of_one_person_have_a_bound(mine, person, theirs, stranger, small, page):
    answers = [write_and_look(mine, person, page).status_code for _ in range(4)]
    assert answers[:2] != [429, 429]
    assert answers[2:] == [429, 429]
    assert "wait a minute" in mine.get(reverse(page)).content.decode()
    assert write_and_look(theirs, stranger, page).status_code != 429


def test_looking_again_costs_nothing(mine, person, small):
    factories.session(person)
    assert [mine.get(reverse("guidance")).status_code for _ in range(5)] == [200] * 5


def test_a_decision_is_saved_all_the_same(mine, person, small):
    answers = [write_and_look(mine, person).status_code for _ in range(3)]
    mine.post(reverse("set_aside", args=["poor_warmup"]))
    assert (answers[-1], person.setasides.count()) == (429, 1)


def test_who_needs_help_now_is_never_asked_to_wait(mine, person, small):
    for _ in range(3):
        write_and_look(mine, person)
    factories.episode(person, timezone.now() - timedelta(minutes=70), ongoing=True)
    page = write_and_look(mine, person)
    assert (page.status_code, "tel:112" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(("name", "most"), [("summary_pdf", 1), ("summary", 2)])
def test_summaries_and_pdfs_of_one_person_have_a_bound_and_keep_what_was_typed(mine, person, small, name, most):
    factories.session(person)
    said = {"question": "Is it my tablets?", "from": "2026-01-01", "to": "2026-06-18"}
    asked = [mine.post(reverse(name), said) for _ in range(most + 1)]
    assert [page.status_code for page in asked] == [200] * most + [429]
    text = " ".join(asked[-1].content.decode().split())
    assert ("You asked for several summaries just now" in text, "Is it my tablets?</textarea>" in text) == (True, True)
    assert "sheet__" not in text  # what is refused is not worked out either


def test_files_of_one_person_have_a_bound(mine, person, small):
    file = lambda: SimpleUploadedFile("journal.json", b"{}")  # noqa: E731
    answers = [mine.post(reverse("import_file"), {"file": file()}).status_code for _ in range(2)]
    assert answers == [200, 429]


class OneAtATime:
    """A lock that says so where two threads, or one alone, would wait for it for ever."""

    held = False

    def __enter__(self):
        assert not self.held, "something is kept that asks for something else that is kept"
        self.held = True

    def __exit__(self, *_error):
        self.held = False


@pytest.mark.parametrize("name", ["today", "guidance", "guidance_tip", "trials", "before_training", "summary", "week"])
def test_nothing_is_made_while_something_else_is_made(mine, person, monkeypatch, name):
    monkeypatch.setattr("guidance.cache._LOCKS", [OneAtATime()])
    for days in range(1, 5):
        factories.session(person, timezone.now() - timedelta(days=days), warm_up_min=2)
        factories.episode(person, timezone.now() - timedelta(days=days))
    assert mine.get(reverse(name)).status_code in (200, 204)
