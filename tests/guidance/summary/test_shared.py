"""A link for a doctor: a summary as it was, for who has the link and its code, for 14 days."""

import re
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from journal.accounts.sharing import MOST, MOST_WRONG, open_shared, share
from journal.calendar import DAY, HOUR
from journal.models import SharedSummary, SharedView
from tests import factories


@pytest.fixture
def doctor():
    """A browser that belongs to nobody; its forms carry no token of ours."""
    return Client(enforce_csrf_checks=True)


def made(client, **said):
    """(link, code) of a summary that has just been shared."""
    page = client.post("/settings/shared/", {"question": "Is it the salt?"} | said).text
    link = re.search(r"https://testserver(/shared/[\w-]+/)", page)
    return link[1], re.search(r'<b class="code"[^>]*>(\d{3}) (\d{3})</b>', page).expand(r"\1\2")


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_link_and_code_show_the_summary_as_it_was(mine, person, doctor):
    factories.episode(person, timezone.now() - HOUR, note="after the long run")
    link, code = made(mine, notes="on")
    person.episodes.all().delete()
    asked = doctor.get(link)
    assert asked.status_code == 200
    assert "long run" not in asked.text
    page = doctor.post(link, {"code": f"{code[:3]} {code[3:]}"})
    assert page.status_code == 200
    for said in ("Is it the salt?", "after the long run", "Cramp, left calf", "Summary, one A4 page"):
        assert said in page.text
    assert doctor.cookies == {}


def test_the_shared_sheet_is_the_one_that_its_owner_sees(mine, person, doctor):
    for n in range(12):
        factories.session(person, timezone.now() - n * DAY, warm_up_min=n)
        factories.episode(person, timezone.now() - n * DAY + HOUR)
    link, code = made(mine, question="")
    sheet = re.compile(r'<article class="sheet.*</article>', re.S)
    own = sheet.search(mine.post("/summary/", {"question": ""}).text)[0]
    shared = sheet.search(doctor.post(link, {"code": code}).text)[0]
    moment = re.compile(r"Made [^.]*,")
    assert moment.sub("", shared) == moment.sub("", own)


def test_nothing_finds_keeps_or_passes_it_on(mine, doctor):
    link, code = made(mine)
    for answer in (doctor.get(link), doctor.post(link, {"code": code}), doctor.get("/shared/nothing/")):
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert {"no-store", "private"} <= set(answer["Cache-Control"].replace(" ", "").split(","))
        assert '<meta name="robots" content="noindex, nofollow">' in answer.text
        assert "<script" not in answer.text


def test_five_wrong_codes_end_it(mine, doctor):
    link, code = made(mine)
    for left in range(MOST_WRONG - 1, 0, -1):
        answer = doctor.post(link, {"code": wrong(code)})
        assert (answer.status_code, f"{left} more" in answer.text) == (200, True)
    assert doctor.post(link, {"code": wrong(code)}).status_code == 404
    assert doctor.post(link, {"code": code}).status_code == 404
    assert SharedSummary.objects.get().page is None
    assert "Ended: five wrong codes" in mine.get("/settings/shared/").text


def test_wrong_codes_add_up_over_right_ones(mine, doctor):
    link, code = made(mine)
    for _n in range(MOST_WRONG - 1):
        doctor.post(link, {"code": wrong(code)})
        assert doctor.post(link, {"code": code}).status_code == 200
    assert doctor.post(link, {"code": wrong(code)}).status_code == 404


@pytest.mark.parametrize("typed", ["", "12", "abcdef", "1234567", "１２３４５６"])
def test_what_cannot_be_a_code_costs_no_try(typed, mine, doctor):
    link, _code = made(mine)
    answer = doctor.post(link, {"code": typed})
    assert "six digits" in answer.text
    assert SharedSummary.objects.get().wrong == 0


def test_after_14_days_it_is_gone(mine, person, doctor, monkeypatch):
    link, code = made(mine)
    later = timezone.now() + 14 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert doctor.get(link).status_code == 404
    assert doctor.post(link, {"code": code}).status_code == 404
    assert not SharedSummary.objects.exists()


