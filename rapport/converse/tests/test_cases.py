"""Cases as files and calls give them: what would change, line by line, before anything does."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.converse import actions, queries
from rapport.converse.cases import CASES_IN_A_CALL, CaseGiven, cases_in_csv, cases_in_json
from rapport.converse.errors import CannotReadCases, ConverseError
from rapport.converse.models import CaseKey, Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
Talk = Callable[[str], Conversation]


@pytest.fixture
def talk(world: SmallWorld) -> Talk:
    def begun(who: str) -> Conversation:
        world.says("Where is my refund?", who=who, key=f"key-of-{who}")
        return world.conversation(who)

    return begun


def case_of(conversation: Conversation) -> tuple[str, str]:
    conversation.refresh_from_db()
    return conversation.case_number, conversation.case_url


def given_as(**fields: str) -> CaseGiven:
    return CaseGiven(1, **fields)


def test_a_case_finds_its_conversation_by_number_or_by_a_message_of_it(talk: Talk) -> None:
    ann, bo = talk("ann"), talk("bo")
    cases = [
        CaseGiven(1, conversation=f"#{ann.pk}", number=" INC  1 ", url="https://d.example/1"),
        CaseGiven(2, message="key-of-bo", number="INC 2"),
        CaseGiven(3, message="key-of-bo", network="echo", number="INC 2"),
    ]
    plan = queries.plan_cases(cases)
    assert plan.wrong == ()
    assert actions.set_each(plan, now=NOON).set == 3
    assert (case_of(ann), case_of(bo)) == (("INC 1", "https://d.example/1"), ("INC 2", ""))
    assert queries.plan_cases(cases).changes == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"conversation": "twelve", "number": "1"}, "no number of a conversation"),
        ({"conversation": "9" * 30, "number": "1"}, "no number of a conversation"),
        ({"conversation": "999999", "number": "1"}, "no such conversation"),
        ({"message": "nothing", "number": "1"}, "No conversation holds"),
        ({"message": "key-of-ann", "network": "other", "number": "1"}, "No conversation holds"),
        ({"message": "key-of-ann", "number": "x" * 101}, "at most 100 letters"),
        ({"message": "key-of-ann", "url": "https://d.example/"}, "Write the number"),
        ({"message": "key-of-ann", "number": "1", "url": "http://d.example/"}, "https://"),
        ({"message": "key-of-ann", "number": "1", "url": "javascript:alert(1)"}, "https://"),
        ({"message": "key-of-ann", "number": "1", "url": "https://[bad"}, "https://"),
        ({"message": "key-of-ann", "number": "1", "url": "https://d/" + "x" * 500}, "https://"),
    ],
)
def test_what_cannot_be_is_said_by_line_and_changes_nothing(
    talk: Talk, fields: dict[str, str], why: str
) -> None:
    ann = talk("ann")
    plan = queries.plan_cases([given_as(**fields)], https_only=True)
    assert plan.right == ()
    [(line, said)] = plan.wrong
    assert line == 1
    assert why in said
    assert case_of(ann) == ("", "")


def test_two_cases_for_one_conversation_are_no_case(talk: Talk) -> None:
    ann = talk("ann")
    cases = [
        CaseGiven(2, conversation=str(ann.pk), number="1"),
        CaseGiven(3, message="key-of-ann", number="2"),
    ]
    assert queries.plan_cases(cases).wrong == (
        (3, "Line 2 gives the same conversation another case."),
    )


def test_a_case_goes_to_where_its_conversation_went_on(
    talk: Talk, world: SmallWorld, alice: Member
) -> None:
    ann, bo = talk("ann"), talk("bo")
    Conversation.objects.filter(pk=ann.pk).update(merged_into=bo, status="merged")
    plan = queries.plan_cases([given_as(conversation=str(ann.pk), number="7")])
    actions.set_each(plan, now=NOON)
    assert case_of(bo) == ("7", "")


def test_all_or_none_is_set_where_one_is_gone_meanwhile(talk: Talk, alice: Member) -> None:
    ann, bo = talk("ann"), talk("bo")
    plan = queries.plan_cases(
        [CaseGiven(n, conversation=str(c.pk), number="1") for n, c in enumerate((ann, bo), 2)]
    )
    bo.delete()
    with pytest.raises(ConverseError):
        actions.set_all(plan, by=alice, now=NOON)
    assert case_of(ann) == ("", "")
    assert actions.set_each(plan, now=NOON).wrong[0][0] == 3
    assert case_of(ann) == ("1", "")


def test_looking_costs_as_many_statements_for_many_as_for_one(talk: Talk) -> None:
    cases = [CaseGiven(n, message=f"key-of-{who}", number="1") for n, who in enumerate("abc")]
    for who in "abc":
        talk(who)
    with CaptureQueriesContext(
        connection,
    ) as one:
        queries.plan_cases(cases[:1])
    with CaptureQueriesContext(connection) as three:
        queries.plan_cases(cases)
    assert len(three) == len(one) <= 2


def test_a_file_may_be_parted_by_semicolons_and_carry_a_mark() -> None:
    text = "\ufeffconversation;case_number;other\r\n#12; INC-4 ;x\r\n13;;\r\n"
    assert cases_in_csv(text) == [
        CaseGiven(2, conversation="#12", number="INC-4"),
        CaseGiven(3, conversation="13"),
    ]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "conversation\n1\n", "\x00", '"'])
def test_a_file_without_its_columns_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(CannotReadCases):
        cases_in_csv(text)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"\xff", b"1", b'"x"', b"[]", b'{"cases": 1}', b"[" * 100_000),
        json.dumps([{}] * (CASES_IN_A_CALL + 1)).encode(),
    ],
)
def test_a_call_that_holds_no_cases_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(CannotReadCases):
        cases_in_json(body)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (1, "an object"),
        ({"conversation": 1}, "“number” is missing"),
        ({"conversation": 1, "number": 5}, "“number” must be text"),
        ({"conversation": True, "number": "5"}, "“conversation” must be text"),
        ({"conversation": 1.5, "number": "5"}, "“conversation” must be text"),
        ({"number": "5"}, "either the conversation or a message"),
        ({"conversation": 1, "message": "k", "number": "5"}, "either the conversation"),
        ({"message": "k\0", "number": "5"}, "“message” must be text"),
        ({"message": "\ud800", "number": "5"}, "“message” must be text"),
        ({"conversation": 1, "number": "5", "priority": 9}, "“priority” is no field"),
    ],
)
def test_one_that_is_no_case_says_why(told: object, why: str) -> None:
    [one] = cases_in_json(json.dumps([told]).encode())
    assert why in one.wrong


@settings(max_examples=30)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists) | st.binary())
def test_whatever_is_sent_is_read_or_refused(told: object) -> None:
    body = told if isinstance(told, bytes) else json.dumps({"cases": [told]}).encode()
    with contextlib.suppress(CannotReadCases):
        assert all(one.wrong for one in cases_in_json(body))


def test_keys_are_made_by_leads_up_to_five_and_revoked_for_good(
    lena: Member, alice: Member
) -> None:
    secrets = [actions.make_case_key(f"Desk {n}", by=lena, now=NOON) for n in range(5)]
    assert [secret for _pk, secret in queries.case_secrets()] == secrets
    assert not CaseKey.objects.filter(secret__contains=secrets[0].encode()).exists()
    with pytest.raises(InvalidEntry, match="Revoke one first"):
        actions.make_case_key("Another", by=lena, now=NOON)
    key = queries.case_keys()[0]
    for _ in range(2):
        actions.revoke_case_key(key.pk, by=lena, now=NOON)
    assert len(queries.case_secrets()) == 4
    assert bytes(CaseKey.objects.get(pk=key.pk).secret) == b""
    with pytest.raises(NotAllowed):
        actions.make_case_key("Mine", by=alice, now=NOON)
