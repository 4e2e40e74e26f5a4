"""Addresses in headers: who wrote, to whom; and which words may stand in a header of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import formataddr, getaddresses

from rapport.channels.errors import Refused
from rapport.connectors.mail.charsets import header_text

# A header with ten thousand recipients is read so far; our own address is looked for in all of it.
READ_OF_HEADER = 40_000
MOST_ADDRESSES = 500
_ADDRESS = re.compile(
    r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,255}"
)
_BROKEN_LINE = re.compile(r"[\r\n\x00]")


@dataclass(frozen=True, slots=True)
class Person:
    """`address` in small letters, `name` as the writer gave it or ""."""

    address: str
    name: str = ""


def people(header: str) -> list[Person]:
    """Who a header names, in order; what is no address is left out."""
    found = []
    # Names are decoded after the addresses are taken apart: an encoded word may hide a comma or a bracket.
    for name, address in _taken_apart(re.sub(r"[\r\n]+", " ", header[:READ_OF_HEADER])):
        match = _ADDRESS.fullmatch(address.strip())
        if match:
            found.append(Person(address.strip().lower(), header_text(name)[:300]))
        if len(found) >= MOST_ADDRESSES:
            break
    if not found:
        # Written as no grammar allows; an address in it is still an address.
        found = [Person(m.group().lower()) for m in _ADDRESS.finditer(header[:READ_OF_HEADER])][:1]
    return found


def _taken_apart(header: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([header])
    except (RecursionError, IndexError, ValueError):  # comments in comments without end
        return []


def spoken_to(headers: list[str], mailbox: str) -> tuple[str, ...]:
    """The addresses of recipients: ours as written (a plus-address may carry a token), always; others up to a bound."""
    local, _, domain = mailbox.rpartition("@")
    ours = re.compile(
        rf"(?<![\w.+-]){re.escape(local)}(?:\+[\w.=-]{{1,200}})?@{re.escape(domain)}(?![\w.-])",
        re.I,
    )
    mine = [match for header in headers for match in ours.findall(header)[:20]]
    known = {address.lower() for address in mine}
    others = [person.address for header in headers for person in people(header)]
    others = [address for address in others if address not in known]
    return tuple(dict.fromkeys([*mine, *others]))[:MOST_ADDRESSES]


def is_ours(address: str, mailbox: str) -> bool:
    """Whether an address is the mailbox's, with or without a plus."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" == mailbox


def checked_address(address: str) -> str:
    """Raises Refused for what is no single address: nothing else may reach a header or the envelope."""
    if not _ADDRESS.fullmatch(address) or not address.isascii():
        raise Refused(f"“{address[:200]!a}” is no mail address we can write to.")
    return address


def checked_line(text: str, what: str) -> str:
    """Raises Refused for text that would start another header."""
    if _BROKEN_LINE.search(text):
        raise Refused(f"The {what} holds a line break; a mail's head cannot.")
    return text


def with_name(person: Person) -> str:
    """For a header: the name encoded as it must be."""
    return formataddr((checked_line(person.name, "name"), checked_address(person.address)))
