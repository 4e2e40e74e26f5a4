"""A mail taken apart: head, texts, attachments. Whatever a stranger built, in bounded time and without recursion.

Python's parser recurses with every level of nesting and compares each line with every open boundary, so mail that
nests too deep or has too many lines is not given to it: such mail is read as its head and the beginning of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from rapport.connectors.mail.charsets import header_text, text_from

DEEPEST = 60
MOST_LINES = 1_000_000
MOST_PARTS = 300
MOST_ATTACHMENTS = 100
LONGEST_HEAD = 2_000_000
LONGEST_TEXT = 2_000_000  # bytes of a text part that are read
SHOWN_OF_STRANGE = 20_000
LONGEST_DIAGNOSIS = 1_000

_SIGNS_OF_NESTING = (b"boundary", b"message/rfc822", b"message/global", b"multipart/digest")
_FOLD = re.compile(r"[\r\n]+[ \t]*")


@dataclass(frozen=True, slots=True)
class Head:
    """A mail's headers, and the bytes they were read from."""

    raw: bytes = field(repr=False)
    items: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, raw: bytes) -> Head:
        head = head_of(raw)[:LONGEST_HEAD]
        message = BytesHeaderParser().parsebytes(head)
        return cls(head, tuple((name.lower(), str(value)) for name, value in message.raw_items()))

    def first(self, name: str) -> str:
        """The first header of that name as it stands, "" where there is none."""
        return next((value for known, value in self.items if known == name.lower()), "")

    def all(self, *names: str) -> list[str]:
        """All headers of those names, name by name."""
        return [value for name in names for known, value in self.items if known == name.lower()]

    def text(self, name: str) -> str:
        return header_text(self.first(name))


@dataclass(frozen=True, slots=True)
class Attachment:
    """`cid` is the Content-ID with which the HTML names a picture of its own; "" for a file."""

    mime: str
    name: str
    content: bytes = field(repr=False)
    cid: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """`plain` and `html` are "" where the mail has none. `original_head` is that of the mail a report returns.

    `actions` are what a report says became of it, in small letters ("failed", "delayed"; RFC 3464, section 2.3.3),
    `diagnosis` the refusing server's words (2.3.6).
    """

    head: Head
    plain: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    original_head: Head | None = None
    notes: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    diagnosis: str = ""


def head_of(raw: bytes) -> bytes:
    end = re.search(rb"\r?\n\r?\n", raw)
    return raw[: end.end()] if end else raw


def body_of(raw: bytes) -> bytes:
    return raw[len(head_of(raw)) :]


def take_apart(raw: bytes) -> Letter:
    """Never fails. Notes tell what was left out or set right."""
    head = Head.read(raw)
    strange = _why_strange(raw)
    if not strange:
        try:
            return _Parts(head).read(message_from_bytes(raw))
        except (RecursionError, ValueError, LookupError, AssertionError, TypeError, AttributeError):
            # What the library stumbles over: it has no list of its own errors, and a stranger chose the input.
            strange = "it is built in a way we cannot read"
    beginning = body_of(raw[: len(head.raw) + SHOWN_OF_STRANGE])
    return Letter(
        head, plain=text_from(beginning, ""), notes=(f"Only its beginning is shown: {strange}.",)
    )


def _why_strange(raw: bytes) -> str:
    small = raw.lower()
    if sum(small.count(sign) for sign in _SIGNS_OF_NESTING) > DEEPEST * 2:
        return "it has more parts in parts than we read"
    if raw.count(b"\n") + raw.count(b"\r") > MOST_LINES * 2:
        return "it has more lines than we read"
    if len(head_of(raw)) > LONGEST_HEAD:
        return "its head is longer than we read"
    return ""


