"""What this room raises.

ConverseError
├── NoSuchConversation   not there, or not for this member
├── NothingToSay         an empty reply or note
├── TooLong(length, limit)  longer than the network takes
├── TooManyPictures      more pictures than the network takes
├── SomebodyAnswers(member_id, name)  a colleague is writing, or has answered this very message
├── CannotAnswer         the account cannot send; the text says why
│   └── NoPrivateDoor    not in private, not there or not this person; a link to our form is the way
├── CannotConsult        the question cannot be asked or answered; the text says why
├── NoSuchConsultation   not there (any more)
├── CannotSaySolved      the thread is not told (yet) that it was solved; the text says why
├── NoSuchLink, LinkUsed, LinkTooOld  a link into private that opens nothing, any more, or too late
├── CannotBringIn        a message that can be no conversation; the text says why
├── CannotSnooze         somebody in danger is never put off, and nothing to a time that is past
├── CannotMerge          conversations that cannot be one, or not be parted there; the text says why
├── CannotModerate       an act of moderation that cannot be done here; the text says why
│   └── ReadsAsCriticism criticism is not hidden: which part breaks the rule?
├── NoSuchRule           a published rule that was changed or retired meanwhile, or never was
├── NoSuchCase           a case number or an address that cannot be one
├── CannotReadCases      a file or a call that holds no cases as a whole; the text says why
├── NoSuchView           a saved view that is gone, or was never this member's to see
├── NoSuchLabel          a label that is gone, or is offered no more
├── NoSuchReason         a reason for resolving that nobody set up
└── NoSign               this network has no reaction: acknowledge with a sentence
"""

from __future__ import annotations

from rapport.workspace.errors import NotThere


class ConverseError(Exception):
    """Base of everything this room raises."""


class NoSuchConversation(ConverseError):
    """Not there, or not for this member."""


class NothingToSay(ConverseError):
    """An empty reply or note."""


class TooLong(ConverseError):
    """Longer than the network takes."""

    def __init__(self, length: int, limit: int, network: str) -> None:
        super().__init__(
            f"{network} takes {limit} characters; this has {length}. Shorten it by {length - limit}."
        )
        self.length = length
        self.limit = limit


class TooManyPictures(ConverseError):
    """More pictures than the network takes with one post."""

    def __init__(self, count: int, most: int, network: str) -> None:
        takes = "no pictures" if not most else f"{most} at most"
        super().__init__(f"{network} takes {takes}; this has {count}. Leave {count - most} out.")


class SomebodyAnswers(ConverseError):
    """A colleague is writing, or has answered this very message. The draft is kept."""

    def __init__(self, member_id: int, name: str, *, has_answered: bool) -> None:
        what = "has answered this already" if has_answered else "is answering this"
        super().__init__(f"{name} {what}. Your draft is kept.")
        self.member_id = member_id
        self.name = name
        self.has_answered = has_answered


class CannotAnswer(ConverseError):
    """The account cannot send; the text says why."""


class NoPrivateDoor(CannotAnswer):
    """Nothing can be written there in private to this person, or nobody can tell; a link to our form is the way."""


def network_is_gone(network: str) -> str:
    """What is said where a network's connector is installed no more."""
    return f"Rapport no longer reaches {network.capitalize()}: its connector is not installed. The history stays; nothing can be sent."


class CannotSaySolved(ConverseError):
    """The thread is not told (yet) that it was solved in private; the text says why."""


class CannotConsult(ConverseError):
    """The question cannot be asked or answered; the text says why."""


class NoSuchConsultation(ConverseError):
    """Not there (any more)."""


class CannotBringIn(ConverseError):
    """A message that can be no conversation of the Inbox; the text says why."""


class CannotSnooze(ConverseError):
    """Somebody in danger is never put off, and nothing to a time that is past; the text says which."""


class CannotMerge(ConverseError):
    """Conversations that cannot be one, or not be parted there; the text says why."""


class CannotReadCases(ConverseError):
    """A file or a call that holds no cases as a whole; the text says why."""


class NoSuchCase(ConverseError):
    """A case number or an address that cannot be one."""


class NoSuchView(ConverseError):
    """A saved view that is gone, or was never this member's to see."""


class NoSuchLabel(ConverseError, NotThere):
    """A label that is gone, or is offered no more."""


class NoSuchReason(ConverseError):
    """A reason for resolving that nobody set up."""


class NoSign(ConverseError):
    """This network has no reaction: acknowledge with a sentence."""


class NoSuchLink(ConverseError):
    """No link into private has this secret."""


class LinkUsed(ConverseError):
    """Somebody wrote behind it already."""


class LinkTooOld(ConverseError):
    """It has expired, or a newer one took its place."""


class CannotModerate(ConverseError):
    """An act of moderation that cannot be done; the text says why."""


class ReadsAsCriticism(CannotModerate):
    """The message reads as criticism, and nothing in it as what the rule forbids: the words that break it are wanted."""


class NoSuchRule(ConverseError):
    """Changed or retired meanwhile, or never published."""
