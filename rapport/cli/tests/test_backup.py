from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from rapport.cli.backup import backup
from rapport.cli.errors import CannotDo
from rapport.cli.restore import restore
from rapport.cli.tests.running import own_environment, rapport

pytestmark = pytest.mark.processes


class House:
    """An installation with a database on the test run's server, used through the command line."""

    def __init__(self, folder, *, role=""):
        self.folder = folder
        self.name = f"rapport_cli_{secrets.token_hex(4)}"
        server = urlsplit(os.environ["DATABASE_URL"])
        self.url = server._replace(path=f"/{self.name}").geturl()
        self.admin = server._replace(path="/postgres").geturl()
        self.database_url = self.url + (f"&options=-c%20role%3D{role}" if role else "")
        owner = f" OWNER {role}" if role else ""
        self.ask_server(f"CREATE DATABASE {self.name}{owner}")

    def ask_server(self, question):
        with psycopg.connect(self.admin, autocommit=True) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else None

    def ask(self, question):
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else None

    def run(self, *arguments):
        return rapport(*arguments, home=self.folder, DATABASE_URL=self.database_url)

    def python(self, code):
        """Run a few lines with Django set up, as this house."""
        lines = "from rapport.cli.database import *; set_up_django()\n" + code
        environ = own_environment(RAPPORT_HOME=str(self.folder), DATABASE_URL=self.database_url)
        done = subprocess.run(
            [sys.executable, "-c", lines], env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def settle(self, *, organisation="Halden Rail"):
        """Tables, an organisation, a person, an account with a secret and a message about to leave, a file."""
        self.python(f"""
migrate()
from datetime import timedelta
from rapport.channels.actions import deliver, keep_account
from rapport.channels.contract import AccountInfo, OutboundOrder
from rapport.people.testing import make_handle
from rapport.workspace.testing import make_brand, make_organisation
make_organisation({organisation!r})
brand = make_brand()
make_handle("jonas")
info = AccountInfo(remote_id="did:1", handle="@halden", name="Halden")
account = keep_account(brand, network="bluesky", info=info, settings={{}}, secrets={{"password": "hunter2"}}, by=None, now=now())
deliver(OutboundOrder(account_id=account.pk, origin="member", text="Sorry"), now=now() - timedelta(minutes=5))
""")
        picture = self.folder / "files" / "a b" / "picture.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"pixels")
        return self

    def organisations(self):
        return [name for (name,) in self.ask("SELECT name FROM workspace_organisation")]

    def close(self):
        self.ask_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


@pytest.fixture
def houses():
    with contextlib.ExitStack() as stack:
        root = Path(tempfile.mkdtemp(prefix="rapport backup "))
        stack.callback(shutil.rmtree, root)

        def build(name, **options):
            house = House(root / name, **options)
            stack.callback(house.close)
            return house

        yield build


@pytest.fixture(scope="module")
def settled():
    """One house that is only read: backed up once, looked at by several tests."""
    root = Path(tempfile.mkdtemp(prefix="rapport backup "))
    house = House(root / "home")
    try:
        house.settle()
        house.file = root / "of the house.backup"
        done = house.run("backup", str(house.file))
        assert done.returncode == 0, done.stderr
        yield house
    finally:
        house.close()
        shutil.rmtree(root)


def rewritten(settled, folder, change):
    """The settled house's backup with some of its parts changed."""
    with tarfile.open(settled.file) as archive:
        archive.extractall(folder)  # noqa: S202  our own; Python 3.11.2 knows no filter
    change(folder)
    file = folder / "rewritten.backup"
    with tarfile.open(file, "w") as archive:
        for name in ("manifest.json", "database.dump", "tombstones.jsonl", "files"):
            archive.add(folder / name, name)
    return file


def test_a_backup_never_holds_the_key_or_an_open_secret(settled):
    key = (settled.folder / "secret.key").read_bytes().strip()
    content = settled.file.read_bytes()
    assert key not in content
    assert b"hunter2" not in content
    assert oct(settled.file.stat().st_mode)[-3:] == "600"


def test_an_empty_database_takes_a_backup_whole(settled, houses):
    other = houses("other")
    done = other.run("restore", str(settled.file))
    assert done.returncode == 0, done.stderr
    assert other.organisations() == ["Halden Rail"]
    assert (other.folder / "files" / "a b" / "picture.png").read_bytes() == b"pixels"
    assert "1 connected accounts were sealed with another key" in done.stderr
    # What waited may have been sent after the backup was made; nobody may get it twice.
    [(reason,)] = other.ask("SELECT reason FROM channels_hold WHERE lifted_at IS NULL")
    assert "may have been sent since" in reason


def test_a_used_database_is_replaced_only_when_asked_and_only_whole(settled, houses, tmp_path):
    other = houses("other").settle(organisation="Another")
    mine = other.folder / "files" / "mine.txt"
    mine.write_text("mine")

    def as_it_was():
        databases = [name for (name,) in other.ask_server("SELECT datname FROM pg_database")]
        ours = [name for name in databases if other.name in name]
        return (other.organisations(), ours, mine.exists()) == (["Another"], [other.name], True)

    refused = other.run("restore", str(settled.file))
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    assert as_it_was()

    def cut_off(folder):
        # The list of contents and the migrations stand in front; the rows break off later.
        dump = folder / "database.dump"
        dump.write_bytes(dump.read_bytes()[:-400])

    failed = other.run("restore", str(rewritten(settled, tmp_path, cut_off)), "--replace")
    assert failed.returncode == 1
    assert as_it_was()

    assert other.run("restore", str(settled.file), "--replace").returncode == 0
    assert other.organisations() == ["Halden Rail"]
    assert not mine.exists()


def test_a_role_that_may_not_create_databases_restores_in_one_transaction(settled, houses):
    role = f"plain_{secrets.token_hex(4)}"
    settled.ask_server(f"CREATE ROLE {role} NOLOGIN")
    other = houses("other", role=role)
    other.ask(f"SET ROLE {role}; CREATE TABLE left_over (number integer)")
    try:
        refused = other.run("restore", str(settled.file))
        assert (refused.returncode, "holds data" in refused.stderr) == (1, True)
        done = other.run("restore", str(settled.file), "--replace")
        assert done.returncode == 0, done.stderr
        assert other.organisations() == ["Halden Rail"]
        assert other.ask("SELECT to_regclass('left_over')") == [(None,)]
    finally:
        other.close()
        other.ask_server(f"DROP ROLE {role}")


def test_people_erased_since_the_backup_stay_erased(settled):
    settled.python("""
from rapport.people.actions import erase_person
from rapport.people.models import Handle
from rapport.workspace.testing import make_member
erase_person(Handle.objects.get(name="jonas").person_id, by=make_member("Alice", role="owner"), now=now())
""")
    done = settled.run("restore", str(settled.file), "--replace")
    assert done.returncode == 0, done.stderr
    assert settled.organisations() == ["Halden Rail"]
    assert settled.ask("SELECT count(*) FROM people_handle WHERE name = 'jonas'") == [(0,)]


def test_a_backup_never_overwrites_a_file(tmp_path):
    file = tmp_path / "taken.backup"
    file.write_bytes(b"precious")
    with pytest.raises(CannotDo, match="is there already"):
        backup(file)
    assert file.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "damaged"), (b"no tar at all" * 100, "damaged"), (None, "No such file")],
)
def test_what_is_no_backup_is_refused_with_a_sentence(tmp_path, content, says):
    file = tmp_path / "given.backup"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CannotDo, match=rf"{says}.*Nothing was changed"):
        restore(file, replace=True)


def test_a_backup_of_a_newer_rapport_is_refused(settled, tmp_path):
    def grow_newer(folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        newer = json.dumps(manifest | {"format": 2, "rapport": "9.9"})
        (folder / "manifest.json").write_text(newer)

    with pytest.raises(CannotDo, match=r"newer Rapport \(9\.9\).*Nothing was changed"):
        restore(rewritten(settled, tmp_path, grow_newer), replace=True)
