"""Somebody with a mailbox on the test server, who writes and reads without the connector."""

from __future__ import annotations

import mailbox
import smtplib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage, Message
from typing import TypeVar

from tests.networks.mail.server import PASSWORD, MailServer

Found = TypeVar("Found")
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Correspondent:
    server: MailServer
    address: str
    password: str

    @classmethod
    def arrives(cls, server: MailServer, first: str) -> Correspondent:
        """A new person; the address starts with `first` and is nobody else's."""
        return cls(server, server.arrives(f"{first}-{uuid.uuid4().hex[:6]}"), PASSWORD)

    def writes(
        self, to: str, text: str, *, subject: str = "A question", answering: Message | None = None
    ) -> str:
        """Returns the Message-ID, without its brackets."""
        message = EmailMessage()
        message["From"] = f"Mara Lind <{self.address}>"
        message["To"] = to
        message["Subject"] = subject
        message_id = f"{uuid.uuid4().hex}@elsewhere.example"
        message["Message-ID"] = f"<{message_id}>"
        if answering is not None:
            answered = str(answering["Message-ID"])
            message["In-Reply-To"] = answered
            message["References"] = f"{answering['References'] or ''} {answered}".strip()
        message.set_content(text)
        self.hands_in(message.as_bytes(), to)
        return message_id

    def hands_in(self, raw: bytes, to: str) -> None:
        """Any bytes at all, as a server from outside would bring them: without signing in."""
        with smtplib.SMTP("127.0.0.1", self.server.smtp, "outside.example", timeout=20) as smtp:
            smtp.sendmail(self.address, [to], raw)

    def got(self) -> list[Message]:
        """What lies in the inbox, oldest first."""
        return self._folder("")

    def sent(self) -> list[Message]:
        return self._folder(".Sent")

    def _folder(self, name: str) -> list[Message]:
        folder = self.server.maildir(self.address) / name
        if not (folder / "cur").is_dir():
            return []
        paths = [path for part in ("new", "cur") for path in (folder / part).iterdir()]
        return [
            mailbox.MaildirMessage(path.read_bytes())
            for path in sorted(paths, key=lambda p: p.name)
        ]


def until(look: Callable[[], Found], *, seconds: float = PATIENCE_SECONDS) -> Found:
    """What `look` gives once it gives something. For what a server does in its own time."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.02)
    return found
