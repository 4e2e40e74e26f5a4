"""The mail we write: an answer to one that stands in the mailbox, with a head that cannot be forged through us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from rapport.channels.contract import OutboundPost
from rapport.channels.errors import Refused
from rapport.connectors.mail.addresses import Person, checked_line, is_ours, people, with_name
from rapport.connectors.mail.automatic import (
    MOST_HOPS,
    OUR_HEADER,
    has_no_return,
    hops,
    is_from_list,
)
from rapport.connectors.mail.keys import message_ids, seal
from rapport.connectors.mail.mime import Head, body_of

LARGEST_IMAGES = 18_000_000  # bytes before encoding; servers take 25 MB and encoding adds a third
MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as bytes, ready to be handed in, and to whom."""

    raw: bytes
    recipient: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`parent` is the head of the mail that is answered, `parent_is_ours` that we wrote it."""

    post: OutboundPost
    parent: Head
    parent_is_ours: bool
    message_id: str
    mailbox: str
    name: str = ""


def written(answer: Answer, *, secret: str, now: datetime) -> Written:
    """Raises Refused for what must not be sent: to ourselves, to a machine, in a circle, with a forged head."""
    recipient = _recipient(answer)
    message = EmailMessage(policy=SMTP.clone(max_line_length=78))
    message["From"] = with_name(Person(answer.mailbox, answer.name))
    message["To"] = with_name(recipient)
    message["Subject"] = checked_line(_subject(answer.parent), "subject")
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{answer.message_id}>"
    _thread(message, answer.parent)
    if answer.post.automatic:
        message["Auto-Submitted"] = "auto-replied"
        message["X-Auto-Response-Suppress"] = "All"
    if answer.post.language:
        message["Content-Language"] = checked_line(answer.post.language, "language")
    _fill(message, answer.post)
    body = body_of(message.as_bytes())
    sealed = seal(secret, answer.message_id, body)
    message[OUR_HEADER] = f"hops={hops(answer.parent) + 1}; seal={sealed}"
    return Written(message.as_bytes(), recipient.address)


def seal_in(head: Head) -> str:
    """The seal a mail carries, "" where there is none."""
    _, _, sealed = head.first(OUR_HEADER)[:500].partition("seal=")
    return "".join(sealed.split())


def _recipient(answer: Answer) -> Person:
    """Whoever wrote what we answer, or the one we wrote to before."""
    parent = answer.parent
    if hops(parent) >= MOST_HOPS and not answer.parent_is_ours:
        raise Refused("That mail has gone back and forth between machines; it is not answered.")
    if answer.parent_is_ours:
        found = people(parent.first("To"))
    else:
        if has_no_return(parent):
            raise Refused(
                "A machine wrote that mail and wants no answer (its return path is empty)."
            )
        replies = [] if is_from_list(parent) else people(parent.first("Reply-To"))
        found = [*replies, *people(parent.first("From"))]
    for person in found:
        if not is_ours(person.address, answer.mailbox):
            return person
    raise Refused("That mail is from ourselves; answering it would go in a circle.")


def _subject(parent: Head) -> str:
    subject = parent.text("Subject")[:500]
    return subject if subject[:3].lower() in ("re:", "aw:", "sv:") else f"Re: {subject}".strip()


def _thread(message: EmailMessage, parent: Head) -> None:
    answered = message_ids(parent.first("Message-ID"), most=1)
    if not answered:
        return
    chain = message_ids(parent.first("References")) or message_ids(
        parent.first("In-Reply-To"), most=1
    )
    chain = [one for one in dict.fromkeys([*chain, *answered]) if len(one) < 900 and one.isascii()]
    if len(chain) > MOST_REFERENCES:
        chain = [chain[0], *chain[1 - MOST_REFERENCES :]]
    if answered[0] in chain:
        message["In-Reply-To"] = f"<{answered[0]}>"
    if chain:
        message["References"] = " ".join(f"<{one}>" for one in chain)


def _fill(message: EmailMessage, post: OutboundPost) -> None:
    if sum(len(image.content) for image in post.images) > LARGEST_IMAGES:
        raise Refused("The pictures are larger together than mail servers take (18 MB).")
    # Quoted-printable or base64, never 8bit: what is sealed must arrive as it left.
    message.set_content(
        post.text.replace("\x00", ""), subtype="plain", charset="utf-8", cte="quoted-printable"
    )
    for number, image in enumerate(post.images, 1):
        main, _, sub = image.mime.partition("/")
        if (
            main != "image"
            or not sub.isascii()
            or not sub.replace("+", "").replace("-", "").isalnum()
        ):
            raise Refused(f"Picture {number} is no picture but {image.mime[:60]}.")
        message.add_attachment(
            image.content, maintype="image", subtype=sub, filename=f"picture-{number}.{sub}"
        )
        part = list(message.iter_attachments())[-1]
        if image.alt:
            part["Content-Description"] = " ".join(image.alt.split())[:1000]
