"""What may be listened with, what every match has, and why a document matched."""

from random import Random

import pytest

from rapport.kit.text import terms
from rapport.query.checks import Needed, check_for_listening, required_terms, search_words, tiers_of
from rapport.query.document import Document
from rapport.query.explaining import explain
from rapport.query.parsing import parse
from rapport.query.reference import matches
from rapport.query.registry import Tier
from rapport.query.testing import NOW, generate_document, generate_query
from rapport.query.tree import Within


def tree(text):
    return parse(text).tree


@pytest.mark.parametrize(
    "text",
    [
        "refund", "refund NOT late", '"money back" OR refund*', 'raw:"C++"', "author:ann", "site:x.com language:en",
        "list:press", "title:refund", "a NEAR b", "NOT (NOT a)", "NOT (NOT a OR language:en)", "is:reply refund",
    ],
)  # fmt: skip
def test_a_query_with_something_every_match_must_have_can_be_listened_with(text):
    assert check_for_listening(tree(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "NOT a",
        "language:en",
        "refund OR language:en",
        "a OR NOT b",
        "title:(NOT a)",
        "NOT (a b)",
        "likes:>3 -a",
    ],
)
def test_a_query_that_matches_everything_is_refused_for_listening(text):
    [problem] = check_for_listening(tree(text))
    assert "matches everything" in problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a sentiment:negative", "“sentiment:” is known only after a message was understood"),
        ("a -status:open", "“status:” is known only once people work on it"),
        ("a is:unanswered,reply", "“is:unanswered” is known only once people work on it"),
    ],
)
def test_fields_that_are_not_known_in_the_stream_are_refused_for_listening(text, said):
    [problem] = check_for_listening(tree(text))
    assert said in problem.message


def test_the_tiers_of_a_query_are_those_of_its_fields():
    assert tiers_of(tree("a is:reply")) == {Tier.STREAM}
    assert tiers_of(tree("a (sentiment:negative OR is:unanswered)")) == {
        Tier.STREAM,
        Tier.READING,
        Tier.WORK,
    }


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("refund", {"refund"}),
        ("a refund", {"refund"}),
        ("refund OR parcel", {"refund", "parcel"}),
        ("(a OR b) parcel", {"parcel"}),
        ('"my parcel" NOT refund', {"parcel"}),
        ("(refund OR money) NEAR/3 it", {"refund", "money"}),
        ("(a OR b) NEAR/3 parcel", {"parcel"}),
        ("refund*", {"refund*"}),
        ("organi?e", {"organi*"}),
        ("title:refund", {"refund"}),
        ("NOT (NOT a OR NOT refund)", {"refund"}),
        ("NOT a", None),
        ("refund OR language:en", None),
        ("authorname:smith", None),
        ('raw:"Google+"', None),
    ],
)
def test_required_terms_are_the_cheapest_that_every_match_has(text, needed):
    found = required_terms(tree(text))
    shown = found and {n.lexeme + "*" * n.is_prefix for n in found}
    assert shown == needed


def test_networks_are_searched_for_the_words_of_raw_too():
    assert search_words(tree('raw:"Google+ pages"')) == {Needed("google")}


def test_no_match_is_without_a_required_term():
    rng = Random(9)
    told = 0
    documents = [generate_document(rng) for _ in range(40)]
    words = [set(terms(document.searched)) for document in documents]
    for _ in range(250):
        query = generate_query(rng)
        needed = required_terms(query)
        if needed is None:
            continue
        for document, has in zip(documents, words, strict=True):
            if matches(query, document, now=NOW):
                told += 1
                assert any(
                    any(word.startswith(n.lexeme) for word in has)
                    if n.is_prefix
                    else n.lexeme in has
                    for n in needed
                )
    assert told > 100


def explained(text, document):
    return [
        (found.held, found.wanted, [document.searched[start:end] for start, end in found.spans])
        for found in explain(tree(text), document, now=NOW)
    ]


def test_each_leaf_says_whether_it_held_and_where():
    document = Document("My REFUND, my Cafe\u0301, C++!", "Late", {"likes": 3})
    assert explained("refund café gone -parcel likes:>2 raw:C++", document) == [
        (True, True, ["REFUND"]),
        (True, True, ["Cafe\u0301"]),
        (False, True, []),
        (False, False, []),
        (True, True, []),
        (True, True, ["C++"]),
    ]
    assert explained("title:late text:my late", document) == [
        (True, True, ["Late"]),
        (True, True, ["My", "my"]),
        (True, True, ["Late"]),
    ]


def test_near_marks_its_words_where_they_take_part():
    document = Document("refund later. x x x x x x money for my refund back x x x x x x x money")
    assert explained('(money OR "for my") NEAR/3 refund', document) == [
        (True, True, ["money", "for my", "refund"])
    ]


def test_leaves_alone_decide_what_a_query_matches():
    rng = Random(10)
    for _ in range(150):
        query, document = generate_query(rng), generate_document(rng)
        for found in explain(query, document, now=NOW):
            asked = Within(found.within, found.leaf) if found.within else found.leaf
            assert found.held == matches(asked, document, now=NOW)
            assert found.held or not found.spans
            assert all(0 <= start < end <= len(document.searched) for start, end in found.spans)
