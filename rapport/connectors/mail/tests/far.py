"""A mail server in memory: enough IMAP and SMTP on loopback for the kit, and faults on demand.

What it says is what Dovecot and Exim said when they were asked the same; tests/networks runs the journey against those.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import socket
import socketserver
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault
from rapport.connectors.mail.keys import key_for, message_ids
from rapport.connectors.mail.mime import Head

PAYLOADS = Path(__file__).parent / "payloads"
PASSWORD = "correct horse battery staple"
BRAND = "support@brand.example"
MARA = "mara@mara.example"
VALIDITY = 1


@dataclass
class Kept:
    uid: int
    raw: bytes
    at: datetime


@dataclass
class FakeMailServer:
    """One mailbox with an inbox and sent mail; who else gets mail is only counted."""

    beginning: str = f"{VALIDITY}:0 {VALIDITY}:0"
    password: str = PASSWORD
    has_idle: bool = True
    folders: dict[str, list[Kept]] = field(default_factory=lambda: {"INBOX": [], "Sent": []})
    delivered: list[tuple[str, bytes]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    idling: dict[socketserver.StreamRequestHandler, str] = field(default_factory=dict)
    lines: set[socket.socket] = field(default_factory=set)
    following: dict[str, int] = field(default_factory=dict)  # the highest UID given out
    _faults: list[Fault] = field(default_factory=list)
    _made: int = 0

    def __enter__(self) -> FakeMailServer:
        self._servers = [_serving(self, IMAPLine), _serving(self, SMTPLine)]
        return self

    def __exit__(self, *error: object) -> None:
        self.cut()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    # What the kit asks of a far end.

    def access(self, **settings: str) -> AccountAccess:
        imap, smtp = (str(server.server_address[1]) for server in self._servers)
        return AccountAccess(
            id=1,
            network="mail",
            handle=BRAND,
            remote_id=BRAND,
            settings={
                "address": BRAND,
                "imap_host": "127.0.0.1",
                "imap_port": imap,
                "imap_security": "none",
                "smtp_host": "127.0.0.1",
                "smtp_port": smtp,
                "smtp_security": "none",
                **settings,
            },
            secrets={"password": PASSWORD},
        )

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        return self.says(text, reply_to=reply_to)

    async def public_deletes(self, key: str) -> None:
        with self.lock:
            self.folders["INBOX"] = [k for k in self.folders["INBOX"] if key_in(k.raw) != key]

    async def hostile_items(self) -> int:
        hostile = [
            b"",
            b"Subject: nobody wrote this\r\n\r\nx\r\n",
            b"\x00\xff\xfe",
            b"From: " + b"(" * 5000 + b"\r\n\r\n",
            b"From: <m@x.example>\r\n"
            + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 1000,
        ]
        for raw in hostile:
            self.arrives(raw)
        return len(hostile)

    async def standing(self) -> list[str]:
        return [key_in(raw) for to, raw in self.delivered if to != BRAND]

    def fail_next(self, fault: Fault) -> None:
        self._faults.append(fault)

    async def drop_stream(self) -> None:
        self.cut()

    # Mail.

    def says(self, text: str, *, reply_to: str = "") -> str:
        self._made += 1
        message = EmailMessage()
        message["From"] = f"Mara <{MARA}>"
        message["To"] = BRAND
        message["Subject"] = "A question"
        message["Message-ID"] = f"<q{self._made}@mara.example>"
        if reply_to:
            parent = reply_to.rpartition("/")[2]
            message["In-Reply-To"] = message["References"] = f"<{parent}>"
        message.set_content(text)
        raw = message.as_bytes()
        self.arrives(raw)
        return key_in(raw)

    def arrives(self, raw: bytes, folder: str = "INBOX", at: datetime | None = None) -> int:
        with self.lock:
            kept = self.folders[folder]
            uid = self.following[folder] = self.following.get(folder, 0) + 1
            # A moment ago, so that dates in whole seconds are not ahead of it.
            kept.append(Kept(uid, raw, at or datetime.now(UTC) + timedelta(seconds=1)))
            for line, watched in list(self.idling.items()):
                if watched == folder:
                    with contextlib.suppress(OSError):
                        line.wfile.write(b"* %d EXISTS\r\n" % len(kept))
            return uid

    def takes(self, raw: bytes, recipients: list[str]) -> None:
        for to in recipients:
            self.delivered.append((to, raw))
            if to == BRAND:
                self.arrives(raw)

    def fault(self, *wanted: Fault) -> Fault | None:
        with self.lock:
            if self._faults and self._faults[0] in wanted:
                return self._faults.pop(0)
        return None

    def cut(self) -> None:
        with self.lock:
            for line in list(self.lines):
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


class Line(socketserver.StreamRequestHandler):
    """One connection, line by line."""

    # Two lines written apart would wait 40 ms for each other.
    disable_nagle_algorithm = True

    far: FakeMailServer

    def handle(self) -> None:
        with self.far.lock:
            self.far.lines.add(self.request)
        try:
            with contextlib.suppress(OSError, EOFError):
                self.talk()
        finally:
            with self.far.lock:
                self.far.lines.discard(self.request)
                self.far.idling.pop(self, None)

    def talk(self) -> None:
        raise NotImplementedError

    def say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def hear(self) -> str:
        line = self.rfile.readline()
        if not line:
            raise EOFError
        return line.decode("utf-8", "replace").rstrip("\r\n")


class IMAPLine(Line):
    selected = "INBOX"

    def talk(self) -> None:
        self.say("* OK ready")
        while True:
            tag, _, rest = self.hear().partition(" ")
            command, _, arguments = rest.partition(" ")
            if command.upper() == "UID":
                command, _, arguments = arguments.partition(" ")
            self.far.commands.append(command.upper())
            answer = getattr(self, f"on_{command.lower()}", self.on_other)(arguments)
            self.say(f"{tag} {answer or 'OK done'}")
            if command.upper() == "LOGOUT":
                return

    def on_other(self, arguments: str) -> str:
        return "OK nothing done"

    def on_capability(self, arguments: str) -> None:
        self.say(f"* CAPABILITY IMAP4rev1 UIDPLUS MOVE{' IDLE' if self.far.has_idle else ''}")

    def on_login(self, arguments: str) -> str:
        _, password = shlex.split(arguments)
        if password != self.far.password:
            return "NO [AUTHENTICATIONFAILED] Authentication failed."
        return "OK signed in"

    def on_list(self, arguments: str) -> None:
        for name in self.far.folders:
            special = "\\Sent" if name == "Sent" else ""
            self.say(f'* LIST ({special}) "." {name}')

    def on_status(self, arguments: str) -> str:
        name = shlex.split(arguments)[0]
        if name not in self.far.folders:
            return "NO no such folder"
        following = self.far.following.get(name, 0) + 1
        self.say(f"* STATUS {name} (UIDVALIDITY {VALIDITY} UIDNEXT {following})")
        return "OK done"

    def on_select(self, arguments: str) -> None:
        self.selected = shlex.split(arguments)[0]
        self.say(f"* {len(self.far.folders[self.selected])} EXISTS")
        self.say(f"* OK [UIDVALIDITY {VALIDITY}] ok")

    on_examine = on_select

    def on_idle(self, arguments: str) -> None:
        with self.far.lock:
            self.say("+ idling")
            self.far.idling[self] = self.selected
        self.hear()  # DONE
        with self.far.lock:
            self.far.idling.pop(self, None)

    def on_search(self, arguments: str) -> None:
        with self.far.lock:
            kept = list(self.far.folders[self.selected])
        found = [str(k.uid) for k in kept if matches(shlex.split(arguments), k, kept)]
        self.say(" ".join(["* SEARCH", *found]))

    def on_fetch(self, arguments: str) -> None:
        numbers, _, parts = arguments.partition(" ")
        wanted = {int(number) for number in numbers.split(",")}
        with self.far.lock:
            kept = [k for k in self.far.folders[self.selected] if k.uid in wanted]
        for number, one in enumerate(kept, 1):
            told = f"UID {one.uid} RFC822.SIZE {len(one.raw)} " + one.at.strftime(
                'INTERNALDATE "%d-%b-%Y %H:%M:%S +0000"'
            )
            if "BODY" not in parts:
                self.say(f"* {number} FETCH ({told})")
                continue
            content = Head.read(one.raw).raw if "HEADER" in parts else one.raw
            head = f"* {number} FETCH ({told} BODY[] {{{len(content)}}}\r\n".encode()
            self.wfile.write(head + content + b")\r\n")

    def on_append(self, arguments: str) -> None:
        size = int(re.search(r"\{(\d+)\}$", arguments)[1])  # type: ignore[index]
        self.say("+ go on")
        raw = self.rfile.read(size)
        self.rfile.readline()
        self.far.arrives(raw, shlex.split(arguments)[0])

    def on_move(self, arguments: str) -> None:
        number, name = shlex.split(arguments)
        for one in self.taken(int(number)):
            self.far.arrives(one.raw, name)

    def on_expunge(self, arguments: str) -> None:
        self.taken(int(arguments))

    def taken(self, uid: int) -> list[Kept]:
        with self.far.lock:
            here = self.far.folders[self.selected]
            out = [k for k in here if k.uid == uid]
            here[:] = [k for k in here if k.uid != uid]
            return out


class SMTPLine(Line):
    def talk(self) -> None:
        self.say("220 ready")
        recipients: list[str] = []
        while True:
            words = self.hear()
            command = words.split(" ")[0].upper()
            if command == "EHLO":
                self.say("250-here\r\n250-SIZE 60000000\r\n250 AUTH PLAIN")
            elif command == "AUTH":
                self.say(self.signed_in())
            elif command == "MAIL":
                recipients = []
                self.say(self.started())
            elif command == "RCPT":
                recipients += re.findall(r"<(.+?)>", words)
                refused = self.far.fault(Fault.REFUSED)
                self.say("550 5.1.1 no such person here" if refused else "250 ok")
            elif command == "DATA":
                self.say("354 go on")
                self.far.takes(self.letter(), recipients)
                if self.far.fault(Fault.LOST_RECEIPT):
                    return
                self.say("250 OK id=1")
            else:
                self.say("221 bye" if command == "QUIT" else "250 ok")
                if command == "QUIT":
                    return

    def signed_in(self) -> str:
        if self.far.fault(Fault.SIGNED_OUT):
            return "535 5.7.8 Incorrect authentication data"
        return "235 welcome"

    def started(self) -> str:
        if self.far.fault(Fault.BUSY):
            return "451 4.7.1 greylisted, come back in 90 seconds"
        if self.far.fault(Fault.DOWN):
            return "421 4.3.0 closing down"
        return "250 ok"

    def letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


def matches(words: list[str], kept: Kept, everything: list[Kept]) -> bool:
    """Whether a mail is one of those a SEARCH asks for; takes what it reads off the words."""
    found = True
    while words:
        found = _matches_one(words, kept, everything) and found
    return found


def _matches_one(words: list[str], kept: Kept, everything: list[Kept]) -> bool:
    word = words.pop(0)
    if word == "OR":
        left = _matches_one(words, kept, everything)
        right = _matches_one(words, kept, everything)
        return left or right
    if word == "UID":
        last = max(k.uid for k in everything)
        start = int(words.pop(0).split(":")[0])
        return kept.uid >= min(start, last)
    if word == "HEADER":
        name, piece = words.pop(0), words.pop(0)
        return piece.lower() in Head.read(kept.raw).first(name).lower()
    day = datetime.strptime(words.pop(0) + "Z", "%d-%b-%Y%z")
    return kept.at >= day if word == "SINCE" else kept.at < day


def key_in(raw: bytes) -> str:
    return key_for(BRAND, message_ids(Head.read(raw).first("Message-ID"))[0])


def _serving(far: FakeMailServer, kind: type[Line]) -> socketserver.ThreadingTCPServer:
    bound = type(kind.__name__, (kind,), {"far": far})
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), bound)
    server.daemon_threads = True
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    return server
