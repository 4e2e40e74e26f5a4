"""Named queries and lists take the place of their names, and what is wrong with them is said."""

import pytest

from rapport.query.errors import QueryError
from rapport.query.naming import StoredList, resolve
from rapport.query.parsing import parse
from rapport.query.tree import And, Field, Named, Near, Not, Or, Term

QUERIES = {
    "brand": "harbour OR @harbour",
    "noise": "NOT (@brand job)",
    "loud": "@brand @noise",
    "one": "a @two",
    "two": "@three",
    "three": "b OR @one",
    "self": "@self",
    "far": "a b",
    "sited": "a site:x.com",
}


def resolved(text, **lists):
    def lookup(name):
        return parse(QUERIES[name], names=QUERIES).tree if name in QUERIES else None

    return resolve(parse(text, names={*QUERIES, "gone"}).tree, lookup, lists=lists.get)


def test_a_name_stands_for_its_query_and_another_at_word_for_a_handle():
    assert resolved("refund @brand @ann") == And(
        (Term("refund"), Or((Term("harbour"), Term("@harbour"))), Term("@ann"))
    )


def test_named_queries_name_others_and_what_is_joined_alike_stays_flat():
    brand = Or((Term("harbour"), Term("@harbour")))
    assert resolved("@loud x") == And((brand, Not(And((brand, Term("job")))), Term("x")))
    assert resolved("x OR @brand") == Or((Term("x"), *brand.parts))


def test_a_name_may_stand_beside_near_when_its_query_fits():
    assert resolved("@brand NEAR/2 a") == Near(
        Or((Term("harbour"), Term("@harbour"))), Term("a"), 2
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@one", "@one names itself: @one → @two → @three → @one"),
        ("x @two", "@two names itself: @two → @three → @one → @two"),
        ("@self", "@self → @self"),
        ("@gone", "no query named @gone"),
        ("@far NEAR c", "does not fit: AND"),
        ("title:(x @sited)", "uses “site:”"),
        ("list:gone", "no list named “gone”"),
        ("list:empty", "“empty” is empty"),
    ],
)
def test_what_is_wrong_with_a_name_is_said_with_a_remedy(text, said):
    with pytest.raises(QueryError) as caught:
        resolved(text, empty=StoredList())
    assert said in caught.value.message
    assert caught.value.remedy


def test_a_list_becomes_its_authors_and_sites():
    press = StoredList(authors=("ann", "bo"), sites=("x.com",))
    fans = StoredList(authors=("bo", "cy"))
    assert resolved("list:press,fans", press=press, fans=fans) == Or(
        (Field("author", "is", ("ann", "bo", "cy")), Field("site", "is", ("x.com",)))
    )
    assert resolved("list:fans", fans=fans) == Field("author", "is", ("bo", "cy"))


def test_names_that_double_at_every_step_are_refused_before_they_fill_the_memory():
    def lookup(name):
        level = int(name)
        return Term("a") if level == 0 else And((Named(str(level - 1)), Not(Named(str(level - 1)))))

    with pytest.raises(QueryError, match="more than 10,000 words"):
        resolve(Named("25"), lookup)


def test_a_long_chain_of_names_is_refused():
    with pytest.raises(QueryError, match="nested too deeply"):
        resolve(Named("0"), lambda name: Not(Named(str(int(name) + 1))))
