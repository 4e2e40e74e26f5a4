"""What becomes of each time the check asks somebody to wait: changed, sent with a reason, called wrong, judged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rapport.channels import actions as channels
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.actions import erase_person
from rapport.voice import actions as voice
from rapport.voice import queries as said
from rapport.voice.contract import Finding
from rapport.voice.models import Caution, CheckSetting, Objection, Statement
from rapport.voice.objections import ENOUGH, Tally
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Brand, Member, Notice

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "You get it back within 30 days.", "You get it back within 14 days."
SECOND = timedelta(seconds=1)


@pytest.fixture
def fourteen(world: SmallWorld, lena: Member) -> Statement:
    text = "You get your refund back within 14 days."
    return voice.add_statement(
        world.account.brand, text=text, topic="refund", owner=lena, by=lena, now=world.now
    )


@pytest.fixture
def kajsa(world: SmallWorld, echo: EchoNetwork, fourteen: Statement) -> Conversation:
    text = "When do I get my refund?"
    world.says(text, key=echo.says(text, by="kajsa"))
    return world.conversation()


def check(conversation: Conversation, text: str, *, by: Member, world: SmallWorld) -> list[Finding]:
    seen = queries.conversation_for(by, conversation.pk)
    return queries.check_reply(seen, text, by=by, now=world.now, zone="UTC")


def is_asked(
    kajsa: Conversation, text: str, *, by: Member, world: SmallWorld, **said: Any
) -> list[Finding]:
    found = check(kajsa, text, by=by, world=world)
    voice.note_objections(
        found,
        text,
        brand_id=kajsa.brand_id,
        person_id=kajsa.person_id,
        by=by,
        now=world.now,
        **said,
    )
    return found


def sends(kajsa: Conversation, text: str, *, by: Member, world: SmallWorld) -> None:
    world.now += SECOND
    found = check(kajsa, text, by=by, world=world)
    kept = [{"kind": f.kind, "severity": f.severity, "statement_id": f.statement_id} for f in found]
    delivery = actions.reply(kajsa.pk, text, by=by, now=world.now, findings=kept)
    channels.send_now(delivery.pk, now=world.now)
    run_jobs()


def tally(world: SmallWorld, kind: str = "contradiction") -> Tally:
    now = world.now + SECOND
    return next(one for one in said.tallies(now=now) if one.kind == kind)


def test_what_is_changed_before_it_is_sent_counts_as_right(
    world: SmallWorld, kajsa: Conversation, fourteen: Statement, alice: Member
) -> None:
    found = is_asked(kajsa, WRONG, by=alice, world=world)
    assert [(one.kind, one.severity) for one in found] == [("contradiction", "hold")]
    is_asked(kajsa, WRONG, by=alice, world=world)  # pressed again
    kept = Objection.objects.get()
    assert (kept.state, kept.passage, kept.statement) == ("open", "30 days", fourteen)
    sends(kajsa, RIGHT, by=alice, world=world)
    kept.refresh_from_db()
    assert kept.state == "heeded"
    assert kept.delivery is not None
    assert (tally(world).right, tally(world).wrong) == (1, 0)


@pytest.mark.parametrize(
    ("reason", "counts"),
    [("wrong", (0, 1, 0)), ("exception", (1, 0, 0)), ("old", (0, 0, 1))],
)
def test_what_is_sent_as_it_was_counts_by_its_reason(
    world: SmallWorld, kajsa: Conversation, alice: Member, reason: str, counts: tuple[int, int, int]
) -> None:
    is_asked(kajsa, WRONG, by=alice, world=world, reason=reason, words=" Agreed with Lena. ")
    sends(kajsa, WRONG, by=alice, world=world)
    kept = Objection.objects.get()
    assert (kept.state, kept.reason, kept.words) == ("sent", reason, "Agreed with Lena.")
    found = tally(world)
    assert (found.right, found.wrong, found.neither) == counts


def test_the_owner_of_a_statement_hears_that_it_is_out_of_date_once(
    world: SmallWorld, kajsa: Conversation, fourteen: Statement, alice: Member, lena: Member
) -> None:
    for _ in range(2):
        is_asked(kajsa, WRONG, by=alice, world=world, reason="old")
    told = Notice.objects.get(member=lena, kind="voice.statement_doubted")
    assert (told.about, told.about_id) == ("statement", fourteen.pk)
    assert [one.member for one in said.doubts_of(fourteen.pk)] == [alice]


def test_another_reply_on_its_way_does_not_settle_what_is_asked_since(
    world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    delivery = actions.reply(kajsa.pk, "One moment.", by=alice, now=world.now)
    world.now += SECOND
    is_asked(kajsa, WRONG, by=alice, world=world)
    channels.send_now(delivery.pk, now=world.now)
    run_jobs()
    assert Objection.objects.get().state == "open"


def test_a_colleagues_reply_settles_nothing_of_mine(
    world: SmallWorld, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    is_asked(kajsa, WRONG, by=alice, world=world)
    sends(kajsa, RIGHT, by=bob, world=world)
    assert Objection.objects.get().state == "open"


def test_a_note_is_said_not_to_be_so_once(
    world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    note = Finding("craft", "note", 0, 3, "Another language", "", None, 0.7, None)
    for _ in range(2):
        voice.say_not_so(
            note, "You", brand_id=kajsa.brand_id, person_id=kajsa.person_id, by=alice, now=world.now
        )
    assert (tally(world, "craft").wrong, Objection.objects.count()) == (1, 1)


def test_a_leads_word_counts_more_than_what_became_of_it(
    world: SmallWorld, kajsa: Conversation, alice: Member, lena: Member
) -> None:
    is_asked(kajsa, WRONG, by=alice, world=world, reason="wrong")
    sends(kajsa, WRONG, by=alice, world=world)
    kept = Objection.objects.get()
    voice.judge_objection(kept.pk, verdict="right", by=lena, now=world.now)
    assert (tally(world).right, tally(world).wrong) == (1, 0)
    voice.judge_objection(kept.pk, verdict="", by=lena, now=world.now)
    assert (tally(world).right, tally(world).wrong) == (0, 1)
    with pytest.raises(NotAllowed):
        voice.judge_objection(kept.pk, verdict="right", by=alice, now=world.now)
    with pytest.raises(InvalidEntry):
        voice.judge_objection(kept.pk, verdict="perhaps", by=lena, now=world.now)
    with pytest.raises(NotThere):
        voice.judge_objection(kept.pk + 1, verdict="right", by=lena, now=world.now)


def test_precision_is_said_only_where_enough_tell() -> None:
    assert Tally("craft", right=ENOUGH - 1).precision is None
    assert Tally("craft", right=15, wrong=5, neither=100).precision == 0.75


@pytest.mark.parametrize(
    ("least", "most", "severities"),
    [(0.0, "", ["hold"]), (0.0, "second", ["second"]), (0.0, "note", ["note"]), (0.0, "off", []),
     (1.0, "", []), (0.1, "", ["hold"])],
)  # fmt: skip
def test_the_check_speaks_as_a_lead_set_it_and_asks_no_more_for_it(
    world: SmallWorld, kajsa: Conversation, alice: Member, lena: Member,
    least: float, most: str, severities: list[str], django_assert_num_queries: Any,
) -> None:  # fmt: skip
    voice.keep_check_setting(
        "contradiction", least_confidence=least, most=most, by=lena, now=world.now
    )
    seen = queries.conversation_for(alice, kajsa.pk)
    with django_assert_num_queries(1):
        found = queries.check_reply(seen, WRONG, by=alice, now=world.now, zone="UTC")
    assert [one.severity for one in found] == severities


def test_a_setting_is_refused_with_its_reason(
    world: SmallWorld, alice: Member, lena: Member
) -> None:
    def keep(kind: str = "craft", least: float = 0.5, most: str = "", by: Member = lena) -> None:
        voice.keep_check_setting(kind, least_confidence=least, most=most, by=by, now=world.now)

    with pytest.raises(NotAllowed):
        keep(by=alice)
    with pytest.raises(NotThere):
        keep("made up")
    with pytest.raises(InvalidEntry, match="between 0 and 100"):
        keep(least=1.2)
    with pytest.raises(InvalidEntry, match="how loud"):
        keep(most="louder")
    assert not CheckSetting.objects.exists()


def test_what_would_be_said_from_so_sure_on(
    world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    for number, (sure, reason) in enumerate(
        [(0.55, "wrong"), (0.75, "wrong"), (0.92, "exception")]
    ):
        Objection.objects.create(
            brand_id=kajsa.brand_id, member=alice, kind="contradiction", severity="hold",
            confidence=sure, state="sent", reason=reason, at=world.now - number * SECOND,
        )  # fmt: skip
    steps = {
        one.least: (one.right, one.wrong) for one in said.thresholds("contradiction", now=world.now)
    }
    assert steps == {0.5: (1, 2), 0.6: (1, 1), 0.7: (1, 1), 0.8: (1, 0), 0.9: (1, 0), 0.95: (0, 0)}


def test_who_is_erased_leaves_no_words_here(
    world: SmallWorld, kajsa: Conversation, alice: Member, olivia: Member
) -> None:
    is_asked(kajsa, WRONG, by=alice, world=world)
    erase_person(kajsa.person_id, by=olivia, now=world.now)
    run_jobs()
    assert not Objection.objects.exists()


def test_what_is_going_on_asks_to_look_again_beside_every_reply_of_that_brand_alone(
    world: SmallWorld, kajsa: Conversation, alice: Member, lena: Member
) -> None:
    def said() -> list[tuple[str, str]]:
        found = check(kajsa, RIGHT, by=alice, world=world)
        return [(one.severity, one.evidence) for one in found if one.kind == "wrong_moment"]

    voice.set_caution(["brand:0"], reason="Another brand's", by=lena, now=world.now)
    until = world.now + timedelta(hours=1)
    placed = voice.set_caution(
        [f"brand:{kajsa.brand_id}"], reason="The app is down.", by=lena, now=world.now, until=until
    )
    assert said() == [("second", "The app is down.")]
    world.now = until
    assert said() == []
    world.now -= SECOND
    voice.lift_caution(placed.pk, by=lena, now=world.now)
    voice.lift_caution(placed.pk, by=lena, now=world.now)
    assert said() == []
    with pytest.raises(NotAllowed):
        voice.set_caution(["brand:1"], reason="Mine", by=alice, now=world.now)


def test_first_words_kept_ready_bind_nobody_until_they_are_chosen_and_then_stand_beside_every_reply(
    world: SmallWorld, kajsa: Conversation, alice: Member, lena: Member
) -> None:
    brand = Brand.objects.get(pk=kajsa.brand_id)

    def said(text: str) -> list[tuple[str, str]]:
        found = check(kajsa, text, by=alice, world=world)
        return [(one.kind, one.remedy.replacement if one.remedy else "") for one in found]

    ready = voice.add_statement(
        brand,
        text="We know of the app. The next word comes at 15:00.",
        is_holding=True,
        by=lena,
        now=world.now,
    )
    late = "The app is with us. The next word comes at 18:00."
    assert said(late) == []

    going_on = voice.set_caution(
        [f"brand:{brand.pk}"], reason="It is down.", statement=ready, by=lena, now=world.now
    )
    # What is said for now is true for now: another hour contradicts it.
    assert said(late) == [("wrong_moment", ready.text), ("contradiction", "15:00")]
    (as_agreed,) = check(kajsa, f"Hello Kajsa!  {ready.text}", by=alice, world=world)
    assert (as_agreed.severity, as_agreed.remedy, as_agreed.statement_id) == (
        "note",
        None,
        ready.pk,
    )

    newer = voice.revise_statement(
        ready, text="We know of the app. The next word comes at 16:00.", topic="", owner=None,
        source="", valid_from=None, valid_until=None, is_holding=True, by=lena, now=world.now,
    )  # fmt: skip
    assert said("Hello") == [("wrong_moment", newer.text)]
    voice.withdraw_statement(newer, by=lena, now=world.now)
    assert said("Hello") == [("wrong_moment", "")]
    voice.lift_caution(going_on.pk, by=lena, now=world.now)
    assert said("Hello") == []


def test_words_of_one_brand_are_not_said_for_another(
    world: SmallWorld, kajsa: Conversation, lena: Member
) -> None:
    words = voice.add_statement(
        Brand.objects.get(pk=kajsa.brand_id),
        text="We know.",
        is_holding=True,
        by=lena,
        now=world.now,
    )
    with pytest.raises(InvalidEntry, match="Those words are"):
        voice.set_caution(["brand:0"], reason="Fire", statement=words, by=lena, now=world.now)
    assert not Caution.objects.exists()


def test_whoever_has_not_answered_twice_today_is_written_to_with_a_second_thought(
    world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    def notes() -> list[str]:
        return [
            one.why
            for one in check(kajsa, "Any news?", by=alice, world=world)
            if one.kind == "wrong_moment"
        ]

    sends(kajsa, "We look at it.", by=alice, world=world)
    world.now += timedelta(minutes=1)
    assert notes() == []
    sends(kajsa, "Still looking.", by=alice, world=world)
    world.now += timedelta(minutes=1)
    assert notes() == ["They have answered none of our last 2 today"]
    world.now += timedelta(minutes=1)
    world.says("Thanks!", at=world.now)
    world.now += timedelta(minutes=1)
    assert notes() == []
