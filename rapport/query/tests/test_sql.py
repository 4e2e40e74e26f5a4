"""SQL finds every match, and with the recheck exactly the matches, on a real database."""

from random import Random

import pytest

from rapport.cli.bench.matching_sql import found as asked_of_sql
from rapport.cli.bench.matching_sql import store as stored
from rapport.kit.text import terms
from rapport.query.document import Document
from rapport.query.parsing import parse
from rapport.query.reference import answers, matches
from rapport.query.sql import Column, candidates
from rapport.query.testing import NOW, generate_document, generate_query
from rapport.query.tree import And, Not, Or, Prefix, Raw, Term

pytestmark = pytest.mark.django_db


def found(tree, known=None):
    return asked_of_sql(tree, now=NOW, known=known)


def test_candidates_hold_every_match_of_200_queries_in_500_documents():
    rng = Random(11)
    documents = [generate_document(rng) for _ in range(500)]
    queries = [generate_query(rng) for _ in range(200)]
    stored(documents)
    matching = [answers(queries, document, now=NOW) for document in documents]
    matched = rechecked = 0
    for index, query in enumerate(queries):
        right = {number for number, row in enumerate(matching) if row[index]}
        candidate = found(query)
        assert right <= candidate, query
        matched += len(right)
        rechecked += len(candidate)
    # The recheck takes away what is too much; this says that it has little to do.
    assert matched <= rechecked < 1.5 * matched


def test_without_columns_candidates_are_more_and_still_hold_every_match():
    rng = Random(12)
    documents = [generate_document(rng) for _ in range(60)]
    stored(documents)
    for _ in range(40):
        query = generate_query(rng)
        right = {n for n, document in enumerate(documents) if matches(query, document, now=NOW)}
        assert right <= found(query) <= found(query, known={})


@pytest.mark.parametrize(
    "text",
    [
        "it's",
        "back\\slash",
        "100%",
        "@ann",
        "#refund",
        "$AAPL",
        "👩‍👩‍👧",
        "東京",
        "Straße",
        "naïve e\u0301",
    ],
)
def test_whatever_a_term_holds_is_asked_for_safely(text):
    stored([Document(text), Document("other")])
    for term in terms(text):
        assert found(Term(term)) == {0}
        assert found(Not(Term(term))) == {1}
        assert found(Prefix(term)) == {0}
    assert found(Raw(text)) == {0}


@pytest.mark.parametrize(
    "term", ["a'b", "a\\", "a'|'b", "'", "\\'", "a:*", "a & b", "%s", "a\nb", '"']
)
def test_a_term_no_parser_would_give_finds_nothing_and_breaks_nothing(term):
    stored([Document("a b")])
    assert found(Term(term)) == set()
    assert found(And((Term(term), Raw(term), Prefix(term)))) == set()


def test_the_largest_query_there_can_be_is_asked():
    stored([Document("w9999"), Document("other")])
    assert found(Or(tuple(Term(f"w{number}") for number in range(10_000)))) == {0}
    assert found(And(tuple(Not(Term(f"w{number}")) for number in range(2_000)))) == {0, 1}


def test_a_text_of_very_many_long_words_can_be_stored():
    stored([Document(" ".join(f"{number}{'e' * 100}" for number in range(20_000)))])
    assert found(Prefix("0eee")) == {0}


def test_what_words_can_say_is_one_question_to_the_index():
    asked = candidates(
        parse('refund (late OR "money back") NOT parcel since:7d likes:>3').tree,
        {"created_at": Column("m.created_at")},
        terms="d.terms",
        now=NOW,
    )
    assert asked.sql == (
        "(d.terms @@ %s::tsquery AND NOT (d.terms @@ %s::tsquery) AND COALESCE(m.created_at >= %s, FALSE))"
    )
    assert asked.params[:2] == ["('refund' & ('late' | ('money' & 'back')))", "'parcel'"]
