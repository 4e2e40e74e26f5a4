"""Practice: ten cases, comments of the checks, and nothing that leaves."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.queries import check_reply, conversation_for
from rapport.converse.testing import SmallWorld
from rapport.kit.business_time import DAY_AND_NIGHT
from rapport.understand.registry import read_texts
from rapport.voice.actions import add_statement
from rapport.voice.checking.personal import personal_data_in
from rapport.web.inbox.composer import findings_shown
from rapport.web.practice.case import Case
from rapport.web.practice.cases import BY_LANGUAGE, ENGLISH, case_called
from rapport.web.practice.comments import comments_on, limits_of
from rapport.workspace.models import Brand, Member, PracticeAnswer

CASES = tuple(case for some in BY_LANGUAGE.values() for case in some)
OF_EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)


@pytest.fixture
def as_alice(client: Client, alice: Member) -> Client:
    client.force_login(alice)
    return client


def body(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_there_are_ten_in_english_four_in_others_and_no_two_alike() -> None:
    assert len(CASES) == len({one.slug for one in CASES}) == len({one.asked for one in CASES})
    assert {code: len(some) for code, some in BY_LANGUAGE.items()} == {
        "en": 10, "de": 4, "fr": 4, "es": 4, "it": 4,
    }  # fmt: skip
    assert all(
        case.language == code for code, some in BY_LANGUAGE.items() for case in some if code != "en"
    )
    statements = [each.id for case in CASES for each in case.statements]
    assert len(set(statements)) == len(statements)
    assert max(statements) < 0  # never taken for one of the brand's


@pytest.mark.parametrize("code", ["de", "fr", "es", "it"])
def test_each_language_has_what_is_grave_and_what_is_everyday(code: str) -> None:
    moods = {case.mood for case in BY_LANGUAGE[code]}
    assert {"danger", "neutral", "negative"} <= moods


@OF_EACH
def test_a_case_and_its_example_are_heard_in_their_language(case: Case) -> None:
    for text in (case.asked, case.example):
        assert read_texts([text])[0].language == case.language


@pytest.mark.django_db
@OF_EACH
def test_a_good_answer_is_one_the_checks_let_pass(case: Case) -> None:
    """The example fits the network, gives away nothing and contradicts nothing we hold true."""
    found = comments_on(case, case.example, brand_id=0, hours=DAY_AND_NIGHT, now=timezone.now())
    assert [one.why for one in found.findings] == []
    assert [words for words, tone in found.others if tone != "accent"] == []
    assert found.limit == limits_of(case).text_length is not None


@OF_EACH
def test_every_case_ends_with_somebody_who_waits_for_us(case: Case) -> None:
    assert case.turns[-1].by != "ours"
    assert case.asked
    assert all(len(one.text) <= 500 for one in case.turns)


@pytest.mark.django_db
def test_the_case_in_another_language_is_heard_as_one() -> None:
    (case,) = [one for one in ENGLISH if one.language != "en"]
    english = "Hello, the next train leaves at three in the afternoon from platform four."
    said = comments_on(case, english, brand_id=0, hours=DAY_AND_NIGHT, now=timezone.now()).findings
    assert "They wrote in German; this is English" in [one.why for one in said]


def test_the_private_data_in_the_case_is_what_the_check_would_find() -> None:
    (case,) = [one for one in CASES if one.slug == "private"]
    assert len(personal_data_in(case.asked, allowed=[])) >= 2


def test_what_contradicts_what_we_hold_true_is_told_while_one_writes(as_alice: Client) -> None:
    typed = {"text": "Refunds are paid within 60 days, that is how it is."}
    said = as_alice.post("/practice/refund/check/", typed).content.decode()
    assert "14 days" in said
    assert "<html" not in said


def held_true(brand: Brand, text: str, by: Member, *, topic: str = "fares") -> None:
    add_statement(brand, text=text, topic=topic, by=by, now=timezone.now())


def test_what_the_brand_holds_true_counts_here_as_in_the_inbox(
    as_alice: Client, brand: Brand, lena: Member, alice: Member
) -> None:
    held_true(brand, "A lost ticket is printed again for 20 kr.", lena)
    wrong = "A lost ticket is printed again for 90 kr, Ida."
    said = as_alice.post("/practice/bicycle/check/", {"text": wrong}).content.decode()
    assert "20 kr" in said
    with EchoNetwork():
        small = SmallWorld(brand)
        small.says("What if I lose my ticket?")
        asked = conversation_for(alice, small.conversation().pk)
    inbox = check_reply(asked, wrong, by=alice, now=timezone.now(), zone="UTC")
    (case,) = [one for one in ENGLISH if one.slug == "bicycle"]
    here = comments_on(case, wrong, brand_id=brand.pk, hours=DAY_AND_NIGHT, now=timezone.now())
    assert [one.why for one in findings_shown(inbox)] == [one.why for one in here.findings] != []


def test_where_the_brand_says_otherwise_the_case_is_right(
    as_alice: Client, brand: Brand, lena: Member
) -> None:
    held_true(brand, "Refunds are paid within 30 days.", lena, topic="refund")
    right = {"text": "Refunds are paid within 14 days."}
    said = as_alice.post("/practice/refund/check/", right).content.decode()
    assert "30 days" not in said
    wrong = {"text": "Refunds are paid within 60 days."}
    assert "14 days" in as_alice.post("/practice/refund/check/", wrong).content.decode()


def test_cases_are_in_the_languages_one_speaks(as_alice: Client, alice: Member) -> None:
    assert "The lift" not in body(as_alice, "/practice/")
    alice.languages = ["sv", "fr", "en"]
    alice.save(update_fields=["languages"])
    page = body(as_alice, "/practice/")
    assert "0 of 14 answered" in page
    assert page.index("A pram and a broken lift") < page.index("A bicycle on line 4")
    assert "French" in page
    alice.languages = ["sv"]
    alice.save(update_fields=["languages"])
    assert "0 of 10 answered" in body(as_alice, "/practice/")
    # A link to a case in a language one does not speak still works, beside the count.
    elsewhere = case_called("ascenseur")
    assert elsewhere is not None
    assert "case 0" not in body(as_alice, "/practice/ascenseur/")


def test_a_text_too_long_for_the_network_is_told_by_how_much(as_alice: Client) -> None:
    said = as_alice.post("/practice/praise/check/", {"text": "🚆" * 310}).content.decode()
    assert "takes 300 characters; this is 10 too long" in said


def test_a_promise_is_told_with_its_date(as_alice: Client) -> None:
    said = as_alice.post("/practice/ramp/check/", {"text": "I will call you tomorrow."})
    assert "A promise, due" in said.content.decode()


def test_the_advice_comes_after_the_answer(as_alice: Client) -> None:
    before = body(as_alice, "/practice/bicycle/")
    assert "What a good answer does" not in before
    as_alice.post("/practice/bicycle/answer/", {"text": "Not at 8:10, but the 09:04 takes it."})
    after = body(as_alice, "/practice/bicycle/")
    assert "What a good answer does" in after
    assert "the 09:04 takes it" in after
    assert after.count('name="point"') == 3


def test_nothing_leaves_and_nothing_but_the_answer_is_kept(as_alice: Client) -> None:
    def rows() -> dict[str, int]:
        ours = [m for m in apps.get_models() if m.__module__.startswith("rapport.")]
        return {m._meta.label: m._default_manager.count() for m in ours}

    before = rows()
    for case in CASES:
        as_alice.post(f"/practice/{case.slug}/check/", {"text": case.example})
        as_alice.post(f"/practice/{case.slug}/answer/", {"text": case.example})
        as_alice.post(f"/practice/{case.slug}/points/", {"point": ["0", "2"], "then": "next"})
    after = rows()
    changed = {label: n - before[label] for label, n in after.items() if n != before[label]}
    assert changed == {"workspace.PracticeAnswer": len(CASES)}


def test_it_can_be_left_taken_up_and_begun_again(as_alice: Client) -> None:
    assert "Begin" in body(as_alice, "/practice/")
    as_alice.post("/practice/bicycle/answer/", {"text": "No."})
    to = as_alice.post("/practice/bicycle/points/", {"point": ["1"], "then": "next"})
    assert to["Location"] == "/practice/praise/"
    page = body(as_alice, "/practice/")
    assert "1 of 10 answered" in page
    assert "1 of 3 points" in page
    assert 'href="/practice/praise/" data-key="n"' in page
    as_alice.post("/practice/again/")
    assert "0 of 10 answered" in body(as_alice, "/practice/")
    assert not PracticeAnswer.objects.exists()


def test_an_answer_is_the_learners_own(as_alice: Client, bob: Member, client: Client) -> None:
    as_alice.post("/practice/bicycle/answer/", {"text": "Alice wrote this."})
    client.force_login(bob)
    assert "Alice wrote this" not in body(client, "/practice/bicycle/")
    assert "0 of 10 answered" in body(client, "/practice/")


@pytest.mark.parametrize("text", ["", "  \n", "x" * 5_001])
def test_an_answer_that_is_none_comes_back(as_alice: Client, text: str) -> None:
    answer = as_alice.post("/practice/bicycle/answer/", {"text": text})
    assert answer.status_code == 422
    assert not PracticeAnswer.objects.exists()


def test_what_is_no_case_or_no_point_is_passed_over(as_alice: Client, gus: Member) -> None:
    assert as_alice.get("/practice/nothing/").status_code == 404
    as_alice.post("/practice/bicycle/answer/", {"text": "No."})
    as_alice.post("/practice/bicycle/points/", {"point": ["7", "x", "-1", "0"]})
    assert PracticeAnswer.objects.get().points == [0]
    as_alice.force_login(gus)
    assert as_alice.get("/practice/").status_code == 403


def test_newcomers_find_it_from_the_empty_inbox_and_their_settings(as_alice: Client) -> None:
    assert "/practice/" in body(as_alice, "/inbox/")
    assert "/practice/" in body(as_alice, "/settings/")


@pytest.mark.parametrize("path", ["/practice/", "/practice/ramp/"])
def test_it_costs_few_statements(
    as_alice: Client, path: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        as_alice.get(path)
