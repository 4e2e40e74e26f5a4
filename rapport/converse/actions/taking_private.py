"""Taking it private: a link to our own form, and what somebody writes there."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.channels.contract import Author, InboundPost, Page
from rapport.converse.actions.bringing import hand_to_answering_account
from rapport.converse.actions.keeping import locked, save
from rapport.converse.actions.solving import last_public_words, note_agreed
from rapport.converse.by_form import FORM_KEY, answered_on_network
from rapport.converse.errors import CannotAnswer, LinkTooOld, LinkUsed, NoSuchLink, NothingToSay
from rapport.converse.models import Conversation, PrivateLink
from rapport.kit.secrets import new_token, token_digest
from rapport.listen.actions import receive
from rapport.people.models import Handle
from rapport.workspace.models import Member

LINK_LASTS = timedelta(days=7)
LONGEST_WORDS = 5_000
LONGEST_CONTACT = 200


@transaction.atomic
def make_private_link(conversation_id: int, *, by: Member, now: datetime) -> str:
    """The secret of a link to our form, for whoever the conversation is with. Raises CannotAnswer.

    A link made before and not used ends, so that one is open at a time.
    """
    hand_to_answering_account(conversation_id, now=now)
    conversation = locked(conversation_id)
    message = answered_on_network(conversation)
    if message is None or message.author is None:
        raise CannotAnswer("There is nobody to write to: the message was erased.")
    if message.scope != "public":
        raise CannotAnswer("This exchange is private already.")
    open_links = PrivateLink.objects.filter(conversation=conversation, used_at=None)
    open_links.filter(expires_at__gt=now).update(expires_at=now)
    secret = new_token()
    PrivateLink.objects.create(
        conversation=conversation,
        digest=token_digest(secret),
        made_by=by,
        made_at=now,
        expires_at=now + LINK_LASTS,
    )
    save(conversation, now)
    return secret


@transaction.atomic
def take_private_words(
    secret: str,
    *,
    text: str,
    contact: str = "",
    solved: bool,
    may_say: bool = False,
    now: datetime,
) -> None:
    """What somebody wrote behind a link becomes a private message of theirs; the link is used.

    `may_say`: they agree that we say in the thread that it is solved.

    Raises NoSuchLink, LinkUsed, LinkTooOld; NothingToSay for neither words nor a tick, which uses nothing up.
    """
    link = _open_link(secret, now=now)
    words = text.strip()[:LONGEST_WORDS]
    if not words and not solved:
        raise NothingToSay("Write what we should know, or tick that it is solved.")
    PrivateLink.objects.filter(pk=link.pk).update(used_at=now, solved=solved)
    conversation = locked(link.conversation_id)
    save(conversation, now)
    if may_say and last_public_words(conversation) is not None:
        note_agreed(conversation.pk, by=None, now=now)
    if words:
        if contact.strip():
            words += f"\n\n({contact.strip()[:LONGEST_CONTACT]})"
        _receive(conversation, link, words, now=now)


def _open_link(secret: str, *, now: datetime) -> PrivateLink:
    found = PrivateLink.objects.select_for_update(of=("self",)).filter(digest=token_digest(secret))
    link = found.first()
    if link is None:
        raise NoSuchLink(
            "There is no such link. It may have been cut off: open it once more whole."
        )
    if link.used_at is not None:
        raise LinkUsed("This link was used already. What was sent has reached us.")
    if link.expires_at <= now:
        raise LinkTooOld("This link is too old. Answer under our post, and you get a new one.")
    return link


def _receive(conversation: Conversation, link: PrivateLink, words: str, *, now: datetime) -> None:
    """Through the one door in, as anything else they write."""
    message = answered_on_network(conversation)
    handle = message.author if message else None
    if handle is None:
        raise NoSuchLink("Whom this link was for is not known here any more.")
    post = InboundPost(
        key=f"{FORM_KEY}{link.pk}:{link.digest[:16]}",
        author=_author(handle),
        text=words,
        created_at=now,
        kind="dm",
        scope="private",
        to_us=True,
    )
    receive(conversation.account, Page(posts=(post,)), now=now)


def _author(handle: Handle) -> Author:
    return Author(
        remote_id=handle.remote_id,
        handle=handle.name,
        name=handle.display_name,
        avatar_url=handle.avatar_url,
        followers=handle.followers,
        url=handle.url,
    )
