"""What this room tells staff, and how an approval is given by mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from rapport.channels.queries import reading_mailbox
from rapport.voice.approvals import approval, is_to_approve
from rapport.voice.models import Approval, Statement
from rapport.workspace.models import Notice
from rapport.workspace.registry import Letter, may_name, register_notice

APPROVAL_ASKED = "voice.approval_asked"
APPROVAL_WAITS_LONG = "voice.approval_waits_long"
SENT_BACK = "voice.sent_back"
STATEMENT_DOUBTED = "voice.statement_doubted"
MAIL_ANSWERS_FOR = timedelta(days=2)
# A mail that says this and nothing else approves; whatever else it says goes back to the writer.
_YES = re.compile(
    r"\W*(?:yes|ok|okay|approve|approved|ja|oui|sì|si|sí|gut|go|send)(?:,? please)?\W*",
    re.IGNORECASE,
)


def says_yes(text: str) -> bool:
    return _YES.fullmatch(text) is not None


def register_words() -> None:
    asked = _saying(lambda: _("%(who)s asks you to read a reply to %(whom)s before it leaves"))
    late = _saying(
        lambda: _("A reply of %(who)s to %(whom)s waits for approval, and nobody has decided")
    )
    register_notice(APPROVAL_ASKED, say=asked, letter=_letter, stands=is_to_approve)
    register_notice(APPROVAL_WAITS_LONG, say=late, letter=_letter, stands=is_to_approve)
    register_notice(SENT_BACK, say=_back_words)
    register_notice(STATEMENT_DOUBTED, say=_doubted_words)


def _saying(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(found: Sequence[Notice]) -> dict[int, str]:
        return {
            pk: sentence() % {"who": _name(asked), "whom": _whom(asked)}
            for pk, asked in _asked_in(found).items()
        }

    return say


def _back_words(found: Sequence[Notice]) -> Mapping[int, str]:
    said = {}
    for pk, asked in _asked_in(found).items():
        who = asked.decided_by.name if asked.decided_by else _("A colleague")
        words = _("%(who)s sent your reply to %(whom)s back") % {"who": who, "whom": _whom(asked)}
        said[pk] = f"{words}: “{asked.note}”" if asked.note and may_name() else f"{words}."
    return said


def _doubted_words(found: Sequence[Notice]) -> Mapping[int, str]:
    doubted = Statement.objects.in_bulk([notice.about_id for notice in found])
    said = _("A colleague says that this is out of date: “%(text)s”")
    return {
        notice.pk: said % {"text": Truncator(doubted[notice.about_id].text).chars(120)}
        for notice in found
        if notice.about_id in doubted
    }


def _asked_in(found: Sequence[Notice]) -> dict[int, Approval]:
    wanted = Approval.objects.select_related("writer", "person", "decided_by")
    asked = wanted.in_bulk([notice.about_id for notice in found])
    return {n.pk: asked[n.about_id] for n in found if n.about_id in asked}


def _name(asked: Approval) -> str:
    return asked.writer.name if asked.writer else _("a colleague who left")


def _whom(asked: Approval) -> str:
    return asked.person.name if asked.person and may_name() else _("a customer")


def _letter(notice: Notice) -> Letter | None:
    """The reply by mail. "Yes" in answer approves it; anything else goes back to its writer."""
    asked = approval(notice.about_id)
    if asked is None or not asked.waits:
        return None
    mailbox = reading_mailbox()
    how = (
        _(
            "Answer this mail with “yes” and it leaves. Anything else you write goes back to its writer, and nothing leaves."
        )
        if mailbox
        else _("Decide by the link.")
    )
    text = f"“{asked.delivery.text}”\n\n{how}"
    return Letter(text=text, mailbox=mailbox, answer_by=asked.asked_at + MAIL_ANSWERS_FOR)
