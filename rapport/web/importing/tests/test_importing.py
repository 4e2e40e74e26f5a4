"""The Import screen, as members meet it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from rapport.ledger.testing import run_jobs
from rapport.listen.models import ImportRun
from rapport.workspace.models import Brand, Member

GOOD = b"id,author,date,text,own\n1,mara,2026-03-02,Where is my parcel?,no\n2,us,2026-03-02,Here.,yes\n"


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def as_alice(client: Client, alice: Member, brand: Brand) -> Client:
    client.force_login(alice)
    return client


def send(client: Client, content: bytes, **fields: str):
    file = SimpleUploadedFile("threads.csv", content)
    given = {"account": "Halden Rail", "timezone": "UTC", "ours": ""} | fields
    return client.post("/import/", {"file": file, **given})


def test_a_dropped_file_is_read_by_a_job_and_ends_in_the_mirror(as_alice: Client) -> None:
    answer = send(as_alice, GOOD)
    run = ImportRun.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/import/{run.pk}/"
    assert b"Reading, 0 %" in as_alice.get(answer["Location"]).content
    run_jobs()
    done = as_alice.get(answer["Location"]).content.decode()
    assert f'href="/mirror/{run.pk}/"' in done
    assert "every line could be read" in done
    assert "Done" in as_alice.get("/import/").content.decode()


def test_the_report_names_every_line_that_was_kept_aside(as_alice: Client) -> None:
    send(as_alice, GOOD + b"3,<b>mara</b>,soon,<script>alert(1)</script>,no\n")
    run_jobs()
    page = as_alice.get(f"/import/{ImportRun.objects.get().pk}/").content.decode()
    assert "line 4" in page
    assert "cannot be read. Write it as" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "The file is empty."), (b"hello\n1\n", "are missing"), (b"PK\x03\x04", "Excel or zip")],
)
def test_a_file_nobody_can_read_comes_back_on_the_form(
    as_alice: Client, content: bytes, says: str
) -> None:
    answer = send(as_alice, content)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_without_a_name_for_its_past_is_asked_for_one(as_alice: Client) -> None:
    assert send(as_alice, GOOD, account=" ").status_code == 422


def test_importing_the_same_file_again_points_to_the_first_time(as_alice: Client) -> None:
    for _ in range(2):
        send(as_alice, GOOD)
        run_jobs()
    first, second = ImportRun.objects.order_by("pk")
    page = as_alice.get(f"/import/{second.pk}/").content.decode()
    assert "every message was known already" in page
    assert f'href="/import/{first.pk}/"' in page


def test_a_guest_may_look_at_the_mirror_and_import_nothing(
    as_alice: Client, client: Client, gus: Member
) -> None:
    send(as_alice, GOOD)
    run_jobs()
    run = ImportRun.objects.get()
    client.force_login(gus)
    assert client.get("/import/").status_code == 403
    assert client.get(f"/import/{run.pk}/").status_code == 403
    assert client.get(f"/mirror/{run.pk}/").status_code == 200


def test_whoever_is_not_here_any_more_sees_nothing(client: Client, charlie: Member) -> None:
    client.force_login(charlie)
    for path in ("/import/", "/import/1/", "/mirror/1/"):
        assert client.get(path).status_code == 302


def test_an_import_that_never_was_is_not_there(as_alice: Client) -> None:
    for path in ("/import/99/", "/mirror/99/", "/mirror/99/unanswered/"):
        assert as_alice.get(path).status_code == 404
