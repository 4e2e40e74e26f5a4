"""`rapport match`: the messages on standard input that a query matches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, TextIO

import typer

from rapport.cli.errors import CannotDo
from rapport.cli.streams import batches, complain, parsed_object, standard_streams, text_of, utf8
from rapport.query.document import Document, Value
from rapport.query.errors import QueryError, QueryWarning
from rapport.query.fields import ALL
from rapport.query.matching import Matcher
from rapport.query.parsing import parse
from rapport.query.registry import Kind, fields, register
from rapport.query.tree import Node


def match(
    query: Annotated[str, typer.Argument(help="The query; after -- when it begins with a minus.")],
) -> None:
    """Print the lines of standard input, JSON objects with "text", that match a query."""
    source, sink = standard_streams()
    raise typer.Exit(match_stream(source, sink, tree=read_query(query), now=datetime.now(UTC)))


def read_query(text: str) -> Node:
    """The tree; what may not be meant goes to standard error. Raises CannotDo with position and remedy."""
    register(*ALL)
    try:
        parsed = parse(text)
    except QueryError as error:
        raise CannotDo(_said(error)) from error
    for warning in parsed.warnings:
        typer.echo(f"rapport: {_said(warning)}", err=True)
    return parsed.tree


def match_stream(source: TextIO, sink: TextIO, *, tree: Node, now: datetime) -> int:
    """Each line that matches, as it came. Returns 1 when a line was left out, and says which, else 0."""
    status, matcher = 0, Matcher({0: tree})
    for batch in batches(source):
        lines, documents = [], []
        for number, line in batch:
            if not line.strip():
                continue
            try:
                documents.append(document_of(parsed_object(utf8(line))))
            except ValueError as error:
                complain(number, error)
                status = 1
            else:
                lines.append(line)
        answers = matcher.match_batch(documents, now=now)
        sink.writelines(f"{line}\n" for line, found in zip(lines, answers, strict=True) if found)
        sink.flush()
    return status


def document_of(given: Mapping[str, Any]) -> Document:
    """A document of an object in the form `rapport import` reads, or with the fields' own names.

    ValueError says which value does not fit.
    """
    flat = {name: value for name, value in given.items() if value is not None}
    author = flat.get("author")
    if isinstance(author, dict):
        flat["author"], flat["authorname"] = author.get("handle"), author.get("name")
    flat |= {ours: flat[theirs] for theirs, ours in _ALSO.items() if theirs in flat}
    claims = [claim for name, claim in _CLAIMS.items() if flat.get(name)]
    if claims and "is" not in flat:
        flat["is"] = claims
    kinds = {spec.held_in: spec.kind for spec in fields().values()}
    values = {
        name: _value(name, flat[name], kind)
        for name, kind in kinds.items()
        if name not in ("title", "text") and flat.get(name) is not None
    }
    return Document(text_of(flat, "text", required=True), text_of(flat, "title"), values)


_ALSO = {"network": "source", "author_name": "authorname"}
_CLAIMS = {"own": "own", "parent": "reply"}


def _value(name: str, given: Any, kind: Kind) -> Value:
    if kind == Kind.NUMBER:
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise ValueError(f'"{name}" must be a number')
        return given
    if kind == Kind.TIME:
        return _time(name, given)
    if isinstance(given, list) and all(isinstance(item, str) for item in given):
        return tuple(given)
    if kind in (Kind.DOMAIN, Kind.FLAG, Kind.LIST) and isinstance(given, str):
        return (given,)
    if not isinstance(given, str | bool):
        raise ValueError(f'"{name}" must be a text or a list of texts')
    return given


def _time(name: str, given: Any) -> datetime:
    try:
        at = datetime.fromisoformat(given)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f'"{name}" must be a time such as 2026-03-02T08:15:00Z') from None


def _said(problem: QueryError | QueryWarning) -> str:
    where = f"At character {problem.position + 1} of the query: "
    return f"{where}{problem.message} {problem.remedy}"
