from __future__ import annotations

import os
import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from rapport.channels.actions import keep_account, set_account_state
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page
from rapport.channels.leases import lease_accounts
from rapport.cli import doctor
from rapport.cli.tests.running import new_home, rapport, remove
from rapport.kit.environment import Environment
from rapport.listen.actions import receive_live
from rapport.workspace.testing import make_brand, make_organisation

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")
GB = 10**9


@pytest.fixture
def environment(tmp_path):
    key = tmp_path / "secret.key"
    key.write_text("a key")
    key.chmod(0o600)
    return Environment.from_os(os.environ | {"RAPPORT_HOME": str(tmp_path)})


def finding(environment, about):
    return next(line for line in doctor.examine(environment) if line.about == about)


def let_workers_live(count, *, at=None):
    with connection.cursor() as cursor:
        for _ in range(count):
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)",
                [at or timezone.now()],
            )


def connect_account():
    make_organisation()
    info = AccountInfo(remote_id="did:1", handle="@halden", name="Halden")
    return keep_account(
        make_brand(),
        network="bluesky",
        info=info,
        settings={},
        secrets={"password": "x"},
        by=None,
        now=timezone.now(),
    )


def test_whatever_is_not_well_says_what_to_do(environment):
    lines = list(doctor.examine(environment))
    assert {line.about for line in lines} >= {
        "disk",
        "key",
        "database",
        "tables",
        "clock",
        "workers",
        "jobs",
        "accounts",
    }
    assert all(line.advice for line in lines if line.level != "ok")


def test_no_worker_is_a_failure_and_three_are_well(environment):
    assert finding(environment, "workers").level == "fail"
    let_workers_live(1)
    assert finding(environment, "workers").level == "warn"
    let_workers_live(2)
    assert finding(environment, "workers").level == "ok"


def test_a_worker_that_fell_silent_does_not_count(environment):
    let_workers_live(3, at=timezone.now() - timedelta(minutes=1))
    assert finding(environment, "workers").level == "fail"


def test_jobs_that_wait_too_long_are_named_by_their_queue(environment):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES ('out', 'some.task', %s)",
            [timezone.now() - timedelta(minutes=7)],
        )
    line = finding(environment, "jobs")
    assert (line.level, "out is 7 min late" in line.says) == ("fail", True)


@pytest.mark.parametrize(
    ("state", "level"), [("active", "ok"), ("fault", "warn"), ("sign_in", "fail")]
)
def test_an_account_that_is_signed_out_is_named(environment, state, level):
    set_account_state(connect_account(), state=state, reason="", now=timezone.now())
    line = finding(environment, "accounts")
    assert line.level == level
    assert ("@halden" in line.says) == (level != "ok")


@pytest.mark.parametrize(("days", "level"), [(-1, "warn"), (13, "warn"), (15, "ok"), (None, "ok")])
def test_a_sign_in_that_ends_by_itself_is_named_ahead(environment, days, level):
    account = connect_account()
    account.sign_in_ends_at = timezone.now() + timedelta(days=days) if days else None
    account.save()
    line = finding(environment, "accounts")
    assert (line.level, "@halden" in line.says) == (level, level == "warn")


def test_an_account_nobody_listens_to_is_counted(environment):
    account = connect_account()
    assert finding(environment, "collector").level == "fail"
    lease_accounts("this one", timezone.now())
    account.refresh_from_db()
    assert account.lease_owner == "this one"
    assert finding(environment, "collector").level == "ok"


def test_how_late_an_account_hears_is_said(environment):
    account, now = connect_account(), timezone.now()
    assert "Nothing was heard live" in finding(environment, "delays").says
    post = InboundPost(
        key="p1",
        author=Author(remote_id="a", handle="a"),
        text="Hm",
        created_at=now - timedelta(seconds=1.5),
        to_us=True,
    )
    since = now - timedelta(hours=1)
    receive_live(account, Page(posts=(post,)), listened_since=since, now=now)
    assert "1.5 s, 95 of 100 within 1.5 s" in finding(environment, "delays").says


def test_secrets_of_another_key_are_counted(environment, settings):
    connect_account()
    assert finding(environment, "secrets").level == "ok"
    settings.SECRET_KEY = "the key of another installation"
    line = finding(environment, "secrets")
    assert (line.level, line.says.startswith("1 ")) == ("fail", True)


@pytest.mark.parametrize(("apart", "level"), [(0, "ok"), (5, "warn"), (90, "fail")])
def test_a_clock_that_is_wrong_is_noticed(environment, monkeypatch, apart, level):
    monkeypatch.setattr(doctor, "now", lambda: timezone.now() + timedelta(seconds=apart))
    assert finding(environment, "clock").level == level


@pytest.mark.parametrize(
    ("free", "level"), [(100 * GB, "ok"), (1 * GB, "warn"), (GB // 10, "fail")]
)
def test_a_disk_that_fills_up_is_noticed(environment, monkeypatch, free, level):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(200 * GB, 0, free))
    assert finding(environment, "disk").level == level


def test_a_key_that_others_can_read_is_a_failure(environment):
    environment.key_file.chmod(0o644)
    line = finding(environment, "key")
    assert (line.level, line.advice) == ("fail", f"Run: chmod 600 '{environment.key_file}'")


def test_tables_of_an_older_version_end_the_examination(environment):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("workspace")
    MigrationRecorder(connection).record_unapplied(*newest)
    lines = list(doctor.examine(environment))
    tables = next(line for line in lines if line.about == "tables")
    assert (tables.level, "rapport up" in tables.advice) == ("fail", True)
    assert not any(line.about == "workers" for line in lines)


@pytest.mark.processes
def test_a_database_that_does_not_run_is_the_reason_given():
    home = new_home()
    try:
        done = rapport("doctor", home=home)
    finally:
        remove(home)
    assert done.returncode == 1
    assert "Start Rapport: rapport up." in done.stdout
