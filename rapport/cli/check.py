"""`rapport check`: what to look at in each draft before it goes out, one JSON list a line."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, TextIO, cast, get_args

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
from rapport.voice.contract import Audience, Draft, Finding, StatementText
from rapport.voice.registry import check_draft


def check() -> None:
    """Read drafts from standard input, one JSON object a line, and print the findings of each as a list."""
    source, sink = standard_streams()
    raise typer.Exit(check_stream(source, sink, today=date.today()))  # noqa: DTZ011 - the operator's own day


def check_stream(source: TextIO, sink: TextIO, *, today: date) -> int:
    """One list of findings for each good line, in order. Returns 1 when a line was left out, and says which, else 0."""
    status = 0
    for batch in batches(source):
        for number, line in batch:
            if not line.strip():
                continue
            try:
                draft, statements = _read(parsed_object(utf8(line)))
            except ValueError as error:
                complain(number, error)
                status = 1
                continue
            findings = check_draft(draft, statements, today=today)
            write_json(sink, [as_json(finding) for finding in findings])
        sink.flush()
    return status


def as_json(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "why": finding.why,
        "evidence": finding.evidence,
        "confidence": finding.confidence,
        "statement_id": finding.statement_id,
        "remedy": asdict(finding.remedy) if finding.remedy else None,
    }


def _read(fields: dict[str, Any]) -> tuple[Draft, list[StatementText]]:
    public = fields.get("public", True)
    if not isinstance(public, bool):
        raise ValueError('"public" must be true or false')
    statements = [
        _statement(each, number)
        for number, each in enumerate(_listed(fields, "statements"), start=1)
    ]
    draft = Draft(
        text=text_of(fields, "text", required=True),
        message=text_of(fields, "message"),
        public=public,
        language=text_of(fields, "language"),
        recent=_texts(fields, "recent"),
        in_thread=_texts(fields, "in_thread"),
        saved=text_of(fields, "saved"),
    )
    return draft, statements


def _texts(fields: dict[str, Any], name: str) -> tuple[str, ...]:
    texts = _listed(fields, name)
    if not all(isinstance(each, str) for each in texts):
        raise ValueError(f'"{name}" must be a list of texts')
    return tuple(texts)


def _listed(fields: dict[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f'"{name}" must be a list')
    return value


def _statement(value: object, number: int) -> StatementText:
    """A text, or an object with "text" and perhaps "id", "topic", "since", "until", "owner", "audience"."""
    if isinstance(value, str):
        return StatementText(id=number, text=value)
    if not isinstance(value, dict):
        raise ValueError(f"statement {number} must be a text or an object")
    name = value.get("id", number)
    return StatementText(
        id=name if isinstance(name, int) else number,
        text=text_of(value, "text", required=True),
        topic=text_of(value, "topic"),
        since=_day(value, "since"),
        until=_day(value, "until"),
        owner=text_of(value, "owner"),
        audience=_audience(value),
    )


def _audience(value: dict[str, Any]) -> Audience:
    named = text_of(value, "audience") or "everybody"
    if named not in get_args(Audience):
        raise ValueError(
            f'"audience" must be one of {", ".join(get_args(Audience))}, not {named!r}'
        )
    return cast("Audience", named)


def _day(value: dict[str, Any], name: str) -> date | None:
    written = value.get(name)
    if written in (None, ""):
        return None
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError as error:
        raise ValueError(f'"{name}" must be a day such as 2026-03-01, not {written!r}') from error
