"""Which networks are installed, and what a broken folder is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import rapport.connectors
from rapport.channels import registry
from rapport.channels.contract import AccountAccess, Connector
from rapport.channels.errors import BrokenConnector, ChannelsError, UnknownNetwork
from rapport.channels.quality import QUESTIONS, problems
from rapport.channels.scaffold import scaffold
from rapport.channels.testing import EchoNetwork


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A freshly scaffolded connector that can be imported as `rapport.connectors.pigeon`."""
    monkeypatch.setattr(rapport.connectors, "__path__", [str(tmp_path)])
    scaffold("pigeon", tmp_path)
    yield "rapport.connectors.pigeon"
    registry._read.cache_clear()
    for name in [
        name
        for name in sys.modules
        if name.startswith(("rapport.connectors.pigeon", "rapport.connectors.dove"))
    ]:
        del sys.modules[name]


def access(network: str) -> AccountAccess:
    return AccountAccess(1, network, "brand", "remote", {}, {"token": "hidden"}, "a session")


def test_an_unknown_network_names_those_that_are_installed(settings, echo: EchoNetwork) -> None:
    settings.RAPPORT_CONNECTORS = []
    with pytest.raises(UnknownNetwork, match=r"“myspace”.*echo"):
        registry.manifest_for("myspace")


def test_a_test_network_is_installed_for_the_length_of_the_test(settings) -> None:
    settings.RAPPORT_CONNECTORS = []
    with EchoNetwork() as echo:
        assert [manifest.slug for manifest in registry.installed()] == ["echo"]
        assert registry.connector_for(echo.access()).account.handle == "brand.echo"
    assert registry.installed() == ()


def test_one_line_in_the_settings_installs_a_network(settings, package: str) -> None:
    settings.RAPPORT_CONNECTORS = [package]
    assert registry.manifest_for("pigeon").name == "Pigeon"
    assert isinstance(registry.connector_for(access("pigeon")), Connector)


def test_a_broken_folder_is_left_out_and_told_and_the_others_work(settings, package: str) -> None:
    settings.RAPPORT_CONNECTORS = ["rapport.kit", package]
    assert [manifest.slug for manifest in registry.installed()] == ["pigeon"]
    assert list(registry.broken()) == ["rapport.kit"]


def test_two_folders_with_one_slug_do_not_share_it(
    settings, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scaffold("dove", tmp_path)
    dove = registry.load("rapport.connectors.dove")
    twin = replace(dove.manifest, slug="pigeon")
    monkeypatch.setattr(sys.modules["rapport.connectors.dove.manifest"], "MANIFEST", twin)
    monkeypatch.setattr(dove, "manifest", twin)
    settings.RAPPORT_CONNECTORS = [package, "rapport.connectors.dove"]
    assert registry.broken() == {
        "rapport.connectors.dove": "another installed connector has the slug “pigeon” too"
    }


def test_a_folder_without_a_connector_says_what_is_missing() -> None:
    with pytest.raises(BrokenConnector, match=r"rapport\.kit\.manifest"):
        registry.load("rapport.kit")


def test_a_connector_is_loaded_only_when_an_account_needs_it(settings, package: str) -> None:
    settings.RAPPORT_CONNECTORS = [package]
    assert registry.installed()
    assert f"{package}.connector" not in sys.modules
    registry.connector_for(access("pigeon"))
    assert f"{package}.connector" in sys.modules


def test_secrets_and_session_never_show_when_an_account_is_printed() -> None:
    shown = repr(access("pigeon"))
    assert "hidden" not in shown
    assert "a session" not in shown


def test_a_scaffolded_folder_passes_the_validator(package: str) -> None:
    assert problems(package) == []


def test_a_scaffolded_folder_answers_every_quality_question_with_todo(package: str) -> None:
    manifest = registry.load(package).manifest
    assert set(manifest.quality) == set(QUESTIONS)
    assert all(answer.startswith("todo: ") for answer in manifest.quality.values())


@pytest.mark.parametrize("name", ["Mastodon", "a", "mail box", "class", "../up", ""])
def test_a_name_that_cannot_be_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ChannelsError, match="cannot name a connector"):
        scaffold(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_scaffolding_never_writes_over_a_folder(tmp_path: Path) -> None:
    scaffold("pigeon", tmp_path)
    (tmp_path / "pigeon" / "README.md").write_text("mine")
    with pytest.raises(ChannelsError, match="exists already"):
        scaffold("pigeon", tmp_path)
    assert (tmp_path / "pigeon" / "README.md").read_text() == "mine"


def test_the_validator_names_everything_that_is_wrong(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pigeon"
    (folder / "translate.py").unlink()
    (folder / "README.md").write_text("# Pigeon\n")
    (folder / "tests" / "payloads" / "post.json").unlink()
    connector = registry.load(package)
    answers = {**connector.manifest.quality, "payloads": "yes", "speed": "done"}
    del answers["pictures"]
    broken = replace(connector.manifest, slug="dove", quality=answers, terms_url="http://a.test")
    monkeypatch.setattr(sys.modules[f"{package}.manifest"], "MANIFEST", broken)
    monkeypatch.setattr(connector, "manifest", broken)
    monkeypatch.setattr(connector, "thread", lambda self, key: [])
    found = "\n".join(problems(package))
    for expected in (
        "translate.py is missing",
        "no heading “What is not covered”",
        "no captured payload",
        "slug “dove” is not the folder's name",
        "“pictures” has no answer",
        "“payloads” is neither done",
        "“speed” is no quality question",
        "http://a.test is no https address",
        "thread() is implemented and not declared",
    ):
        assert expected in found


def test_every_connector_folder_passes_the_validator() -> None:
    folders = Path(next(iter(rapport.connectors.__path__))).glob("*/manifest.py")
    names = [f"rapport.connectors.{path.parent.name}" for path in folders]
    found = {dotted: problems(dotted) for dotted in names}
    assert {dotted: wrong for dotted, wrong in found.items() if wrong} == {}
