"""Reading standard input line by line, for the commands that answer each line with one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

# A file is read some lines at a time, which is quicker; from a pipe each line is answered when it comes.
LINES_AT_ONCE = 64


def batches(source: TextIO) -> Iterator[list[tuple[int, str]]]:
    """Numbered lines, from 1, without their ends."""
    at_once = LINES_AT_ONCE if source.seekable() else 1
    batch: list[tuple[int, str]] = []
    for number, line in enumerate(source, start=1):
        batch.append((number, line.rstrip("\r\n")))
        if len(batch) >= at_once:
            yield batch
            batch = []
    if batch:
        yield batch


def parsed_object(line: str) -> dict[str, Any]:
    """The JSON object of a line. Raises ValueError with a sentence for the person who sent it."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"this is not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("this JSON is nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("this is not a JSON object; write one object in braces a line")
    return value


def text_of(fields: dict[str, Any], name: str, *, required: bool = False) -> str:
    """A text among the fields, "" where it may be missing and is."""
    if name not in fields and required:
        raise ValueError(f'the object has no "{name}"')
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f'"{name}" must be a text, not {type(value).__name__}')
    return value


def utf8(line: str) -> str:
    """Raises ValueError where bytes of the line were not UTF-8 (see `standard_streams`)."""
    if any("\udc80" <= char <= "\udcff" for char in line):
        raise ValueError("this is not UTF-8; convert the file and try again")
    return line


def write_json(sink: TextIO, value: object) -> None:
    # Half of a surrogate pair can stand in a JSON text, but in no UTF-8 file.
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    sink.write(line + "\n")


def complain(number: int, error: ValueError) -> None:
    print(f"rapport: line {number}: {error}. The line was left out.", file=sys.stderr)


def standard_streams() -> tuple[TextIO, TextIO]:
    """Standard input and output as UTF-8 whatever the locale; a bad byte spoils its own line only."""
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "strict")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
    return sys.stdin, sys.stdout
