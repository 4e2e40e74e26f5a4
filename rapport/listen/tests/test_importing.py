"""A past read in from a file."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from rapport.channels.actions import deliver
from rapport.channels.contract import OutboundOrder
from rapport.channels.errors import AccountReadOnly
from rapport.channels.models import Account
from rapport.ledger.testing import facts, run_jobs
from rapport.listen.errors import CannotImport
from rapport.listen.importing import (
    MAX_ATTEMPTS,
    read_in,
    read_stored,
    start_import,
    start_upload,
)
from rapport.listen.models import ImportRun, Message, Quarantined, Sighting, Thread
from rapport.workspace.models import Brand, Member

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
THREADS = b"""tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id
3,haldenrail,False,Mon Mar 02 08:21:40 +0000 2026,@mara on our way,,2
2,mara,True,Mon Mar 02 08:15:00 +0000 2026,"the ramp, again",3,1
1,mara,True,Mon Mar 02 08:14:00 +0000 2026,the ramp is broken,2,
4,otto,True,Mon Mar 02 09:00:00 +0000 2026,replies to what is not here,,99
"""


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "threads.csv"


def imported(
    path: Path,
    content: bytes,
    brand: Brand,
    *,
    account: str = "Halden Rail",
    by: Member | None = None,
) -> ImportRun:
    path.write_bytes(content)
    run = start_import(path, account=account, brand=brand, by=by, now=NOW)
    for _ in read_in(run, path):
        pass
    return ImportRun.objects.get(pk=run.pk)


def test_messages_stand_in_their_threads_whatever_order_the_file_has(
    file: Path, brand: Brand, alice: Member
) -> None:
    run = imported(file, THREADS, brand, by=alice)
    assert (run.taken, run.doubled, run.quarantined_count) == (4, 0, 0)
    assert run.state == ImportRun.State.DONE
    assert run.bytes_done == run.bytes_total == len(THREADS)
    first, second, answer, orphan = Message.objects.order_by("created_at")
    assert answer.parent == second
    assert second.parent == first
    assert first.thread == second.thread == answer.thread
    assert orphan.thread != first.thread
    assert [m.is_own for m in (first, second, answer, orphan)] == [False, False, True, False]
    assert Sighting.objects.filter(import_run=run, to_us=True).count() == 3
    assert facts("listen.import_finished") == [{"import_run_id": run.pk}]


def test_the_account_is_off_and_cannot_be_answered_from(file: Path, brand: Brand) -> None:
    run = imported(file, THREADS, brand)
    assert run.account.state == Account.State.OFF
    assert (run.account.network, run.account.handle) == ("file", "Halden Rail")
    with pytest.raises(AccountReadOnly):
        deliver(OutboundOrder(run.account.pk, "member", text="Hello"), now=NOW)


def test_importing_again_doubles_nothing(file: Path, brand: Brand) -> None:
    imported(file, THREADS, brand)
    again = imported(file, THREADS, brand, account="  halden   RAIL ")
    assert (again.taken, again.doubled) == (0, 4)
    assert Message.objects.count() == 4
    assert Account.objects.count() == 1


def test_two_accounts_keep_the_same_ids_apart(file: Path, brand: Brand) -> None:
    imported(file, THREADS, brand)
    other = imported(file, THREADS, brand, account="Norrbus")
    assert other.taken == 4
    assert Message.objects.count() == 8


def test_every_row_is_counted_once_and_what_is_wrong_is_kept_with_its_line(
    file: Path, brand: Brand
) -> None:
    rows = (
        b"5,mara,True,Mon Mar 02 10:00:00 +0000 2026,caf\xe9,,\n"
        b"1,mara,True,Mon Mar 02 08:14:00 +0000 2026,the ramp is broken,2,\n"
        b"6,mara,True,Fri Dec 31 23:59:59 +0000 9999,late,,\n"
        b"7,mara,True,Mon Mar 02 10:00:00 XYZ 2026,zone,,\n"
        b"8,mara,True,Mon Mar 02 10:00:00 +0000 2026,myself,,8\n"
        b"9,mara,Tru"
    )
    run = imported(file, THREADS + rows, brand)
    assert (run.taken, run.doubled, run.quarantined_count) == (5, 1, 4)
    assert run.rows == 10
    kept = Quarantined.objects.filter(import_run=run).order_by("pk")
    assert [one.where for one in kept] == ["line 6", "line 8", "line 9", "line 11"]
    assert "0xE9" in kept[0].reason
    assert run.noted == [
        {"what": "It replies to itself; taken as a post of its own.", "where": "line 10"}
    ]


def test_replies_in_a_circle_stand_in_one_thread_and_are_noted(file: Path, brand: Brand) -> None:
    circle = (
        b'{"key":"a","author":"x","text":"1","created_at":"2026-01-01","parent":"c"}\n'
        b'{"key":"b","author":"y","text":"2","created_at":"2026-01-02","parent":"a"}\n'
        b'{"key":"c","author":"z","text":"3","created_at":"2026-01-03","parent":"b"}\n'
        b'{"key":"d","author":"z","text":"3","created_at":"2026-01-03"}\n'
    )
    run = imported(file, circle, brand)
    assert run.taken == 4
    assert Thread.objects.filter(messages__isnull=False).distinct().count() == 2
    assert [one["what"] for one in run.noted] == [
        "Replies in a circle; they were taken, and stand in one thread."
    ]


def test_a_file_nobody_can_read_keeps_nothing(file: Path, brand: Brand) -> None:
    with pytest.raises(CannotImport, match="The column author is missing"):
        imported(file, b"id,text,date\n1,hello,2026-01-01\n", brand)
    assert not ImportRun.objects.exists()
    assert not Account.objects.exists()


def test_a_run_that_was_killed_goes_on_where_it_stopped(file: Path, brand: Brand) -> None:
    rows = b"".join(b"%d,a,2026-01-01,text %d\n" % (n, n) for n in range(1_100))
    file.write_bytes(b"id,author,date,text\n" + rows)
    run = start_import(file, account="Halden Rail", brand=brand, by=None, now=NOW)
    next(read_in(run, file))
    stopped = ImportRun.objects.get(pk=run.pk)
    assert (stopped.taken, stopped.state) == (500, ImportRun.State.RUNNING)
    for _ in read_in(stopped, file):
        pass
    assert (stopped.taken, stopped.doubled) == (1_100, 0)
    assert Message.objects.count() == 1_100


def test_a_run_of_a_killed_command_line_seems_to_run_no_more(file: Path, brand: Brand) -> None:
    file.write_bytes(THREADS)
    killed = start_import(file, account="Halden Rail", brand=brand, by=None, now=NOW)
    again = imported(file, THREADS, brand)
    killed.refresh_from_db()
    assert killed.state == ImportRun.State.FAILED
    assert again.state == ImportRun.State.DONE


def test_an_upload_is_read_by_a_job_and_its_file_removed(brand: Brand, alice: Member) -> None:
    run = start_upload(
        [THREADS[:100], THREADS[100:]],
        file_name="../../etc/threads.csv",
        account="Halden Rail",
        brand=brand,
        by=alice,
        now=NOW,
    )
    assert run.file_name == "threads.csv"
    assert run.taken == 0
    run_jobs()
    run.refresh_from_db()
    assert (run.taken, run.state) == (4, ImportRun.State.DONE)
    assert not list((Path(settings.MEDIA_ROOT) / "imports").iterdir())


def test_an_upload_that_fails_every_time_is_given_up(brand: Brand, alice: Member) -> None:
    run = start_upload(
        [THREADS], file_name="x.csv", account="Halden Rail", brand=brand, by=alice, now=NOW
    )
    ImportRun.objects.filter(pk=run.pk).update(attempts=MAX_ATTEMPTS)
    read_stored(run.pk)
    run.refresh_from_db()
    assert run.state == ImportRun.State.FAILED
    assert "failed several times" in run.reason


def test_an_upload_nobody_can_read_is_not_kept(brand: Brand, alice: Member) -> None:
    with pytest.raises(CannotImport, match="empty"):
        start_upload(
            [b""], file_name="x.csv", account="Halden Rail", brand=brand, by=alice, now=NOW
        )
    assert not list((Path(settings.MEDIA_ROOT) / "imports").iterdir())


def test_a_real_file_of_customer_service_threads(brand: Brand) -> None:
    data = Path(os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data")
    path = data / "conversations" / "twcs_threads.csv"
    if not path.exists():
        pytest.skip(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    with path.open(newline="", encoding="utf-8") as rows:
        expected = list(csv.DictReader(rows))
    run = start_import(path, account="Brands", brand=brand, by=None, now=NOW)
    for _ in read_in(run, path):
        pass
    assert (run.taken, run.doubled, run.quarantined_count, run.noted_count) == (5_000, 0, 0, 0)
    own = {f"file:brands:{row['tweet_id']}" for row in expected if row["inbound"] == "False"}
    assert set(Message.objects.filter(is_own=True).values_list("remote_key", flat=True)) == own
    ids = {row["tweet_id"] for row in expected}
    replies = [row for row in expected if row["in_response_to_tweet_id"] in ids]
    assert Message.objects.exclude(parent=None).count() == len(replies) == 3_688
    # Threads are what the reply links connect: counted here by walking up, independently of the product.
    parent = {row["tweet_id"]: row["in_response_to_tweet_id"] for row in expected}
    roots = set()
    for key in parent:
        while parent.get(key):
            key = parent[key]
        roots.add(key)
    assert Message.objects.values("thread").distinct().count() == len(roots)