def test_sweep_deletes_those_whose_days_are_over(mine, monkeypatch, capsys):
    made(mine)
    call_command("sweep", delete=True)
    assert SharedSummary.objects.count() == 1
    later = timezone.now() + 15 * DAY
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("sweep", delete=True)
    assert SharedSummary.objects.count() == 0


def test_its_owner_ends_it_and_sees_when_it_was_looked_at(mine, doctor):
    link, code = made(mine)
    assert "Not looked at yet." in mine.get("/settings/shared/").text
    doctor.post(link, {"code": code})
    page = mine.get("/settings/shared/").text
    assert "Looked at once" in page
    assert link not in page
    assert code not in page
    [shared] = SharedSummary.objects.all()
    assert shared.views.count() == 1
    mine.post(f"/settings/shared/{shared.pk}/end/")
    assert doctor.post(link, {"code": code}).status_code == 404
    assert (SharedSummary.objects.count(), SharedView.objects.count()) == (0, 0)


def test_nobody_else_sees_or_ends_it(mine, theirs, doctor):
    link, code = made(mine)
    [shared] = SharedSummary.objects.all()
    assert theirs.post(f"/settings/shared/{shared.pk}/end/").status_code == 404
    assert "Not looked at" not in theirs.get("/settings/shared/").text
    assert doctor.post(link, {"code": code}).status_code == 200


def test_link_and_code_are_kept_as_hashes(mine, caplog):
    link, code = made(mine)
    stored = str(SharedSummary.objects.values().get())
    key = link.split("/")[2]
    assert key not in stored
    assert f"'{code}'" not in stored
    with caplog.at_level("INFO", "twinge.requests"):
        Client().get(link)
    assert key not in caplog.text
    assert "/shared/" in caplog.text


def test_there_are_so_many_links_and_no_more(mine):
    for _n in range(MOST):
        made(mine)
    page = mine.post("/settings/shared/", {"question": ""}).text
    assert "End one first" in page
    assert SharedSummary.objects.count() == MOST


def test_what_the_form_refuses_is_not_shared(mine):
    page = mine.post("/settings/shared/", {"from": "2026-06-18", "to": "2026-06-01"})
    assert "is after" in page.text
    assert not SharedSummary.objects.exists()


def test_a_guest_shares_nothing(client, db):
    client.post("/look-around/")
    assert client.post("/settings/shared/", {"question": ""}).status_code == 403
    assert "Make a link" not in client.get("/summary/").text
    assert not SharedSummary.objects.exists()


def test_it_is_gone_with_the_account(mine, doctor):
    link, code = made(mine)
    mine.post("/settings/delete/", {"password": "a long passphrase"})
    assert not SharedSummary.objects.exists()
    assert doctor.post(link, {"code": code}).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time anyway")
def test_codes_tried_at_once_are_five_at_most():
    account = factories.account_of(factories.person("runner", time_zone="Europe/Oslo"))
    link = share(account, {}, "eight weeks", timezone.now())
    together, opened = Barrier(12), []

    def guess():
        together.wait()
        try:
            opened.append(open_shared(link.key, wrong(link.code), timezone.now()))
        finally:
            connections.close_all()

    threads = [Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.left for each in opened if each) == [1, 2, 3, 4]
    assert SharedSummary.objects.get().wrong == MOST_WRONG


def test_addresses_to_copy_lead_to_where_twinge_is_hosted(mine, person, settings):
    settings.PUBLIC_ORIGIN = "https://twinge.example:8443"
    page = mine.post("/settings/shared/", {"question": ""}, headers={"host": "testserver:666"}).text
    assert "https://twinge.example:8443/shared/" in page
    how = mine.get("/settings/programs/how-to/", headers={"host": "testserver:666"}).text
    assert "https://twinge.example:8443/api/v1/" in how
    assert "testserver:666" not in page + how
