"""Where a demo lives, which port it takes, and what it may throw away."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from rapport.cli import database, demo
from rapport.cli.errors import CannotDo
from rapport.kit.environment import Environment


def environment(home: Path, **more: str) -> Environment:
    return Environment.from_os({"RAPPORT_HOME": str(home)} | more)


@pytest.fixture
def old_demo(tmp_path: Path) -> Path:
    (tmp_path / demo.MARK).write_text(json.dumps({"port": 8123, "seed": 7}))
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18")
    return tmp_path


def test_a_port_in_use_gives_the_next_free_one_and_says_so(capsys: pytest.CaptureFixture[str]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        chosen = demo._free_port(port)
    assert chosen > port
    said = capsys.readouterr()
    assert said.out == ""
    assert f"Port {port} is used by another program; the demo takes {chosen}." in said.err


@pytest.mark.parametrize(
    ("given", "remembered", "around", "wanted"),
    [
        (None, None, {}, 8000),
        (None, 8123, {}, 8123),
        (None, 8123, {"RAPPORT_PORT": "8803"}, 8803),
        (None, None, {"RAPPORT_PORT": "8803"}, 8803),
        (9000, 8123, {"RAPPORT_PORT": "8803"}, 9000),
    ],
)
def test_the_port_asked_for_wins_over_that_of_the_last_time(
    given: int | None, remembered: int | None, around: dict[str, str], wanted: int
):
    assert demo._wanted_port(given, remembered, around) == wanted


@pytest.mark.parametrize(("is_known", "words"), [(True, "goes on with"), (False, "keeps its data")])
def test_it_says_where_its_data_lies_and_how_to_begin_afresh(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, is_known: bool, words: str
):
    demo._say_where(tmp_path / "my demo", is_known=is_known)
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert str(tmp_path / "my demo") in said.err
    assert "--fresh" in said.err


def test_every_change_of_the_tables_is_counted():
    told: list[tuple[int, int]] = []
    applied = database._Applied(2, lambda made, of: told.append((made, of)))
    applied.write("  Applying people.0001_initial...")
    applied.write(" OK\n")
    applied.write(" OK\n")
    assert told == [(1, 2), (2, 2)]


def test_fresh_empties_what_a_demo_left(old_demo: Path):
    demo._throw_away(environment(old_demo))
    assert [entry.name for entry in old_demo.iterdir()] == ["rapport.lock"]


def test_fresh_leaves_a_folder_alone_that_is_no_demo(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CannotDo, match="no demo; nothing was deleted"):
        demo._throw_away(environment(tmp_path))
    assert (tmp_path / "thesis.txt").exists()


def test_fresh_follows_no_link_out_of_the_folder(old_demo: Path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "thesis.txt").write_text("years of work")
    (old_demo / "files").symlink_to(outside)
    demo._throw_away(environment(old_demo))
    assert (outside / "thesis.txt").exists()


def test_fresh_cannot_empty_an_external_database(old_demo: Path):
    with pytest.raises(CannotDo, match="DATABASE_URL"):
        demo._throw_away(environment(old_demo, DATABASE_URL="postgresql://x@y/z"))
    assert (old_demo / "postgres").exists()


def test_fresh_on_nothing_is_fine(tmp_path: Path):
    demo._throw_away(environment(tmp_path / "never was"))


@pytest.mark.parametrize("mark", ["", "{", "[]", "7", '{"port": "x"}', '{"port": null}'])
def test_a_mark_nobody_can_read_is_as_good_as_none(tmp_path: Path, mark: str):
    (tmp_path / demo.MARK).write_text(mark)
    assert demo._remembered(tmp_path) == {}


def test_the_last_port_and_seed_are_remembered(tmp_path: Path):
    demo._remember(tmp_path, {"port": 8123, "seed": 9})
    assert demo._remembered(tmp_path) == {"port": 8123, "seed": 9}


def test_the_home_lies_in_rapports_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "house"))
    assert demo._home(None) == tmp_path / "house" / "demo"
    assert demo._home(tmp_path / "mine") == tmp_path / "mine"


def test_only_its_own_port_of_loopback_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "intranet.example")
    environ = demo.environment_of(tmp_path, port=8123)
    assert environ["RAPPORT_ALLOW_HOSTS"] == "intranet.example,127.0.0.1:8123"
    assert environ["RAPPORT_DEMO"] == "1"
