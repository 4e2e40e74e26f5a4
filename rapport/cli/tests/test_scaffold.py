"""`rapport scaffold` writes a connector's folder, or says why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

import rapport.connectors
from rapport.cli.main import main


@pytest.fixture
def connectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(rapport.connectors, "__path__", [str(tmp_path)])
    return tmp_path


def test_a_new_connector_gets_its_folder_and_the_next_step(
    connectors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["scaffold", "pigeon"])
    assert not ended.value.code
    said = capsys.readouterr()
    assert str(connectors / "pigeon" / "manifest.py") in said.out
    assert "RAPPORT_CONNECTORS" in said.err


def test_a_name_that_cannot_be_a_folder_ends_with_one_sentence(
    connectors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["scaffold", "Big Pigeon"])
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("rapport: “Big Pigeon” cannot name a connector")
    assert not list(connectors.iterdir())