class _Parts:
    """Walks through the parts of one mail and keeps what a reader wants of it."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._plain: list[str] = []
        self._html: list[str] = []
        self._attachments: list[Attachment] = []
        self._original: Head | None = None
        self._notes: list[str] = []
        self._actions: list[str] = []
        self._diagnosis = ""

    def read(self, message: Message) -> Letter:
        for number, (part, in_alternative) in enumerate(self._walk(message)):
            if number >= MOST_PARTS or len(self._attachments) >= MOST_ATTACHMENTS:
                self._notes.append("It has more parts than we read.")
                break
            self._take(part, in_alternative=in_alternative)
        return Letter(
            self._head,
            "\n\n".join(self._plain),
            "\n".join(self._html),
            tuple(self._attachments),
            self._original,
            tuple(dict.fromkeys(self._notes)),
            tuple(dict.fromkeys(self._actions)),
            self._diagnosis,
        )

    def _walk(self, message: Message) -> Iterator[tuple[Message, bool]]:
        """Every part that holds something, in order, and whether it is one of several versions of the same."""
        waiting = [(message, False)]
        while waiting:
            part, in_alternative = waiting.pop()
            inner = part.get_payload()
            if part.get_content_maintype() == "multipart" and isinstance(inner, list):
                alternative = part.get_content_subtype() == "alternative"
                waiting += [
                    (p, alternative or in_alternative)
                    for p in reversed(inner)
                    if isinstance(p, Message)
                ]
            else:
                yield part, in_alternative

    def _take(self, part: Message, *, in_alternative: bool) -> None:
        kind = part.get_content_type()
        attached = (part.get_content_disposition() == "attachment") or bool(_name(part))
        if kind.startswith("message/") or kind == "text/rfc822-headers":
            self._take_message(part, kind)
        elif kind in ("application/ms-tnef", "application/vnd.ms-tnef"):
            self._notes.append("An attachment in Outlook's own format (winmail.dat) was left out.")
        elif kind in ("text/rtf", "application/rtf", "text/enriched") and not attached:
            self._notes.append("A version in rich text format was left out.")
        elif kind in ("text/plain", "text/html") and not attached:
            self._take_text(part, kind, in_alternative=in_alternative)
        else:
            self._attach(kind, part)

    def _take_text(self, part: Message, kind: str, *, in_alternative: bool) -> None:
        data = _content(part)
        if len(data) > LONGEST_TEXT:
            self._notes.append(f"Its text has {len(data):,} bytes; {LONGEST_TEXT:,} were read.")
        text = text_from(data[:LONGEST_TEXT], _parameter(part, "charset"))
        if kind == "text/html":
            self._html.append(text)
            return
        if _parameter(part, "format").lower() == "flowed":
            text = _unflowed(text, del_sp=_parameter(part, "delsp").lower() == "yes")
        self._plain.append(text)

    def _take_message(self, part: Message, kind: str) -> None:
        report = self._head.first("Content-Type").lower().startswith("multipart/report")
        inner = part.get_payload()
        if kind == "message/delivery-status":
            for block in inner[:MOST_PARTS] if isinstance(inner, list) else []:
                self._take_report(block)
            return
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            content = b"".join(
                f"{name}: {value}\n".encode("utf-8", "surrogateescape")
                for name, value in inner[0].raw_items()
            )
            if not report:
                content = inner[0].as_bytes()
        else:
            content = _content(part)
        if report and self._original is None:
            self._original = Head.read(content)
        elif not report:
            self._attachments.append(Attachment(kind, _name(part) or "message.eml", content))

    def _take_report(self, block: object) -> None:
        """One recipient's part of a delivery report."""
        if not isinstance(block, Message):
            return
        if action := str(block.get("Action", "")).strip().lower()[:20]:
            self._actions.append(action)
        said = header_text(str(block.get("Diagnostic-Code", "")))[:LONGEST_DIAGNOSIS]
        if action == "failed" and not self._diagnosis:
            self._diagnosis = " ".join(re.sub(r"^[\w.-]+;", "", said.strip()).split())

    def _attach(self, kind: str, part: Message) -> None:
        content = _content(part)
        if content:
            cid = str(part.get("Content-ID", "")).strip().strip("<>")[:500]
            said = header_text(str(part.get("Content-Description", "")))[:2000]
            self._attachments.append(Attachment(kind, _name(part), content, cid, said))


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name, "")
    return str(value[2] if isinstance(value, tuple) else value)[:200]


def _name(part: Message) -> str:
    """What the sender calls a file, without anything a path is made of."""
    name = header_text(str(part.get_filename("") or ""))
    return re.split(r"[/\\]", name)[-1].strip(". ")[:200]


def _unflowed(text: str, *, del_sp: bool) -> str:
    """Lines that were broken only for transport are joined again (RFC 3676)."""
    done: list[str] = []
    flowing = False
    for line in text.splitlines():
        quoted = line.startswith(">")
        line = line[1:] if line.startswith(" ") else line
        if flowing and not quoted and line != "-- ":
            done[-1] += line
        else:
            done.append(line)
        flowing = line.endswith(" ") and line != "-- " and not quoted
        if flowing and del_sp:
            done[-1] = done[-1][:-1]
    return "\n".join(done)
