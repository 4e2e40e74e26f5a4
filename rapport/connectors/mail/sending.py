"""Handing a mail in by SMTP. Blocking.

Once the server has the last dot of the mail it may have taken it, whatever we hear afterwards.
"""

from __future__ import annotations

import contextlib
import smtplib

from rapport.channels.errors import NetworkError
from rapport.connectors.mail.faults import FAILURES, answered, as_network_error, lost_after_data
from rapport.connectors.mail.server import PinnedSMTP, Servers

# Servers that put what they take among the sent mail themselves; a copy to ourselves would show twice.
KEEPS_SENT_MAIL = (
    "smtp.gmail.com",
    "smtp.googlemail.com",
    "smtp.office365.com",
    "smtp-mail.outlook.com",
)


def keeps_sent_mail(servers: Servers) -> bool:
    return servers.smtp.name in KEEPS_SENT_MAIL


def hand_in(servers: Servers, raw: bytes, recipient: str) -> None:
    """Returns when the server took the mail. Raises NetworkError, OutcomeUnknown where nobody can tell.

    A copy goes to ourselves in the same transaction: it arrives if and only if the server took the mail, so it
    proves afterwards what a lost answer did not tell.
    """
    doing = f"The SMTP server {servers.smtp.name}"
    try:
        smtp = signed_in(servers)
    except FAILURES as error:
        raise as_network_error(error, doing=doing) from error
    try:
        _transaction(smtp, servers, raw, recipient, doing)
    finally:
        _leave(smtp)


def signed_in(servers: Servers) -> PinnedSMTP:
    smtp = PinnedSMTP(servers.smtp)
    try:
        smtp.ehlo()
        if smtp.has_extn("auth"):
            smtp.login(servers.user, servers.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _transaction(
    smtp: smtplib.SMTP, servers: Servers, raw: bytes, recipient: str, doing: str
) -> None:
    try:
        _said_yes(
            smtp.mail(servers.address, [f"size={len(raw)}"] if smtp.has_extn("size") else []), doing
        )
        _said_yes(smtp.rcpt(recipient), doing)
        if not keeps_sent_mail(servers):
            # A server that will not take the copy takes the mail all the same.
            smtp.rcpt(servers.address)
        _said_yes(smtp.docmd("DATA"), doing, 354)
    except FAILURES as error:
        raise as_network_error(error, doing=doing) from error
    try:
        smtp.send(_dotted(raw))
        answer = smtp.getreply()
    except FAILURES as error:
        raise lost_after_data(doing) from error
    _said_yes(answer, doing)


def _said_yes(answer: tuple[int, bytes], doing: str, expected: int = 250) -> None:
    code, words = answer
    if code != expected and not (expected == 250 and code in (251, 252)):
        raise answered(code, words, doing)


def _dotted(raw: bytes) -> bytes:
    """The mail as DATA takes it: a dot more before lines that begin with one (RFC 5321, section 4.5.2)."""
    lines = smtplib._fix_eols(raw.decode("ascii")).encode("ascii")  # type: ignore[attr-defined]
    body: bytes = smtplib._quote_periods(lines)  # type: ignore[attr-defined]
    return (body if body.endswith(b"\r\n") else body + b"\r\n") + b".\r\n"


def _leave(smtp: smtplib.SMTP) -> None:
    with contextlib.suppress(*FAILURES, NetworkError):
        smtp.quit()
    smtp.close()
