"""What can go wrong between Rapport and a network.

ChannelsError
├── NetworkError                what a connector raises; nothing else may leave a connector
│   ├── RetryLater(after)       a passing fault: try the same again after that many seconds
│   │   └── AllowanceSpent     no fault: the network's own word leaves no request until then
│   ├── Refused(reason)         the network says no, for good; a person must change something
│   │   └── CallRefused(status) a webhook call that is not taken; `status` is the answer to its sender
│   ├── SignInAgain             the token is dead; the account pauses until a person signs in
│   ├── NotSupported            this network, or this connector, cannot do that
│   └── OutcomeUnknown          the network may have accepted it: reconcile with `find`, never repeat blindly
├── AccountReadOnly             the workspace or account may not send
├── MachineMayNot(code)          a machine would speak in public, again, or too often
├── AlreadyConnected            that profile is connected already
├── UnknownNetwork              no connector of that name is installed
└── BrokenConnector             a connector's folder does not hold what it must
"""

from __future__ import annotations


class ChannelsError(Exception):
    """Base of everything this room raises."""


class NetworkError(ChannelsError):
    """A network did not do what was asked."""


class RetryLater(NetworkError):
    """A passing fault (5xx, timeout before sending, 429). `after` is in seconds."""

    def __init__(self, reason: str, after: float = 5.0) -> None:
        super().__init__(reason)
        self.after = after


class AllowanceSpent(RetryLater):
    """What the network allows of its requests is spent, or kept for answers, until `after`; it was not asked."""


class Refused(NetworkError):
    """The network refused for good. The text is shown to the member who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CallRefused(Refused):
    """A webhook call that is not taken. `status` is the HTTP status its sender gets.

    It says something of the caller and nothing of the account, whose state it never changes.
    """

    def __init__(self, reason: str, *, status: int) -> None:
        super().__init__(reason)
        self.status = status


class SignInAgain(NetworkError):
    """Password, token or session is no longer accepted."""


class NotSupported(NetworkError):
    """The connector does not declare this ability."""


class OutcomeUnknown(NetworkError):
    """The request left us and no answer came back; the post may stand on the network."""


class AccountReadOnly(ChannelsError):
    """Sending is switched off for this workspace or account."""


class MachineMayNot(ChannelsError):
    """What nobody pressed may not leave. `code`: public, nobody, held, once (a day to one person), flood (of an account)."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class AlreadyConnected(ChannelsError):
    """The profile is connected already; sign it in again instead."""


class UnknownNetwork(ChannelsError):
    """No connector with that slug is registered."""


class BrokenConnector(ChannelsError):
    """A folder named in RAPPORT_CONNECTORS cannot be used; the text says what is missing."""
