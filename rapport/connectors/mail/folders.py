"""One signed-in IMAP connection and what is asked of it. Blocking: called in a thread, one call at a time.

Raises what the libraries raise; `line.Line` turns it into the errors of channels.
"""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from imaplib import IMAP4
from typing import Any

from imap_tools.errors import MailboxLoginError
from imap_tools.utils import encode_folder

from rapport.connectors.mail.server import PinnedMailBox, Servers

LARGEST_MAIL = 36_000_000  # 25 MB of attachments, encoded
READ_OF_LARGER = 1_000_000
AT_ONCE = 500
_SENT_NAMES = (
    "sent",
    "sent items",
    "sent messages",
    "inbox.sent",
    "inbox/sent",
    "gesendet",
    "envoyés",
    "enviados",
)
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_MOST_CANDIDATES = 50
_VALIDITY = re.compile(rb"UIDVALIDITY (\d+)")
_NEXT = re.compile(rb"UIDNEXT (\d+)")
# Written out: strftime's and strptime's months follow the locale.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INTERNAL_DATE = re.compile(
    rb'INTERNALDATE " ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d:\d\d:\d\d) ([+-]\d{4})"'
)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\\x80-\U0010ffff]')


@dataclass(frozen=True, slots=True)
class Item:
    """A mail in a folder, before it is fetched. `received` is the server's word (INTERNALDATE)."""

    uid: int
    size: int
    received: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A folder's state: its UIDs count within `validity`; the next mail gets `next_uid` or a higher one."""

    validity: int
    next_uid: int


