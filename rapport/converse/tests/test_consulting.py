"""A department is asked, answers from the browser or by mail, and nothing of it goes outside."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page
from rapport.channels.models import Account, Delivery
from rapport.converse import actions, queries
from rapport.converse.errors import CannotConsult, NothingToSay
from rapport.converse.models import Consultation, Conversation, Note, Pause
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import receive
from rapport.listen.models import Message, Quarantined
from rapport.people.actions import erase_person
from rapport.workspace import actions as staff
from rapport.workspace.models import Brand, Member, Notice, ReplyToken, Team
from rapport.workspace.testing import NOON, make_member

DUE = NOON + timedelta(hours=2)


@pytest.fixture
def kajsa(world: SmallWorld) -> Conversation:
    world.says("Is the lift at Central broken?", who="kajsa")
    return world.conversation("kajsa")


@pytest.fixture
def control(olivia: Member, gus: Member) -> Team:
    return staff.add_team("Traffic control", members=[gus], by=olivia)


@pytest.fixture
def asked(world: SmallWorld, kajsa: Conversation, control: Team, alice: Member) -> Consultation:
    actions.assign(kajsa.pk, to=alice, by=alice, now=NOON)
    return actions.consult(
        kajsa.pk, control, question="What is up with the lift?", due_at=DUE, by=alice, now=NOON
    )


def told(member: Member) -> list[str]:
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_a_department_is_told_and_the_owner_stays_owner(
    kajsa: Conversation, asked: Consultation, alice: Member, gus: Member
) -> None:
    assert told(gus) == ["converse.asked"]
    kajsa.refresh_from_db()
    assert kajsa.assignee == alice
    assert [one.pk for one in queries.asked_of(gus)] == [asked.pk]
    assert [one.pk for one in queries.asked_by(alice)] == [asked.pk]


def test_a_guest_of_the_department_answers_and_the_owner_hears_of_it(
    world: SmallWorld, kajsa: Conversation, asked: Consultation, alice: Member, gus: Member
) -> None:
    world.passes(minutes=21)
    actions.answer_consultation(asked.pk, " A relay is gone. ", by=gus, now=world.now)
    assert told(alice) == ["converse.consultation_answered"]
    page = queries.conversation_page(alice, kajsa.pk, now=world.now)
    (turn,) = [t for t in page.turns if t.kind == "consultation"]
    assert turn.consultation is not None
    assert (turn.consultation.answer, turn.consultation.answered_by) == (
        "A relay is gone.",
        "Gus Grand",
    )
    assert not turn.is_public
    assert queries.consulted_spans([kajsa.pk]) == {kajsa.pk: [(NOON, world.now)]}
    assert not Delivery.objects.exists()


def test_nobody_else_answers_for_a_department_but_those_who_lead(
    asked: Consultation, bob: Member, lena: Member
) -> None:
    with pytest.raises(CannotConsult, match="Only its people"):
        actions.answer_consultation(asked.pk, "I guess", by=bob, now=NOON)
    actions.answer_consultation(asked.pk, "I know", by=lena, now=NOON)
    with pytest.raises(CannotConsult, match="Lena Lund has answered"):
        actions.answer_consultation(asked.pk, "Me too", by=lena, now=NOON)


def test_who_left_the_team_answers_no_more(asked: Consultation, control: Team, gus: Member) -> None:
    control.members.remove(gus)
    with pytest.raises(CannotConsult):
        actions.answer_consultation(asked.pk, "Still me", by=gus, now=NOON)


def test_a_team_without_members_cannot_be_asked(
    kajsa: Conversation, olivia: Member, alice: Member, charlie: Member
) -> None:
    empty = staff.add_team("Ghosts", members=[charlie], by=olivia)
    with pytest.raises(CannotConsult, match="Nobody is in Ghosts"):
        actions.consult(kajsa.pk, empty, question="Hello?", due_at=DUE, by=alice, now=NOON)
    assert not Consultation.objects.exists()


def test_an_empty_question_and_a_time_that_is_over_are_refused(
    kajsa: Conversation, control: Team, alice: Member
) -> None:
    with pytest.raises(NothingToSay):
        actions.consult(kajsa.pk, control, question=" ", due_at=DUE, by=alice, now=NOON)
    with pytest.raises(CannotConsult, match="is over"):
        actions.consult(kajsa.pk, control, question="?", due_at=NOON, by=alice, now=NOON)


def test_the_resolve_clock_stands_still_until_the_last_department_answered(
    kajsa: Conversation, asked: Consultation, control: Team, alice: Member, gus: Member
) -> None:
    again = actions.consult(
        kajsa.pk, control, question="And the ramp?", due_at=DUE, by=alice, now=NOON
    )
    pauses = Pause.objects.filter(conversation=kajsa, why="department")
    actions.answer_consultation(asked.pk, "A relay.", by=gus, now=NOON + timedelta(minutes=9))
    assert pauses.get().until is None
    actions.withdraw_consultation(again.pk, by=alice, now=NOON + timedelta(minutes=20))
    assert pauses.get().until == NOON + timedelta(minutes=20)


def test_what_is_late_is_told_once_to_both_sides(
    asked: Consultation, alice: Member, gus: Member
) -> None:
    counts = [actions.remind_of_consultations(at) for at in (NOON, DUE, DUE)]
    assert counts == [0, 1, 0]
    assert "converse.consultation_late" in told(alice)
    assert told(gus) == ["converse.asked", "converse.consultation_late"]


def test_a_question_of_a_dissolved_team_keeps_its_name(
    kajsa: Conversation, asked: Consultation, control: Team, olivia: Member, alice: Member
) -> None:
    staff.dissolve_team(control, by=olivia)
    page = queries.conversation_page(alice, kajsa.pk, now=NOON)
    assert [t.consultation.team for t in page.turns if t.consultation] == ["Traffic control"]
    actions.withdraw_consultation(asked.pk, by=alice, now=NOON)
    assert queries.consulted_spans([kajsa.pk]) == {kajsa.pk: [(NOON, NOON)]}


def test_one_answer_stands_in_others_about_the_same_and_nothing_is_sent(
    world: SmallWorld, kajsa: Conversation, asked: Consultation, alice: Member, gus: Member
) -> None:
    for number in range(6):
        world.says(f"Nothing about it, number {number}. Where is my money?", who=f"x{number}")
    world.says("The lift at Central is broken again!", who="ben")
    ben = world.conversation("ben")
    with pytest.raises(CannotConsult):
        actions.share_answer(asked.pk, [ben.pk], by=alice, now=world.now)
    actions.answer_consultation(asked.pk, "A relay is gone.", by=gus, now=world.now)
    found = queries.similar_open(kajsa)
    assert [(one.conversation_id, set(one.words)) for one in found] == [
        (ben.pk, {"lift", "central", "broken"})
    ]
    counts = [actions.share_answer(asked.pk, [ben.pk], by=alice, now=world.now) for _ in "12"]
    assert counts == [1, 0]
    page = queries.conversation_page(alice, ben.pk, now=world.now)
    assert [t.consultation.answer for t in page.turns if t.consultation] == ["A relay is gone."]
    assert not Delivery.objects.exists()


# By mail.


@pytest.fixture
def support(brand: Brand) -> Account:
    info = AccountInfo(remote_id="support@halden.example", handle="support@halden.example")
    return keep_account(
        brand, network="mail", info=info, settings={}, secrets={}, by=None, now=NOON
    )


@pytest.fixture
def letter(
    support: Account, settings: Any, mailoutbox: list[Any], request: pytest.FixtureRequest
) -> Any:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    request.getfixturevalue("asked")
    staff.send_soon(NOON + timedelta(minutes=1))
    (one,) = mailoutbox
    return one


def answered(
    to: str, sender: str, text: str = "A relay.", key: str = "mail-1", **more: Any
) -> Page:
    post = InboundPost(
        key=key,
        author=Author(sender, sender),
        title="Re: asked",
        text=text,
        created_at=NOON,
        kind="mail",
        scope="private",
        to_us=True,
        addressed_to=(to,),
        **more,
    )
    return Page(posts=(post,))


def come(support: Account, page: Page, *, at: datetime = NOON) -> None:
    receive(support, page, now=at)
    run_jobs()


def test_the_question_comes_by_mail_with_an_address_to_answer_to(letter: Any, gus: Member) -> None:
    assert letter.to == [gus.email]
    assert "What is up with the lift?" in letter.body
    assert "lift at Central broken" not in letter.body
    assert re.fullmatch(r"support\+answer-[a-z2-7]{32}@halden\.example", letter.reply_to[0])
    assert letter.reply_to[0] not in letter.body


def test_an_answer_by_mail_stands_with_the_conversation_and_is_no_message(
    letter: Any, support: Account, asked: Consultation, gus: Member, alice: Member
) -> None:
    page = answered(letter.reply_to[0].upper(), gus.email.upper())
    for _again in range(2):
        come(support, page)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by) == ("answered", "A relay.", gus)
    assert "converse.consultation_answered" in told(alice)
    assert not Message.objects.filter(text="A relay.").exists()
    assert not Quarantined.objects.exists()
    assert ReplyToken.objects.get().text == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sender": "mallory@evil.example"}, "another address"),
        ({"text": "  "}, "without words"),
        ({"automatic": "autoreply"}, "automatic"),
    ],
)
def test_what_cannot_be_an_answer_is_kept_aside_with_its_reason_and_without_the_token(
    letter: Any, support: Account, asked: Consultation, gus: Member, changes: Any, reason: str
) -> None:
    to = letter.reply_to[0]
    come(support, answered(to, **({"sender": gus.email} | changes)))
    aside = Quarantined.objects.get()
    assert reason in aside.reason
    assert to.partition("-")[2].partition("@")[0] not in aside.raw
    asked.refresh_from_db()
    assert asked.state == "open"


def test_a_forged_sender_without_a_token_gets_no_further_than_the_quarantine(
    letter: Any, support: Account, asked: Consultation, gus: Member
) -> None:
    come(support, answered("support@halden.example", gus.email))
    come(support, answered(f"support+answer-{'a' * 32}@halden.example", gus.email, key="mail-2"))
    reasons = sorted(Quarantined.objects.values_list("reason", flat=True))
    assert [reason[:20] for reason in reasons] == ["An answer to nothing", "Mail of a colleague:"]
    asked.refresh_from_db()
    assert asked.state == "open"


def test_an_address_is_good_once_and_not_for_ever(
    letter: Any, support: Account, asked: Consultation, gus: Member
) -> None:
    to = letter.reply_to[0]
    come(support, answered(to, gus.email), at=DUE + timedelta(days=8))
    assert "too late" in Quarantined.objects.get().reason
    come(support, answered(to, gus.email, key="mail-2"))
    come(support, answered(to, gus.email, text="And more", key="mail-3"))
    assert Quarantined.objects.filter(reason__startswith="A second answer").count() == 1
    asked.refresh_from_db()
    assert asked.answer == "A relay."


def test_a_member_who_left_answers_no_mail_any_more(
    letter: Any, support: Account, asked: Consultation, gus: Member
) -> None:
    Member.objects.filter(pk=gus.pk).update(is_active=False)
    come(support, answered(letter.reply_to[0], gus.email))
    asked.refresh_from_db()
    assert asked.state == "open"


def test_what_a_second_colleague_mails_after_the_first_is_kept_as_a_note(
    letter: Any, support: Account, asked: Consultation, gus: Member, lena: Member
) -> None:
    actions.answer_consultation(asked.pk, "I know", by=lena, now=NOON)
    come(support, answered(letter.reply_to[0], gus.email))
    assert [(note.member, note.text) for note in Note.objects.all()] == [(gus, "A relay.")]


def test_without_a_mailbox_the_letter_leads_to_the_page(
    asked: Consultation, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    late = make_member("Late")
    Team.objects.get().members.add(late)
    actions.consult(
        asked.conversation_id, Team.objects.get(), question="Again?", due_at=DUE,
        by=Member.objects.get(name="Alice Ode"), now=NOON,
    )  # fmt: skip
    staff.send_soon(NOON + timedelta(minutes=1))
    assert len(mailoutbox) == 2
    assert all(not one.reply_to and "/notices/" in one.body for one in mailoutbox)


def test_erasing_the_person_leaves_nothing_of_what_was_asked(
    letter: Any, kajsa: Conversation, lena: Member
) -> None:
    erase_person(kajsa.person_id, by=lena, now=NOON)
    assert not Consultation.objects.exists()
    assert not ReplyToken.objects.exists()
    assert not Notice.objects.exists()
