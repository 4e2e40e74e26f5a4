"""What people write becomes the tree they mean, or an error that says where and what to do."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.query.errors import QueryError
from rapport.query.normal import normal
from rapport.query.parsing import parse
from rapport.query.printing import printed
from rapport.query.reference import answers
from rapport.query.testing import NOW, generate_document, generate_query
from rapport.query.tree import (
    And,
    Field,
    Named,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Raw,
    Term,
    Within,
)

A, B, C = Term("a"), Term("b"), Term("c")
MONEY_BACK = Phrase((Term("money"), Term("back")))


def tree(text, names=()):
    return parse(text, names=names).tree


def error_of(text):
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a AND b", And((A, B))),
        ("a b", And((A, B))),
        ("(a) AND (b)", And((A, B))),
        ("a b AND c", And((A, B, C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("NOT a b", And((Not(A), B))),
        ("a AND NOT b", And((A, Not(B)))),
        ("a NOT (b OR c)", And((A, Not(Or((B, C)))))),
        ("a -b -(c)", And((A, Not(B), Not(C)))),
        ("a –b", And((A, Not(B)))),
        ("+a +b", And((A, B))),
        ("NOT a NEAR/2 b", Not(Near(A, B, 2))),
        ("a NEAR b", Near(A, B, 4)),
        ("a NEAR/5f b", Near(A, B, 5, ordered=True)),
        ("a ONEAR/5 b", Near(A, B, 5, ordered=True)),
        ("(a OR b) NEAR/3 c", Near(Or((A, B)), C, 3)),
        ("a NEAR/1 b NEAR/2 c", Near(Near(A, B, 1), C, 2)),
        ("“money back”", MONEY_BACK),
        ("„money back“", MONEY_BACK),
        ("«Money BACK»", MONEY_BACK),
        ('"money back”', MONEY_BACK),
        ('"money back"~5', Phrase(MONEY_BACK.words, slop=5)),
        ("state-of-the-art", Phrase((Term("state"), Term("of"), Term("the"), Term("art")))),
        ("東京*", Phrase((Term("東"), Term("京")))),
        ("CAFÉ", Term("cafe")),
        ("refund*", Prefix("refund")),
        ("#ref*", Prefix("#ref")),
        ("organi?e", Pattern("organi?e")),
        ("organi?e*", Pattern("organi?e*")),
        ('"my refund*"', Phrase((Term("my"), Prefix("refund")))),
        ("#Refund @Ann.bsky.social $AAPL 👍🏽", And((Term("#refund"), Term("@ann.bsky.social"), Term("$aapl"), Term("👍")))),
        ('raw:"Google+"', Raw("Google+")),
        ("raw:C++", Raw("C++")),
        (r'raw:"say \"hi\" \\"', Raw('say "hi" \\')),
        ('raw:"say “hi”"', Raw("say “hi”")),
        ("title:refund", Within("title", Term("refund"))),
        ('title:refund,"money back"', Within("title", Or((Term("refund"), MONEY_BACK)))),
        ("title:(a -b)", Within("title", And((A, Not(B))))),
        ('links:"example.org/sale"', Within("links", Phrase((Term("example"), Term("org"), Term("sale"))))),
        ("site:x.com", Field("site", "is", ("x.com",))),
        ("-site:https://www.X.com/", Not(Field("site", "is", ("x.com",)))),
        ("site:(x.com OR y.org)", Field("site", "is", ("x.com", "y.org"))),
        ("SITE:bücher.example", Field("site", "is", ("xn--bcher-kva.example",))),
        ("author:@Ann,bo", Field("author", "is", ("ann", "bo"))),
        ("from:@Ann", Field("author", "is", ("ann",))),
        ('topic:"Late  Parcel"', Field("topic", "is", ("late parcel",))),
        ("likes:>=10", Field("likes", ">=", ("10",))),
        ("followers:>1.5k", Field("followers", ">", ("1500",))),
        ("shares:10..50", Field("shares", "..", ("10", "50"))),
        ("rating:=1,2", Field("rating", "is", ("1", "2"))),
        ("verified:true", Field("verified", "is", ("yes",))),
        ("since:7D", Field("since", "is", ("7d",))),
        ("after:2026-01-31", Field("after", "is", ("2026-01-31",))),
        ("https://x.com/a 10:30", And((Phrase((Term("https"), Term("x"), Term("com"), A)), Phrase((Term("10"), Term("30")))))),
        ("Re: refund", And((Term("re"), Term("refund")))),
        ("@brand_terms @ann", And((Named("brand_terms"), Term("@ann")))),
        ("NOT NOT a", Not(Not(A))),
    ],
)  # fmt: skip
def test_what_the_field_writes_is_read_as_meant(text, expected):
    assert tree(text, names={"brand_terms"}) == expected


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("", "nothing to look for", (0, 0)),
        ("  ", "nothing to look for", (0, 2)),
        ("(a b", "never closed", (0, 1)),
        ("a)", "closes nothing", (1, 1)),
        ("a ()", "brackets are empty", (2, 1)),
        ('a "b c', "never closed", (2, 4)),
        ('""', "no word", (1, 1)),
        ("a NOT", "Nothing follows “NOT”", (2, 3)),
        ("a AND", "Nothing follows “AND”", (2, 3)),
        ("OR a", "before “OR”", (0, 2)),
        ("a AND OR b", "“OR” follows “AND”", (6, 2)),
        ("ab*", "few letters", (0, 3)),
        ("x *und", "begins with a wildcard", (2, 4)),
        ("?efund", "begins with a wildcard", (0, 6)),
        ("re*fund", "before its end", (0, 7)),
        ("***", "no letters", (0, 3)),
        ("sites:x.com", "Did you mean “site:”", (0, 11)),
        ("likes:many", "no number", (6, 4)),
        ("likes:50..10", "Write likes:10..50", (6, 6)),
        ("likes:..10", "two ends", (6, 4)),
        ("likes:", "Nothing follows", (0, 6)),
        ("likes:>", "no value", (0, 7)),
        ("after:2026-02-30", "no date", (6, 10)),
        ("after:1/2/2026", "no date", (6, 8)),
        ("since:5parsecs", "no span", (6, 8)),
        ("since:999999d", "no span", (6, 7)),
        ("type:pots", "Did you mean type:post", (5, 4)),
        ("author:>3", "cannot be compared", (0, 9)),
        ("site:x.com/page", 'links:"x.com/page"', (5, 10)),
        ("site:nonsense", "no host", (5, 8)),
        ("title:(a site:x.com)", "cannot stand inside", (6, 14)),
        ("author:(a OR (b))", "hold more than values", (0, 13)),
        ("a NEAR/5000 b", "at most 100", (2, 9)),
        ('"a b"~500', "at most 100", (0, 9)),
        ("a NEAR/x b", "no distance", (2, 6)),
        ("a NEAR (b c)", "AND cannot stand beside NEAR", (7, 5)),
        ("a NEAR NOT b", "NOT has no place", (7, 3)),
        ("a NEAR site:x.com", "“site:” cannot stand beside NEAR", (7, 10)),
        ('raw:"x" NEAR a', "“raw:” cannot stand", (0, 7)),
        ("refund~2", "after a phrase", (0, 8)),
        ("a | b", "Write OR", (2, 1)),
        ('raw:""', "no characters", (0, 6)),
        ("title:AND", "Nothing", None),
    ],
)  # fmt: skip
def test_an_error_names_its_place_and_a_remedy(text, said, at):
    if at is None:
        assert tree(text) == Within("title", Term("and"))
        return
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert said in f"{error.message} {error.remedy}"
    assert (error.position, error.length) == at
    assert error.remedy.endswith(".")


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("a OR b c", "AND binds before OR", (5, 3)),
        ("a and b", "“and” is looked for as a word", (2, 3)),
        ("a near/5 b", "“near/5” is looked for", (2, 6)),
        ("a NEAR/11 b", "often have nothing to do", (2, 7)),
        ('"a b"~11', "often have nothing to do", (0, 8)),
        ("C++", "looked for as “c”", (0, 3)),
        ('"where is it?"', "not for a question mark", (0, 14)),
    ],
)
def test_what_may_not_be_meant_is_warned_about(text, said, at):
    [warning] = parse(text).warnings
    assert said in warning.message
    assert (warning.position, warning.length) == at


@pytest.mark.parametrize(
    "text", ["a OR (b c)", "(a OR b) c", "a NEAR/10 b", "a -b", 'raw:"C++"', "#c", "AT"]
)
def test_what_is_clear_is_not_warned_about(text):
    assert parse(text).warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000, "(" * 10_000 + "a" + ")" * 10_000, "NOT " * 12_500 + "a", "-" * 50_000, "a " * 50_000,
        "a NEAR " * 7_000 + "a", '"' * 50_000, 'raw:"' * 10_000, "title:" * 8_000, "likes:(" * 7_000,
        "a," * 25_000, "title:a" + ",a" * 25_000, "site:" + "x.com," * 8_000, "@" * 50_000, "~" * 50_000,
        "é\u0301" * 25_000, "a\u0301" + "\u0301" * 49_000, "\\" * 50_000, '"' + "\\" * 49_999, "foo:" * 12_500,
        "?" * 50_000, "a?" * 25_000, "site:" + "é" * 49_000 + ".x", "1" * 50_000, "after:" + "1" * 49_000,
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_hostile_query_is_answered_at_once(text):
    begun = time.process_time()
    error = error_of(text)
    assert time.process_time() - begun < 1
    assert error is None or len(str(error)) < 600


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.sampled_from('aé東👍 ()"“\\:,.-+*?~/<>=@#$&|09') | st.characters(), max_size=60))
def test_any_text_is_a_query_or_an_error_within_it(text):
    error = error_of(text)
    if error:
        assert 0 <= error.position <= error.position + error.length <= len(text)
        return
    query = tree(text)
    assert tree(printed(query)) == query
    assert normal(normal(query)) == normal(query)


def test_a_query_printed_and_parsed_again_is_the_same_query_and_warns_of_no_mixing():
    rng = Random(4)
    for _ in range(150):
        query = generate_query(rng)
        read = parse(printed(query))
        assert read.tree == query
        assert not any("binds" in warning.message for warning in read.warnings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("b a", "a AND b AND a"),
        ("NOT NOT a", "a"),
        ("a OR (b OR a)", "b OR a"),
        ("a NEAR/3 b", "b NEAR/3 a"),
        ("a ONEAR/0 b", '"a b"'),
        ('"a b" NEAR/0f c', '"a b c"'),
        ('"b a"~2', '"a b"~2'),
        ("site:y.org,x.com", "site:(x.com OR y.org)"),
        ("title:(b a)", "title:(a b)"),
        ("Café", "CAFE"),
    ],
)
def test_queries_that_mean_the_same_have_one_normal_form(one, other):
    assert normal(tree(one)) == normal(tree(other))


@pytest.mark.parametrize(
    ("one", "other"), [("a ONEAR/3 b", "b ONEAR/3 a"), ('"a b"', '"b a"'), ("a b", "a OR b")]
)
def test_queries_that_differ_keep_different_normal_forms(one, other):
    assert normal(tree(one)) != normal(tree(other))


def test_the_normal_form_matches_what_the_query_matched():
    rng = Random(6)
    documents = [generate_document(rng) for _ in range(10)]
    for _ in range(60):
        query = generate_query(rng)
        for document in documents:
            one, other = answers([query, normal(query)], document, now=NOW)
            assert one == other