class Folders:
    """The mailbox's folders. `open` signs in."""

    def __init__(self, box: PinnedMailBox, servers: Servers) -> None:
        self._box = box
        self._servers = servers
        self._selected: tuple[str, bool] | None = None
        self._validity = 0
        self._is_idling = False
        self.sent = ""
        self.others: tuple[str, ...] = ()

    @classmethod
    def open(cls, servers: Servers) -> Folders:
        box = PinnedMailBox(servers.imap)
        try:
            folders = cls(box, servers)
            folders._sign_in()
            folders._look_around()
        except BaseException:
            box.client.shutdown()
            raise
        return folders

    def close(self) -> None:
        """End the connection without a word: also from another thread, in the middle of a command."""
        with contextlib.suppress(OSError):
            self._box.client.sock.shutdown(socket.SHUT_RDWR)
        self._box.client.shutdown()

    @property
    def can_idle(self) -> bool:
        return "IDLE" in self._box.client.capabilities

    @property
    def line(self) -> socket.socket:
        return self._box.client.sock

    def standing(self, folder: str) -> Standing:
        """The folder's state now, without opening it."""
        kind, answer = self._box.client.status(_quoted(folder), "(UIDVALIDITY UIDNEXT)")
        text = b" ".join(part for part in answer if isinstance(part, bytes))
        validity, following = _VALIDITY.search(text), _NEXT.search(text)
        if kind != "OK" or not validity or not following:
            raise IMAP4.error(f"There is no folder {folder!a}.")
        return Standing(int(validity.group(1)), int(following.group(1)))

    def select(self, folder: str, *, to_write: bool = False) -> None:
        if self._selected == (folder, to_write):
            return
        self._selected = None
        kind, answer = self._box.client.select(_quoted(folder), readonly=not to_write)
        if kind != "OK":
            raise IMAP4.error(f"The folder {folder!a} cannot be opened: {answer!a}")
        _, said = self._box.client.response("UIDVALIDITY")
        told = said[0] if said and isinstance(said[0], bytes) else b""
        self._validity = int(told) if told.isdigit() else 0
        self._selected = (folder, to_write)

    def validity(self, folder: str) -> int:
        """What the folder's UIDs count within."""
        self.select(folder)
        return self._validity

    def uids_after(self, folder: str, uid: int) -> list[int]:
        self.select(folder)
        found = self._search(f"UID {uid + 1}:*")
        # "n:*" always names the last mail, also when it has a smaller number.
        return [one for one in found if one > uid]

    def uids_between(self, folder: str, since: datetime, until: datetime) -> list[int]:
        """Those the server got in that time, and up to two days around it: IMAP searches by its own whole days."""
        self.select(folder)
        first, last = since - timedelta(days=1), until + timedelta(days=2)
        return self._search(f"SINCE {_day(first)} BEFORE {_day(last)}")

    def uids_on(self, folder: str, day: datetime) -> list[int]:
        return self.uids_between(folder, day, day)

    def uids_with_id(self, folder: str, id_piece: str) -> list[int]:
        """Those whose Message-ID contains that; the caller looks closer."""
        self.select(folder)
        piece = max(_UNSAFE.split(id_piece), key=len, default="")
        return self._search(f'HEADER Message-ID "{piece}"')[:_MOST_CANDIDATES] if piece else []

    def uids_in_thread(self, folder: str, root_id: str, *, most: int) -> list[int]:
        """The mail with that Message-ID and those that refer to it."""
        self.select(folder)
        if _UNSAFE.search(root_id):
            return []
        named = [
            f'HEADER {name} "<{root_id}>"' for name in ("Message-ID", "References", "In-Reply-To")
        ]
        return self._search(f"OR {named[0]} OR {named[1]} {named[2]}")[:most]

    def items(self, folder: str, uids: Sequence[int]) -> list[Item]:
        """What is known of each before it is fetched, by UID; those gone meanwhile are absent."""
        self.select(folder)
        found = {}
        for start in range(0, len(uids), AT_ONCE):
            some = ",".join(map(str, uids[start : start + AT_ONCE]))
            for meta, _ in self._fetch(some, "(UID RFC822.SIZE INTERNALDATE)"):
                item = _item(meta)
                if item:
                    found[item.uid] = item
        return [found[uid] for uid in sorted(found)]

    def content(self, folder: str, item: Item) -> bytes | None:
        """The mail's bytes, only the beginning of one that is too large; None when it is gone."""
        self.select(folder)
        part = "BODY.PEEK[]" if item.size <= LARGEST_MAIL else f"BODY.PEEK[]<0.{READ_OF_LARGER}>"
        return self._body(item.uid, part)

    def head(self, folder: str, uid: int) -> bytes | None:
        self.select(folder)
        return self._body(uid, "BODY.PEEK[HEADER]")

    def append(self, folder: str, raw: bytes, at: datetime) -> None:
        kind, answer = self._box.client.append(
            _quoted(folder),
            r"(\Seen)",
            at.astimezone(),
            raw,
        )
        if kind != "OK":
            raise IMAP4.error(f"The mail cannot be put into {folder!a}: {answer!a}")

    def move_to_sent(self, uid: int) -> None:
        """A copy of our own mail, out of the inbox. Without MOVE it stays, marked as seen."""
        self.select(self._servers.folder, to_write=True)
        self._box.client.uid("STORE", str(uid), "+FLAGS", r"(\Seen)")
        if "MOVE" in self._box.client.capabilities and self.sent:
            self._box.client.uid("MOVE", str(uid), _quoted(self.sent))

    def delete_own_copy(self, folder: str, uid: int) -> None:
        """Without UIDPLUS it stays, marked as seen: a plain EXPUNGE would take others' deleted mail along."""
        self.select(folder, to_write=True)
        self._box.client.uid("STORE", str(uid), "+FLAGS", r"(\Seen)")
        if "UIDPLUS" in self._box.client.capabilities:
            self._box.client.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")
            self._box.client.uid("EXPUNGE", str(uid))

    def start_idle(self, *, after_uid: int, after_sent_uid: int) -> bool:
        """Ask to be told of news in the inbox; True where some is there already, and then nothing need be awaited.

        What happens while the folder is opened or searched is announced there, and not again by IDLE.
        """
        if self.uids_after(self._servers.folder, after_uid):
            return True
        if self.sent and self.standing(self.sent).next_uid > after_sent_uid + 1:
            return True
        if self._was_announced():
            return True
        self._box.idle.start()  # type: ignore[no-untyped-call]
        self._is_idling = True
        return self._was_announced() or self._has_buffered()

    def stop_idle(self) -> None:
        if self._is_idling:
            self._is_idling = False
            self._box.idle.stop()  # type: ignore[no-untyped-call]

    def _was_announced(self) -> bool:
        """Whether the server told since we last asked that mail came or went."""
        told = [self._box.client.response(kind)[1] for kind in ("EXISTS", "EXPUNGE")]
        return told != [[None], [None]]

    def _sign_in(self) -> None:
        user, password = self._servers.user, self._servers.password
        if (
            user.isascii()
            and password.isascii()
            and "AUTH=PLAIN" not in self._box.client.capabilities
        ):
            self._box.login(user, password, initial_folder=None)
        else:
            try:
                self._box.login_utf8(user, password, initial_folder=None)
            except IMAP4.abort:
                raise
            except IMAP4.error as error:
                raise MailboxLoginError((str(error), []), "OK") from error
        self._box.client._get_capabilities()  # they differ once signed in

    def _look_around(self) -> None:
        named: dict[str, str] = {}
        for folder in self._box.folder.list():
            for flag in folder.flags:
                named.setdefault(flag.lower(), folder.name)
            if folder.name.lower() in _SENT_NAMES:
                named.setdefault("by name", folder.name)
        self.sent = self._servers.sent_folder or named.get("\\sent") or named.get("by name", "")
        found = [named[flag] for flag in ("\\all", "\\archive", "\\trash") if flag in named]
        self.others = tuple(name for name in found if name not in (self.sent, self._servers.folder))

    def _search(self, criteria: str) -> list[int]:
        self._box.client.noop()  # a folder that is open tells of new mail only when asked
        self._was_announced()  # the search sees all that was told up to here
        kind, answer = self._box.client.uid("SEARCH", criteria)
        if kind != "OK":
            raise IMAP4.error(f"The server does not search: {answer!a}")
        words = b" ".join(part for part in answer if isinstance(part, bytes)).split()
        return sorted(int(word) for word in words if word.isdigit())

    def _body(self, uid: int, part: str) -> bytes | None:
        for meta, content in self._fetch(str(uid), f"(UID {part})"):
            if content is not None and (found := _UID.search(meta)) and int(found.group(1)) == uid:
                return content
        return None

    def _fetch(self, uids: str, parts: str) -> Iterator[tuple[bytes, bytes | None]]:
        """(what is said of it, its content) for each answer; the UID may be said behind the content."""
        kind, answer = self._box.client.uid("FETCH", uids, parts)
        if kind != "OK":
            raise IMAP4.error(f"The server does not give mail: {answer!a}")
        waiting: tuple[bytes, bytes] | None = None
        for part in answer:
            if waiting:
                tail = part if isinstance(part, bytes) else b""
                yield waiting[0] + b" " + tail, waiting[1]
                waiting = None
                if isinstance(part, bytes):
                    continue
            if isinstance(part, tuple):
                waiting = (part[0], part[1])
            elif isinstance(part, bytes):
                yield part, None
        if waiting:
            yield waiting

    def _has_buffered(self) -> bool:
        # imaplib reads through a buffer; what lies in it, or in the TLS layer, shows on no socket.
        line = self._box.client.sock
        before = line.gettimeout()
        line.settimeout(0)
        try:
            # No other door; its name changed in Python 3.14.
            file: Any = vars(self._box.client).get("_file") or self._box.client.file
            return bool(file.peek(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            line.settimeout(before)


def _item(meta: bytes) -> Item | None:
    uid, size = _UID.search(meta), _SIZE.search(meta)
    if not uid or not size:
        return None
    return Item(int(uid.group(1)), int(size.group(1)), _received(meta))


def _received(meta: bytes) -> datetime:
    match = _INTERNAL_DATE.search(meta)
    if match is None:
        return datetime(1970, 1, 1, tzinfo=UTC)
    try:
        day, month, year, clock, zone = (part.decode() for part in match.groups())
        number = _MONTHS.index(month.title()) + 1
        said = datetime.strptime(
            f"{year}-{number}-{int(day)} {clock} {zone}", "%Y-%m-%d %H:%M:%S %z"
        )
        return said.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def _day(moment: datetime) -> str:
    return f"{moment.day}-{_MONTHS[moment.month - 1]}-{moment.year:04}"


def _quoted(folder: str) -> str:
    name = encode_folder(folder)
    return name.decode("ascii") if isinstance(name, bytes) else name
