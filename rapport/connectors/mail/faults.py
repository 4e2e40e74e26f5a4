"""What IMAP, SMTP and the lines to them say when something fails, in the words of channels.errors.

Source for SMTP's numbers: RFC 5321 (4xx passing, 5xx for good), RFC 4954 (sign-in), RFC 3463 (enhanced codes).
"""

from __future__ import annotations

import imaplib
import re
import smtplib
import ssl

from imap_tools.errors import ImapToolsError, MailboxLoginError

from rapport.channels.errors import (
    NetworkError,
    OutcomeUnknown,
    Refused,
    RetryLater,
    SignInAgain,
)
from rapport.kit.http import Blocked, FetchError

PAUSE_SECONDS = 5.0
# Greylisting asks for a few minutes; servers rarely say how many.
GREYLISTED_SECONDS = 120.0
FAILURES = (
    imaplib.IMAP4.error,
    ImapToolsError,
    smtplib.SMTPException,
    FetchError,
    OSError,
    EOFError,
    ValueError,
)
_PASSING_SIGN_IN = re.compile(
    r"UNAVAILABLE|INUSE|LIMIT|too many|temporary|temporarily|try again|unavailable", re.IGNORECASE
)
_WAIT = re.compile(r"(\d{1,5})\s*(s|sec|second|m|min|minute)", re.IGNORECASE)


def as_network_error(error: Exception, *, doing: str) -> NetworkError:
    """`doing` names the server: "The IMAP server mail.example.org"."""
    if isinstance(error, NetworkError):
        return error
    if isinstance(error, Blocked):
        return Refused(str(error))
    if isinstance(error, ssl.SSLCertVerificationError):
        # Not a sign-in fault and not for good: certificates are renewed. The text tells what to look at.
        return RetryLater(
            f"{doing} shows no certificate we can trust: {error.verify_message}.", 60.0
        )
    if isinstance(error, MailboxLoginError):
        return _sign_in(str(error), doing)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        if 400 <= error.smtp_code < 500:
            return RetryLater(f"{doing} cannot check the password now.", after=30.0)
        return SignInAgain(f"{doing} does not take the password: {said(error.smtp_error)}")
    if isinstance(error, smtplib.SMTPResponseException):
        return answered(error.smtp_code, error.smtp_error, doing)
    return RetryLater(f"{doing} cannot be reached.", after=PAUSE_SECONDS)


def answered(code: int, words: bytes | str, doing: str) -> NetworkError:
    """An answer of SMTP that is no yes."""
    text = said(words)
    if code in (530, 534, 535, 538):
        return SignInAgain(f"{doing} asks to sign in again: {text}")
    if 500 <= code < 600:
        return Refused(f"{doing} refuses it: {code} {text}")
    return RetryLater(f"{doing} puts it off: {code} {text}", after=_wait(text, code))


def lost_after_data(doing: str) -> OutcomeUnknown:
    return OutcomeUnknown(f"{doing} broke off after taking the mail; it may have gone out.")


def said(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()[:300]


def _sign_in(text: str, doing: str) -> NetworkError:
    if _PASSING_SIGN_IN.search(text):
        return RetryLater(f"{doing} cannot take sign-ins now.", after=30.0)
    return SignInAgain(f"{doing} does not take the password.")


def _wait(text: str, code: int) -> float:
    match = _WAIT.search(text)
    if match:
        seconds = float(match.group(1)) * (60 if match.group(2).lower().startswith("m") else 1)
        return min(max(seconds, 1.0), 3600.0)
    return GREYLISTED_SECONDS if code in (450, 451) else 30.0
