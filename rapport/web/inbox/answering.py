"""From the box to the door out: check, claim, send, acknowledge, note. Whatever happens, the text is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.assets.actions import describe
from rapport.assets.models import Asset
from rapport.assets.queries import uploaded_by
from rapport.channels.contract import Ability
from rapport.channels.models import Delivery
from rapport.channels.registry import abilities_of
from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import (
    CannotAnswer,
    ConverseError,
    NoPrivateDoor,
    NoSign,
    NothingToSay,
    SomebodyAnswers,
    TooLong,
    TooManyPictures,
)
from rapport.converse.models import Conversation
from rapport.voice import actions as voice_actions
from rapport.voice.contract import Finding
from rapport.voice.models import Objection
from rapport.web.access import member_of
from rapport.web.inbox import pages, promised
from rapport.web.inbox.answers import Toast, acted, is_fragment, refused, waits_for_approval
from rapport.web.inbox.composer import (
    Composer,
    FindingShown,
    findings_shown,
    may_be_wrong,
    must_ask,
)
from rapport.web.inbox.going_on import facts_said
from rapport.web.inbox.saved_shown import macro_shown
from rapport.workspace.models import Member

# More than any network takes; what this one takes is said when it is sent.
PICTURES_AT_MOST = 20
NOT_SO_AT_MOST = 50
# A passage longer than this is all of the text: said once not to be so, it is not said again with every letter.
PASSAGE_AT_MOST = 80


@dataclass(frozen=True, slots=True)
class Written:
    """What came in the form."""

    text: str
    answers_over: bool
    # Why it goes out although the check asked to wait (a value of `Objection.Reason`; "": it was not said), and in words.
    meant_because: str = ""
    meant_words: str = ""
    # Notes of the check that the member said not to be so, each as `said_of`.
    not_so: frozenset[str] = frozenset()
    # Pictures of the member's own, with what they wrote about each.
    descriptions: Mapping[int, str] = field(default_factory=dict)
    # Facts of the board whose line was put into the text, with the end it had.
    facts: Mapping[int, datetime | None] = field(default_factory=dict)
    macro_id: int | None = None
    privately: bool = False
    # The saved reply it began with, filled in.
    saved: str = ""

    @classmethod
    def in_form(cls, request: HttpRequest) -> Written:
        return cls(
            # Browsers send line ends as CRLF whatever was typed, and networks count them; no database takes a NUL.
            text=request.POST.get("text", "").replace("\r\n", "\n").replace("\0", ""),
            answers_over=request.POST.get("answer_over") == "1",
            meant_because=_reason(request.POST.get("as_is", "")),
            meant_words=request.POST.get("as_is_words", "").replace("\0", ""),
            not_so=frozenset(request.POST.getlist("not_so")[:NOT_SO_AT_MOST]),
            descriptions={
                int(one): request.POST.get(f"alt-{one}", "").strip()
                for one in request.POST.getlist("picture")[:PICTURES_AT_MOST]
                if one.isascii() and one.isdigit() and len(one) < 19
            },
            facts=facts_said(request.POST.getlist("fact")),
            macro_id=pages.number(request.POST.get("macro", "")),
            privately=request.POST.get("private") == "1",
            saved=request.POST.get("saved", "").replace("\r\n", "\n").replace("\0", ""),
        )

    def pictures(self, member: Member) -> list[Asset]:
        """The pictures chosen, described as written; nobody sends a picture somebody else uploaded."""
        held = uploaded_by(member.pk, self.descriptions)
        describe({picture.pk: self.descriptions[picture.pk] for picture in held})
        for picture in held:
            picture.alt = self.descriptions[picture.pk]
        return held


def check(
    request: HttpRequest,
    conversation: Conversation,
    text: str,
    *,
    privately: bool = False,
    in_thread: bool = False,
    saved: str = "",
    quick: bool = False,
) -> list[Finding]:
    """What the reply check says about a draft. `in_thread`: it is for everybody, whatever they wrote last.

    `saved`: the saved reply it began with, filled in. `quick`: without what is only noted and takes long.
    """
    return converse.check_reply(
        conversation,
        text,
        by=member_of(request),
        now=timezone.now(),
        zone=timezone.get_current_timezone_name(),
        privately=privately,
        in_thread=in_thread,
        saved=saved,
        quick=quick,
    )


def _check_of(
    request: HttpRequest, conversation: Conversation, written: Written, *, quick: bool = False
) -> list[Finding]:
    return check(
        request,
        conversation,
        written.text,
        privately=written.privately,
        saved=written.saved,
        quick=quick,
    )


def checked(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    written = Written.in_form(request)
    found = _check_of(request, conversation, written)
    composer = Composer(text=written.text, findings=_shown(found, written))
    answer = _state(request, conversation, composer)
    answer.write(promised.offered(request, written.text))
    return answer


def of_finding(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """A member says that a note of the check is wrong here, or takes its remedy.

    The answer is what the form tells of a note that is wrong from now on. 409 where it is not found in the text any more.
    """
    written = Written.in_form(request)
    kind, start = request.POST.get("kind", ""), pages.number(request.POST.get("start", ""))
    found = _check_of(request, conversation, written)
    meant = next((one for one in found if one.kind == kind and one.start == start), None)
    takes = request.POST.get("said") == "took"
    if meant is None or (not takes and not may_be_wrong(meant)):
        # The words changed meanwhile, or it asks to wait: then the reason is said with Send.
        return HttpResponse(status=409)
    keep = voice_actions.note_remedy if takes else voice_actions.say_not_so
    keep(
        meant,
        written.text,
        brand_id=conversation.brand_id,
        person_id=conversation.person_id,
        by=member_of(request),
        now=timezone.now(),
    )
    return HttpResponse(said_of(meant, written.text), content_type="text/plain; charset=utf-8")


def said_of(finding: Finding, text: str) -> str:
    """What a finding is known by while its words stay as they are."""
    passage = text[finding.start : finding.end]
    return f"{finding.kind}|{passage if len(passage) <= PASSAGE_AT_MOST else ''}"


def _shown(findings: Iterable[Finding], written: Written) -> list[FindingShown]:
    """What is said beside the text: not again what was said not to be so, unless it asks to wait."""
    said = [
        finding
        for finding in findings
        if finding.severity == "hold" or said_of(finding, written.text) not in written.not_so
    ]
    return findings_shown(said)


def _reason(value: str) -> str:
    return value if value in Objection.Reason.values else ""


def send(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Send, unless a finding of weight stands that was not meant, or a colleague answers."""
    written, now = Written.in_form(request), timezone.now()
    pictures = written.pictures(member_of(request))
    findings = _check_of(request, conversation, written, quick=True)
    kept = Composer(
        text=written.text,
        findings=_shown(findings, written),
        pictures=pictures,
        facts=request.POST.getlist("fact")[:PICTURES_AT_MOST],
        saved=written.saved,
        macro=macro_shown(written.macro_id),
        privately=written.privately,
        answers_over=written.answers_over,
        meant_because=written.meant_because,
    )
    if not all(picture.alt for picture in pictures):
        words = _("Say what the picture shows, for those who cannot see it.")
        return _not_taken(request, conversation, replace(kept, error=words))
    if must_ask(findings):
        _note_objections(request, conversation, findings, written, now=now)
        if not written.meant_because:
            doubted = any(one.severity == "hold" and one.statement_id for one in findings)
            return _not_taken(
                request, conversation, replace(kept, asks_twice=True, may_be_old=doubted)
            )
    try:
        if written.privately:
            actions.demand_open_door(conversation)
        delivery = actions.reply(
            conversation.pk,
            written.text,
            by=member_of(request),
            now=now,
            answer_over=written.answers_over,
            asset_ids=[picture.pk for picture in pictures],
            findings=[_kept(finding) for finding in findings],
            said_facts=written.facts,
            macro_id=written.macro_id,
            privately=written.privately,
            told_by_place=conversation.account.is_place,
            promises=promised.meant(request, written.text, now=now),
        )
    except SomebodyAnswers as error:
        return _not_taken(request, conversation, _collision(kept, error))
    except NoPrivateDoor as error:
        shut = replace(kept, error=str(error), privately=False, door_is_shut=True)
        return _not_taken(request, conversation, shut)
    except (NothingToSay, TooLong, TooManyPictures, CannotAnswer) as error:
        return _not_taken(request, conversation, replace(kept, error=str(error)))
    return _sent(request, conversation, delivery, now=now)


