"""`rapport read`: what each text means, one JSON reading a line."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any, TextIO

import typer

from rapport.cli.streams import (
    batches,
    complain,
    parsed_object,
    standard_streams,
    text_of,
    utf8,
    write_json,
)
from rapport.understand.contract import ReadingResult
from rapport.understand.registry import read_texts, why


def read(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Each line is a JSON object with "text".')
    ] = False,
    reasons: Annotated[
        bool,
        typer.Option(
            "--reasons", help="Find the words that made each mood: some twenty times slower."
        ),
    ] = False,
) -> None:
    """Read texts from standard input, one a line, and print what each means, one JSON object a line."""
    source, sink = standard_streams()
    raise typer.Exit(read_stream(source, sink, jsonl=jsonl, reasons=reasons))


def read_stream(source: TextIO, sink: TextIO, *, jsonl: bool, reasons: bool = False) -> int:
    """One reading for each good line, in order. Returns 1 when a line was left out, and says which, else 0."""
    status = 0
    for batch in batches(source):
        texts = []
        for number, line in batch:
            if jsonl and not line.strip():
                continue
            try:
                utf8(line)
                texts.append(text_of(parsed_object(line), "text", required=True) if jsonl else line)
            except ValueError as error:
                complain(number, error)
                status = 1
        for text, reading in zip(texts, read_texts(texts), strict=True):
            write_json(sink, as_json(_explained(text, reading) if reasons else reading))
        sink.flush()
    return status


def _explained(text: str, reading: ReadingResult) -> ReadingResult:
    """The rough gear knows its words at once."""
    if reading.gear != "full":
        return reading
    words = why(text, reading.sentiment) or []
    return replace(reading, reasons=(*words, *reading.reasons))


def as_json(reading: ReadingResult) -> dict[str, Any]:
    """The fields operators rely on (docs/command-line.md). `emotion` is null where none is sure."""
    negative, neutral, positive = (round(p, 4) for p in reading.probabilities)
    return {
        "language": reading.language,
        "language_confidence": reading.language_confidence,
        "covered": reading.covered,
        "sentiment": reading.sentiment,
        "probabilities": {"negative": negative, "neutral": neutral, "positive": positive},
        "emotion": reading.emotion or None,
        "intent": reading.intent,
        "needs_answer": reading.needs_answer,
        "needs_answer_confidence": reading.needs_answer_confidence,
        "danger": reading.danger,
        "danger_words": list(reading.danger_words),
        "urgency": reading.urgency,
        "offensive": reading.offensive,
        "reasons": [asdict(reason) for reason in reading.reasons],
        "gear": reading.gear,
    }
