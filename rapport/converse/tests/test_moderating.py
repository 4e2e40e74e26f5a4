"""Nothing is hidden without a published rule, criticism never, and whatever is done is said and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync

from rapport.channels.actions import hold, lift, set_read_only
from rapport.channels.contract import Ability, OutboundPost
from rapport.channels.delivering import drain
from rapport.channels.errors import OutcomeUnknown, Refused
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.channels.testing.echo_connector import MANIFEST
from rapport.converse import actions, queries
from rapport.converse.criticism import marked_words, must_say_which_words, place_of
from rapport.converse.errors import (
    CannotModerate,
    NoSuchConversation,
    NoSuchRule,
    ReadsAsCriticism,
)
from rapport.converse.models import Conversation, ModerationAct, ModerationRule
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.people.actions import erase_person
from rapport.understand.models import Reading
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
State = ModerationAct.State
ABUSE = "You are a bunch of fucking idiots, all of you."
INSULT = "fucking idiots"
COMPLAINT = "Still no refund after five weeks. This is a disgrace, your service is terrible."


@pytest.fixture
def rule(lena: Member) -> ModerationRule:
    return published(lena, kind="abuse", text="No insults.")


def published(by: Member, *, kind: str, text: str) -> ModerationRule:
    return actions.publish_rule(text, kind=kind, url="", since=NOON.date(), by=by, now=NOON)


def heard(world: SmallWorld, echo: EchoNetwork, text: str, *, by: str = "mara") -> Message:
    """Somebody writes it under a post of ours."""
    root = echo.accept(OutboundPost("We are open."), str(uuid4())).key
    return taken_in(world, echo, root, echo.says(text, by=by, reply_to=root))


def taken_in(world: SmallWorld, echo: EchoNetwork, *keys: str) -> Message:
    """Those posts are heard; the last of them."""
    posts = [post for key in keys if (post := echo.post(key)) is not None]
    world.receive(*posts)
    return Message.objects.get(remote_key=keys[-1])


def of(message: Message) -> Conversation:
    return Conversation.objects.get(turns__message=message)


def act_on(
    message: Message, *, kind: str, rule: ModerationRule, by: Member, passage: str = INSULT
) -> ModerationAct:
    return actions.moderate(
        of(message).pk,
        message_id=message.pk,
        kind=kind,
        rule_id=rule.pk,
        passage=passage,
        by=by,
        now=NOON,
    )


def leave(act: ModerationAct) -> ModerationAct:
    """What waits on the account goes out, and what it said is heard."""
    async_to_sync(drain)(act.account_id)
    run_jobs()
    act.refresh_from_db()
    return act


def test_a_message_is_hidden_under_a_rule_and_shown_again(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member, bob: Member
) -> None:
    message = heard(world, echo, ABUSE)
    act = act_on(message, kind="hide", rule=rule, by=alice)
    assert (act.state, echo.hidden) == (State.ASKED, set()), "nothing leaves inside the request"
    assert leave(act).state == State.DONE
    assert echo.hidden == {message.remote_key}
    actions.undo_moderation(act.pk, by=bob, now=NOON)
    leave(act)
    assert (act.state, act.undone_by, echo.hidden) == (State.UNDONE, bob, set())
    assert sorted(said_of(message, alice)) == [
        f"moderated:hide:abuse:{alice.pk}", "moderation_settled:hide:done",
        "moderation_settled:hide:undone", f"moderation_undo:hide:{bob.pk}",
    ]  # fmt: skip


def said_of(message: Message, member: Member) -> list[str]:
    page = queries.conversation_page(member, of(message).pk, now=NOON)
    return [f"{t.text}:{t.who}".rstrip(":") for t in page.turns if t.text.startswith("moderat")]


@pytest.mark.parametrize(("kind", "where"), [("mute", "muted"), ("block", "blocked")])
def test_somebody_is_muted_or_blocked_and_let_back(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member, kind: str, where: str
) -> None:
    message = heard(world, echo, ABUSE)
    act = leave(act_on(message, kind=kind, rule=rule, by=alice))
    assert getattr(echo, where) == {"echo:mara"}
    actions.undo_moderation(act.pk, by=alice, now=NOON)
    assert leave(act).state == State.UNDONE
    assert getattr(echo, where) == set()


def test_a_report_carries_the_rule_and_cannot_be_taken_back(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, ABUSE)
    act = leave(act_on(message, kind="report", rule=rule, by=alice))
    [report] = echo.reports
    assert (report.post_key, report.author_id) == (message.remote_key, "echo:mara")
    assert (report.category, report.reason) == ("abuse", "No insults.")
    with pytest.raises(CannotModerate, match="cannot be taken back"):
        actions.undo_moderation(act.pk, by=alice, now=NOON)


def test_without_a_rule_that_stands_nothing_is_done(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member, lena: Member
) -> None:
    message = heard(world, echo, ABUSE)
    newer = actions.change_rule(
        rule.pk,
        "No insults, no threats.",
        kind="abuse",
        url="",
        since=NOON.date(),
        by=lena,
        now=NOON,
    )
    with pytest.raises(NoSuchRule, match="meanwhile"):
        act_on(message, kind="hide", rule=rule, by=alice)
    actions.retire_rule(newer.pk, by=lena, now=NOON)
    with pytest.raises(NoSuchRule):
        act_on(message, kind="hide", rule=newer, by=alice)
    assert not ModerationAct.objects.exists()
    assert not Delivery.objects.exists()


def test_criticism_asks_which_words_break_the_rule(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, COMPLAINT)
    for passage, why in (("", "Criticism is not hidden here"), ("you all stink", "do not stand")):
        with pytest.raises(ReadsAsCriticism, match=why):
            act_on(message, kind="hide", rule=rule, by=alice, passage=passage)
    act = act_on(message, kind="hide", rule=rule, by=alice, passage=" THIS is  a disgrace")
    assert message.text[act.passage_start : act.passage_end] == "This is a disgrace"


@pytest.mark.parametrize(
    ("text", "kind", "offensive", "asks"),
    [
        ("You liars", "abuse", False, True),
        ("This is a disgrace", "abuse", True, True),
        ("You idiots", "spam", True, True),
        ("Her number is 070-123 45 67", "private", False, False),
        ("mara@example.org works there", "private", False, False),
        ("SE45 5000 0000 0583 9825 7466 is her account", "private", False, False),
        ("Train 4711 at 18:05 was late again", "private", False, True),
        ("I paid 1,299.00 in week 34", "private", False, True),
    ],
)
def test_what_speaks_for_a_rule_spares_the_second_question(
    text: str, kind: str, offensive: bool, asks: bool
) -> None:
    reading = Reading(intent="complaint", covered=True, sentiment="negative", offensive=offensive)
    assert must_say_which_words(text, reading, kind=kind) is asks
    calm = Reading(intent="chatter", covered=True, sentiment="neutral", offensive=offensive)
    assert not must_say_which_words(text, calm, kind=kind)


def test_hard_words_side_by_side_are_offered_together() -> None:
    text = "You fucking  idiots, you idiots"
    marks = [(4, 11), (13, 19), (25, 31), (3, 900)]
    reasons = [{"kind": "offensive", "start": a, "end": b} for a, b in marks]
    reading = Reading(reasons=[*reasons, {"kind": "negative", "start": 0, "end": 3}])
    assert marked_words(text, reading) == ["fucking  idiots", "idiots"]
    assert marked_words(text, None) == []


def test_a_passage_is_found_however_it_is_spaced_and_is_no_pattern() -> None:
    assert place_of("a  DISGRACE", "What a\ndisgrace") == (5, 15)
    assert place_of(".*", "What a disgrace") is None
    assert place_of("  ", "What a disgrace") is None


def test_twice_the_same_is_refused_and_again_after_it_was_taken_back_is_not(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member, bob: Member
) -> None:
    message = heard(world, echo, ABUSE)
    act = leave(act_on(message, kind="hide", rule=rule, by=alice))
    with pytest.raises(CannotModerate, match="hidden already"):
        act_on(message, kind="hide", rule=rule, by=bob)
    actions.undo_moderation(act.pk, by=alice, now=NOON)
    leave(act)
    with pytest.raises(CannotModerate, match="nothing to take back"):
        actions.undo_moderation(act.pk, by=alice, now=NOON)
    assert leave(act_on(message, kind="hide", rule=rule, by=bob)).state == State.DONE


def test_a_message_deleted_meanwhile_is_said_so(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, ABUSE)
    act = act_on(message, kind="hide", rule=rule, by=alice)
    echo.deletes(message.remote_key)
    assert leave(act).state == State.FAILED
    assert "gone" in act.reason
    Message.objects.filter(pk=message.pk).update(deleted_at=NOON)
    with pytest.raises(CannotModerate, match="deleted this message meanwhile"):
        act_on(message, kind="hide", rule=rule, by=alice)


def test_a_network_that_will_not_take_it_back_is_said_so_and_can_be_asked_again(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, ABUSE)
    act = leave(act_on(message, kind="hide", rule=rule, by=alice))
    echo.fail_next(Refused("Not today."), on="unhide")
    actions.undo_moderation(act.pk, by=alice, now=NOON)
    assert leave(act).state == State.DONE
    assert act.reason == "Not today."
    actions.undo_moderation(act.pk, by=alice, now=NOON)
    assert leave(act).state == State.UNDONE


def test_a_report_nobody_knows_of_waits_for_a_person_and_is_never_repeated_by_itself(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, ABUSE)
    echo.fail_next(OutcomeUnknown("No answer."), on="report")
    act = leave(act_on(message, kind="report", rule=rule, by=alice))
    Delivery.objects.update(due_at=NOON)
    leave(act)
    [view] = queries.conversation_page(alice, of(message).pk, now=NOON).moderation
    assert (view.state, echo.reports) == ("unknown", [])
    assert actions.decide_moderation_stands(act.pk, by=alice, now=NOON)
    run_jobs()
    act.refresh_from_db()
    assert act.state == State.DONE
    assert not actions.decide_to_moderate_again(act.pk, by=alice, now=NOON)


def test_what_is_held_shows_why_and_is_taken_back_without_the_network(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, ABUSE)
    stop = hold([f"account:{world.account.pk}"], reason="A crisis.", by=alice, now=NOON)
    act = act_on(message, kind="hide", rule=rule, by=alice)
    [view] = queries.conversation_page(alice, of(message).pk, now=NOON).moderation
    assert (view.state, view.reason) == ("held", "A crisis.")
    actions.undo_moderation(act.pk, by=alice, now=NOON)
    lift(stop, by=alice, now=NOON)
    assert leave(act).state == State.UNDONE
    assert echo.hidden == set()


def test_from_an_account_that_only_reads_nothing_is_done(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, ABUSE)
    set_read_only(world.account, read_only=True)
    with pytest.raises(CannotModerate, match="read-only"):
        act_on(message, kind="hide", rule=rule, by=alice)
    assert not ModerationAct.objects.exists()


def test_a_guest_does_nothing_and_an_agent_publishes_no_rules(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member, gus: Member
) -> None:
    message = heard(world, echo, ABUSE)
    with pytest.raises(NotAllowed):
        act_on(message, kind="hide", rule=rule, by=gus)
    act = act_on(message, kind="hide", rule=rule, by=alice)
    with pytest.raises(NotAllowed):
        actions.undo_moderation(act.pk, by=gus, now=NOON)
    with pytest.raises(NotAllowed):
        published(alice, kind="spam", text="No advertising.")
    with pytest.raises(NotAllowed):
        actions.retire_rule(rule.pk, by=alice, now=NOON)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 1001}, "text"),
        ({"kind": "criticism"}, "kind"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://[x"}, "url"),
        ({"since": NOON.date() + timedelta(days=1)}, "since"),
    ],
)
def test_a_rule_nobody_could_have_read_is_not_published(
    lena: Member, wrong: dict[str, object], field: str
) -> None:
    told = {"text": "No insults.", "kind": "abuse", "url": "", "since": NOON.date(), **wrong}
    text = told.pop("text")
    with pytest.raises(InvalidEntry) as refusal:
        actions.publish_rule(text, **told, by=lena, now=NOON)  # type: ignore[arg-type]
    assert field in refusal.value.fields


def test_an_act_keeps_the_words_of_its_version_and_counts_with_its_rule(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member, lena: Member
) -> None:
    act = leave(act_on(heard(world, echo, ABUSE), kind="hide", rule=rule, by=alice))
    newer = actions.change_rule(
        rule.pk, "Nobody is insulted.", kind="abuse", url="", since=NOON.date(), by=lena, now=NOON
    )
    leave(act_on(heard(world, echo, ABUSE, by="nils"), kind="mute", rule=newer, by=alice))
    act.refresh_from_db()
    assert act.rule.text == "No insults."
    [count] = queries.rule_counts()
    assert (count.rule, count.rule.version, count.acts) == (newer, 2, 2)
    asked = queries.ActsAsked(rule=newer.number)
    assert len(queries.moderation_acts(lena, asked=asked, limit=10)) == 2


def test_what_the_muted_write_is_listed_and_starts_no_clock_but_danger_does(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    act = leave(act_on(heard(world, echo, ABUSE), kind="mute", rule=rule, by=alice))
    conversation = world.conversation("mara")
    actions.resolve(conversation.pk, by=alice, now=NOON)
    later = heard(world, echo, "Where is my refund? Answer me at once!")
    conversation = of(later)
    assert (conversation.status, conversation.waiting_since) == ("quiet", None)
    assert conversation.last_customer_message == later
    # Read again, after a correction for example, it still starts none.
    actions.take_in(world.account.pk, message_ids=(), again_ids=[later.pk], now=NOON)
    conversation.refresh_from_db()
    assert conversation.status == "quiet"
    heard(world, echo, "I am going to kill myself tonight.")
    conversation.refresh_from_db()
    assert (conversation.status, conversation.danger) == ("open", True)
    actions.undo_moderation(act.pk, by=alice, now=NOON)
    leave(act)
    actions.resolve(conversation.pk, by=alice, now=NOON)
    heard(world, echo, "Where is my refund? Answer me please.")
    conversation.refresh_from_db()
    assert conversation.status == "open"


def test_an_onlookers_words_in_the_thread_may_be_hidden_and_a_strangers_elsewhere_not(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, "Where is my refund?")
    key = echo.says(ABUSE, by="nils", reply_to=message.remote_key, to_us=False)
    onlooker = taken_in(world, echo, key)
    act = actions.moderate(
        of(message).pk,
        message_id=onlooker.pk,
        kind="hide",
        rule_id=rule.pk,
        passage=INSULT,
        by=alice,
        now=NOON,
    )
    assert leave(act).state == State.DONE
    elsewhere = heard(world, echo, ABUSE, by="olle")
    with pytest.raises(NoSuchConversation):
        actions.moderate(
            of(message).pk,
            message_id=elsewhere.pk,
            kind="hide",
            rule_id=rule.pk,
            by=alice,
            now=NOON,
        )


def test_in_a_thread_somebody_else_began_nothing_is_hidden(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = taken_in(world, echo, echo.says(ABUSE))
    [hiding] = [c for c in queries.moderation_choices(of(message), message) if c.kind == "hide"]
    assert "somebody else's" in hiding.because
    with pytest.raises(CannotModerate, match="somebody else's"):
        act_on(message, kind="hide", rule=rule, by=alice)
    assert act_on(message, kind="report", rule=rule, by=alice).state == State.ASKED


@pytest.fixture
def poor(echo: EchoNetwork) -> Iterator[None]:
    """A network that can do nothing of it."""
    acts = {Ability(one) for one in ("hide", "mute", "block", "report")}
    backs = {Ability(one) for one in ("unhide", "unmute", "unblock")}
    object.__setattr__(MANIFEST, "abilities", MANIFEST.abilities - acts - backs)
    yield
    object.__setattr__(MANIFEST, "abilities", MANIFEST.abilities | acts | backs)


@pytest.mark.usefixtures("poor")
def test_a_network_that_cannot_says_so_and_only_our_own_mute_is_left(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member
) -> None:
    message = heard(world, echo, ABUSE)
    why = {c.kind: c.because for c in queries.moderation_choices(of(message), message)}
    assert why == {
        "hide": "Echo cannot hide.", "block": "Echo cannot block.", "report": "Echo cannot report.", "mute": "",
    }  # fmt: skip
    with pytest.raises(CannotModerate, match="Echo cannot hide"):
        act_on(message, kind="hide", rule=rule, by=alice)
    act = act_on(message, kind="mute", rule=rule, by=alice)
    assert (act.state, act.delivery) == (State.DONE, None)
    actions.undo_moderation(act.pk, by=alice, now=NOON)
    act.refresh_from_db()
    assert act.state == State.UNDONE


def test_whoever_is_erased_is_gone_from_the_acts_and_from_what_was_sent_for_them(
    world: SmallWorld, echo: EchoNetwork, rule: ModerationRule, alice: Member, olivia: Member
) -> None:
    message = heard(world, echo, ABUSE)
    leave(act_on(message, kind="mute", rule=rule, by=alice))
    author = message.author
    assert author is not None
    erase_person(author.person_id, by=olivia, now=NOON)
    assert not ModerationAct.objects.exists()
    assert not Delivery.objects.exclude(reply_to_key="").exists()