def _note_objections(
    request: HttpRequest,
    conversation: Conversation,
    findings: Sequence[Finding],
    written: Written,
    *,
    now: datetime,
) -> None:
    voice_actions.note_objections(
        findings,
        written.text,
        brand_id=conversation.brand_id,
        person_id=conversation.person_id,
        by=member_of(request),
        now=now,
        reason=written.meant_because,
        words=written.meant_words,
    )


def acknowledge(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """A like, or the sentence in the box."""
    speaks = converse.speaking_account(conversation) or conversation.account
    has_likes = Ability.REACT in abilities_of(speaks.network)
    # Where a like does it, the draft in the box is not for sending yet.
    text = "" if has_likes else Written.in_form(request).text
    try:
        delivery = actions.acknowledge(
            conversation.pk, by=member_of(request), now=timezone.now(), text=text
        )
    except (NoSign, TooLong, CannotAnswer) as error:
        return _not_taken(request, conversation, Composer(text=text, error=str(error)))
    if delivery is not None and delivery.text:
        return _sent(request, conversation, delivery, now=timezone.now())
    words = _("They see that you heard.") if delivery else _("They know already that you heard.")
    return acted(request, conversation.pk, toast=Toast(words), body=_empty_state())


def claim(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Hold the box while writing; whoever comes second is told."""
    claimed = actions.claim(conversation.pk, by=member_of(request), now=timezone.now())
    composer = Composer()
    if not claimed.granted:
        composer = Composer(
            held_by=claimed.holder_name,
            held_words=_("is answering. What you write is kept."),
        )
    return _state(request, conversation, composer)


def keep_note(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    text = Written.in_form(request).text
    try:
        actions.note(conversation.pk, text, by=member_of(request), now=timezone.now())
    except NothingToSay as error:
        if is_fragment(request):
            return refused(request, str(error))
        composer = Composer(note_text=text, note_error=str(error), is_note=True)
        return pages.inbox_page(
            request, conversation_id=conversation.pk, composer=composer, status=422
        )
    return acted(request, conversation.pk, events={"rapport-noted": conversation.pk})


def reopen(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    try:
        actions.reopen(conversation.pk, by=member_of(request), now=timezone.now())
    except CannotAnswer as error:
        return _refused_or_page(request, conversation, error)
    return acted(request, conversation.pk)


def _refused_or_page(
    request: HttpRequest, conversation: Conversation, error: ConverseError
) -> HttpResponse:
    if is_fragment(request):
        return refused(request, str(error))
    composer = Composer(error=str(error))
    return pages.inbox_page(request, conversation_id=conversation.pk, composer=composer, status=422)


def _sent(
    request: HttpRequest, conversation: Conversation, delivery: Delivery, *, now: datetime
) -> HttpResponse:
    if delivery.state == Delivery.State.REVIEW:
        toast = waits_for_approval(delivery)
    elif delivery.state == Delivery.State.HELD:
        toast = Toast(
            _("Held: %(reason)s") % {"reason": delivery.reason or _("sending is stopped")}
        )
    else:
        toast = Toast(
            words=_("Sending in"),
            undo_url=reverse("inbox_undo", args=[delivery.pk]),
            due_at=delivery.due_at,
            seconds=max(1, round((delivery.due_at - now).total_seconds())),
        )
    return acted(
        request,
        conversation.pk,
        toast=toast,
        events={"rapport-sent": {"conversation": conversation.pk}},
        body=_empty_state(),
    )


def _not_taken(
    request: HttpRequest, conversation: Conversation, composer: Composer
) -> HttpResponse:
    """422 with the same form: for htmx only what speaks under the text, so that the text is never touched."""
    actions.save_draft(conversation.pk, composer.text, by=member_of(request), now=timezone.now())
    if is_fragment(request):
        answer = _state(request, conversation, composer, status=422)
        if composer.door_is_shut:
            context = {"conversation_id": conversation.pk, "comes_late": True}
            answer.write(render_to_string("inbox/link_door.html", context, request))
        return answer
    return pages.inbox_page(request, conversation_id=conversation.pk, composer=composer, status=422)


def _state(
    request: HttpRequest, conversation: Conversation, composer: Composer, *, status: int = 200
) -> HttpResponse:
    context = {"composer": composer, "open_id": conversation.pk}
    return render(request, "inbox/answer_state.html", context, status=status)


@cache
def _empty_state() -> str:
    """Nothing to say about a text: without words, so the same for everybody."""
    return render_to_string("inbox/answer_state.html", {"composer": Composer()})


def _collision(kept: Composer, error: SomebodyAnswers) -> Composer:
    """What was said of the findings is not asked again once the member answers over."""
    said = _("has answered this already.") if error.has_answered else _("is answering this.")
    return replace(
        kept,
        held_by=error.name,
        held_words=f"{said} " + _("What you wrote is kept."),
        may_answer_over=True,
    )


def _kept(finding: Finding) -> dict[str, object]:
    """What is remembered of a finding with the delivery: never its words."""
    kept = asdict(finding)
    return {name: kept[name] for name in ("kind", "severity", "statement_id") if name in kept}
