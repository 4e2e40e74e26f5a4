from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rapport.kit import environment
from rapport.kit.environment import BadSetting, Environment
from rapport.kit.postgres import EmbeddedPostgres

# Set by the supervisor, the demo and the tests, not by operators.
INTERNAL = {"RAPPORT_DEMO", "RAPPORT_TESTING", "RAPPORT_DB_POOL"}


def read(tmp_path, **environ):
    return Environment.from_os({"RAPPORT_HOME": str(tmp_path), **environ})


def test_nothing_has_to_be_set():
    found = Environment.from_os({})
    assert (found.port, found.bind, found.url) == (8000, "127.0.0.1", "http://127.0.0.1:8000")
    assert found.key_file == found.home / "secret.key"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RAPPORT_PORT", "eighty"),
        ("RAPPORT_PORT", "0"),
        ("RAPPORT_PORT", "70000"),
        ("RAPPORT_PORT", "٣"),
        ("RAPPORT_JOBS_BEHIND", "far"),
        ("RAPPORT_JOBS_BEHIND", "20"),
        ("RAPPORT_JOBS_BEHIND", "-5"),
        ("RAPPORT_READER", "best"),
        ("RAPPORT_URL", "rapport.example.org"),
        ("RAPPORT_URL", "ftp://rapport.example.org"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(BadSetting, match=f"{name} is '{value}'"):
        read(tmp_path, **{name: value})


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:hunter2@host/name",
        "postgresql://u:hunter2@host",
        "postgresql://u:hunter2@host:x/name",
        "hunter2",
    ],
)
def test_a_database_address_that_cannot_be_read_is_refused_without_its_password(tmp_path, url):
    with pytest.raises(BadSetting, match="DATABASE_URL cannot be read") as refused:
        read(tmp_path, DATABASE_URL=url)
    assert "hunter2" not in str(refused.value)


def test_a_database_address_is_taken_apart_with_its_options(tmp_path):
    url = "postgresql://rap%40port:p%2Fw@db.example:6432/cx?sslmode=require"
    database = read(tmp_path, DATABASE_URL=url).database()
    assert database["USER"] == "rap@port"
    assert database["PASSWORD"] == "p/w"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "6432", "cx")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_without_an_address_the_embedded_server_is_meant(tmp_path):
    database = read(tmp_path).database()
    assert database["HOST"] == str(EmbeddedPostgres(tmp_path / "postgres").socket_folder)
    assert database["NAME"] == "rapport"


def test_the_key_is_made_once_for_the_owner_alone_however_many_start(tmp_path):
    found = read(tmp_path)
    with ThreadPoolExecutor(5) as pool:
        keys = {tuple(keys) for keys in pool.map(lambda _: found.secret_keys(), range(5))}
    assert len(keys) == 1
    assert len(keys.pop()[0]) >= 64
    assert oct(found.key_file.stat().st_mode)[-3:] == "600"
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_the_first_line_of_the_key_file_is_the_key_in_use(tmp_path):
    (tmp_path / "secret.key").write_text("new\nold\n")
    assert read(tmp_path).secret_keys() == ["new", "old"]


def test_an_empty_key_file_is_not_filled_with_another_key(tmp_path):
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(BadSetting, match="is empty"):
        read(tmp_path).secret_keys()


def test_every_setting_is_in_the_operators_page():
    read_by_code = set(
        re.findall(r"(?:RAPPORT|DATABASE)_[A-Z_]+", Path(environment.__file__).read_text())
    )
    page = Path(environment.__file__).parents[2] / "docs" / "operator.md"
    if not page.exists():
        pytest.skip("the docs are not beside the installed package")
    assert read_by_code - INTERNAL - set(re.findall(r"[A-Z_]{6,}", page.read_text())) == set()


def test_the_mail_server_is_read_from_one_address_with_its_usual_port(tmp_path):
    url = "smtp+tls://desk%40halden:s%3Fcret@mail.halden.example"
    mail = read(tmp_path, RAPPORT_MAIL_URL=url, RAPPORT_MAIL_FROM="rapport@halden.example").mail
    assert mail is not None
    assert (mail.host, mail.port, mail.use_tls, mail.use_ssl) == (
        "mail.halden.example",
        587,
        True,
        False,
    )
    assert (mail.user, mail.password) == ("desk@halden", "s?cret")
    assert read(tmp_path).mail is None


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("http://mail.example", "a@b.example"),
        ("smtp://", "a@b.example"),
        ("smtp://mail.example:99999", "a@b.example"),
        ("smtp://u:s3cret@mail.example", "nobody"),
        ("smtp://u:s3cret@mail.example", "a@b.example\nBcc: c@d.example"),
    ],
)
def test_a_mail_server_that_makes_no_sense_is_refused_without_its_password(tmp_path, url, sender):
    with pytest.raises(BadSetting, match="RAPPORT_MAIL") as refused:
        read(tmp_path, RAPPORT_MAIL_URL=url, RAPPORT_MAIL_FROM=sender)
    assert "s3cret" not in str(refused.value)
