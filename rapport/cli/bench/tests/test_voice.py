"""The figures of the reply check count what they say they count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rapport.cli.bench import voice
from rapport.cli.bench.registry import FIGURES, CannotMeasure

LIFT = "Our engineer has looked at the lift and needs a spare part, which arrives on Thursday."
HEADER = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id"


@pytest.fixture(autouse=True)
def fresh() -> None:
    for measured in (voice.robotic, voice.personal, voice.contradictions, voice.real_agents):
        measured.cache_clear()


def write(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    cases = folder / "tests" / "hard_cases"
    cases.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row) for row in rows]
    (cases / f"{name}-test.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_robotic_is_counted_beside_a_plain_cosine(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path / "rapport"
    own = (
        "Thursday, the man with the part says. Shall I have somebody carry the pram up until then?"
    )
    given = {"message": "the lift?", "recent": [LIFT]}
    rows = [
        given | {"draft": f"Hi Jo! {LIFT}", "robotic": True},
        given | {"draft": own, "robotic": False},
    ]
    write(tmp_path, "robotic", [*rows, given | {"draft": own, "robotic": True}])
    assert FIGURES["voice_robotic_precision"].measure().value == 1
    recall = FIGURES["voice_robotic_recall"].measure()
    assert (recall.value, recall.note) == (0.5, "1 right, 0 wrong, 1 missed")
    assert recall.anchor_value is not None


def test_personal_data_counts_only_where_it_stands(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path / "rapport"
    given = {"message": "", "statements": ["Call +46 8 123 45 67"]}
    rows = [
        given | {"draft": "to ann@mail.example", "data": "ann@mail.example", "personal": True},
        given | {"draft": "Jo, to ann@mail.example", "data": "Jo", "personal": True},
        given | {"draft": "Call +46 8 123 45 67", "data": "", "personal": False},
    ]
    write(tmp_path, "personal", rows)
    assert FIGURES["voice_personal_recall"].measure().value == 0.5
    assert FIGURES["voice_personal_precision"].measure().value == 1


def test_real_agents_are_checked_against_what_their_brand_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "conversations"
    folder.mkdir()
    at = "Tue Oct 31 22:10:47 +0000 2017"
    texts = [LIFT, "Write to us.", f"@1 {LIFT}", "@2 Send us a DM, we have ann@mail.example"]
    lines = [f'{n},harbour,False,{at},"{text}",,' for n, text in enumerate(texts, start=1)]
    (folder / "twcs_threads.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    monkeypatch.setenv("RAPPORT_DATA", str(tmp_path))
    monkeypatch.setattr(voice, "LEAST_REPLIES", 4)
    assert FIGURES["voice_held_on_real_agents"].measure().value == 50
    assert FIGURES["voice_noted_on_real_agents"].measure().value == 50
    held = FIGURES["voice_private_message_held"].measure()
    assert (held.value, held.note) == (1, "of 1 that send people to a private message")


def test_what_is_missing_is_named(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BASE_DIR = tmp_path / "rapport"
    monkeypatch.setenv("RAPPORT_DATA", str(tmp_path))
    for name in ("voice_robotic_recall", "voice_contradiction_recall", "voice_held_on_real_agents"):
        with pytest.raises(CannotMeasure, match="is missing"):
            FIGURES[name].measure()
