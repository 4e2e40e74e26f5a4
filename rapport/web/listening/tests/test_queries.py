"""The list of queries, the editor and the lists: what they say, who may write, and what bad queries get."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from rapport.listen.actions import keep_list, keep_query, listen_for, set_queries_aside
from rapport.listen.models import Query, StoredList
from rapport.query.errors import QueryError
from rapport.query.matching import Overrun
from rapport.query.parsing import parse
from rapport.web.listening.marked import cut, pieces
from rapport.web.listening.mending import mending
from rapport.web.listening.tests.places_of_test import hear, post
from rapport.workspace.actions import add_brand, add_purpose
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def ours(brand: Brand, alice: Member) -> Query:
    return listen_for("Halden Rail", brand=brand, by=alice, now=timezone.now())


@pytest.fixture
def writing(client: Client, alice: Member) -> Client:
    client.force_login(alice)
    return client


def look(client: Client, text: str, **more: object) -> str:
    page = client.post("/listening/look/", {"text": text, **more}).content.decode()
    return unescape(re.sub(r"\s+", " ", page))


def error_of(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


def tried(client: Client, text: str) -> str:
    answer = client.post("/listening/try/", {"text": text}, headers={"HX-Request": "true"})
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


# --- the list -------------------------------------------------------------------------------------------------


def test_each_number_opens_the_mentions_it_counts(
    writing: Client, ours: Query, brand: Brand
) -> None:
    now = timezone.now()
    ages = (timedelta(minutes=5), timedelta(hours=3), timedelta(days=3))
    hear(*(post(str(n), "haldenrail!", at=now - age) for n, age in enumerate(ages)), now=now)
    page = writing.get("/listening/").content.decode()
    assert "Halden Rail" in page
    for span, count in (("hour", 1), ("day", 2), ("week", 3)):
        url = f"/listening/stream/?query={ours.pk}&span={span}"
        assert f'href="{url.replace("&", "&amp;")}"' in page
        assert writing.get(url).content.decode().count('class="item mention"') == count


def test_the_list_says_version_who_and_whose(
    writing: Client, ours: Query, brand: Brand, bob: Member
) -> None:
    keep_query("halden*", name=SCRIPT, query=ours, brand=brand, by=bob, now=timezone.now())
    page = writing.get("/listening/").content.decode()
    assert "version 2" in page
    assert "Bob Karlsson" in page
    assert SCRIPT not in page
    assert 'data-live-kinds="query backfill"' in page


def test_a_query_without_a_word_to_look_for_is_called_costly(
    writing: Client, ours: Query, alice: Member
) -> None:
    assert "costly" not in writing.get("/listening/").content.decode()
    keep_query("site:example.org", name="Site", by=alice, now=timezone.now())
    assert writing.get("/listening/").content.decode().count('class="pill warn"') == 1


def test_switched_off_and_on_again(writing: Client, ours: Query) -> None:
    writing.post(f"/listening/{ours.pk}/switch/", {"listening": "no"})
    ours.refresh_from_db()
    assert not ours.is_listening
    writing.post(f"/listening/{ours.pk}/switch/", {"listening": "yes"})
    ours.refresh_from_db()
    assert ours.is_listening


def test_putting_away_is_refused_while_another_query_names_it(
    writing: Client, ours: Query, alice: Member
) -> None:
    keep_query(f"@{ours.handle} AND late", name="Late", by=alice, now=timezone.now())
    page = writing.post(f"/listening/{ours.pk}/put-away/", follow=True).content.decode()
    assert f"uses @{ours.handle}" in page
    Query.objects.get(name="Late").delete()
    writing.post(f"/listening/{ours.pk}/put-away/")
    assert not Query.objects.filter(archived_at=None).exists()
    assert writing.get(f"/listening/{ours.pk}/").status_code == 404


# --- the editor -----------------------------------------------------------------------------------------------


def test_a_query_is_written_and_kept(writing: Client, brand: Brand, alice: Member) -> None:
    purpose = add_purpose(brand, sentence="Nobody is left without a word")
    answer = writing.post(
        "/listening/new/",
        {
            "name": "Refunds",
            "text": 'refund OR\r\n"money back"',
            "brand": brand.pk,
            "purpose": purpose.pk,
            "topic": "Money",
            "is_listening": "yes",
        },
    )
    query = Query.objects.get()
    assert answer.headers["Location"] == f"/listening/{query.pk}/"
    assert query.text == 'refund OR\n"money back"'
    assert (query.brand, query.purpose, query.topic) == (brand, purpose, "Money")
    page = unescape(writing.get(f"/listening/{query.pk}/").content.decode())
    assert "Messages that mention refund or “money back”." in page
    assert "<code>@refunds</code>" in page


def test_only_used_by_others_is_not_listened_with(writing: Client, brand: Brand) -> None:
    given = {"name": "Terms", "text": "NOT spam", "is_listening": "no"}
    writing.post("/listening/new/", given)
    assert not Query.objects.get().is_listening


def test_an_older_version_comes_back_as_a_new_one(
    writing: Client, ours: Query, brand: Brand, bob: Member
) -> None:
    first = ours.text
    keep_query("halden*", name="Ours", query=ours, brand=brand, by=bob, now=timezone.now())
    page = writing.get(f"/listening/{ours.pk}/").content.decode()
    assert "Restore version 1" in page
    writing.post(f"/listening/{ours.pk}/restore/", {"version": "1"})
    ours.refresh_from_db()
    assert (ours.text, ours.version, ours.name) == (first, 3, "Ours")
    assert writing.post(f"/listening/{ours.pk}/restore/", {"version": "9"}).status_code == 404


BAD = [
    ("(refund OR late", "This bracket is never closed.", 1, "Close it at the end"),
    ("refund) late", "This bracket closes nothing.", 7, "Take “)” out"),
    ("refund AND NOT", "Nothing follows “NOT”.", 12, "Take “AND NOT” out"),
    ("a* late", "“a*”", 1, "Take the * out"),
    ("refund NEAR/5000 late", "5000 words between is too far", 8, "Write AND instead"),
    ("refund followers:many", "followers", None, ""),
    ("()", "These brackets are empty.", 1, ""),
]


@pytest.mark.parametrize(("text", "says", "position", "mends"), BAD)
def test_a_bad_query_says_where_and_what_to_do(
    writing: Client, brand: Brand, text: str, says: str, position: int | None, mends: str
) -> None:
    page = look(writing, text)
    assert says in page
    assert 'class="around"' in page
    assert "<mark>" in page
    if position is not None:
        assert f"at character {position}" in page
    assert mends in page
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.remedy in page
    answer = writing.post("/listening/new/", {"name": "Bad", "text": text, "is_listening": "yes"})
    assert answer.status_code == 422
    assert says in unescape(answer.content.decode())
    assert not Query.objects.exists()


@pytest.mark.parametrize(("text", "mended"), [
    ("(refund OR late", "(refund OR late)"),
    ("refund) late", "refund late"),
    ("refund AND NOT", "refund"),
    ("refund NEAR/5000 late", "refund AND late"),
    ("hal* a*", "hal* a"),
])  # fmt: skip
def test_a_mechanical_remedy_is_offered_and_can_be_taken_without_our_script(
    writing: Client, brand: Brand, text: str, mended: str
) -> None:
    button = re.search(r'name="mend" value="([^"]*)"', look(writing, text))
    assert button is not None
    given = {"name": "Mended", "text": text, "mend": button.group(1)}
    page = unescape(writing.post("/listening/new/", given).content.decode())
    assert f"{mended}</textarea>" in page
    assert not Query.objects.exists()


def test_matches_everything_is_refused_for_listening_and_says_what_to_add(
    writing: Client, brand: Brand
) -> None:
    says = "This query matches everything that is said, or nearly."
    assert says in look(writing, "NOT refund")
    answer = writing.post(
        "/listening/new/", {"name": "All", "text": "NOT refund", "is_listening": "yes"}
    )
    assert answer.status_code == 422
    assert "Add a word" in unescape(answer.content.decode())


def test_a_circle_of_names_is_found_before_it_is_kept(
    writing: Client, brand: Brand, alice: Member
) -> None:
    now = timezone.now()
    one = keep_query("refund", name="One", by=alice, now=now)
    keep_query("@one late", name="Two", by=alice, now=now)
    page = look(writing, "@two", query=one.pk)
    assert 'role="alert"' in page
    answer = writing.post(
        f"/listening/{one.pk}/", {"name": "One", "text": "@two", "is_listening": "yes"}
    )
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.text == "refund"


def test_fifty_thousand_terms_are_refused_quickly_with_what_to_do(
    writing: Client, brand: Brand
) -> None:
    text = " OR ".join(f"word{n}" for n in range(50_000))
    page = look(writing, text)
    assert "at most 100,000 are read" in page
    assert len(page) < 200_000
    text = " OR ".join(f"w{n}x" for n in range(5_000))
    page = look(writing, text)
    assert "more than 2,000 words" in page
    assert "named queries" in page


def test_warnings_and_words_stand_below_the_text(writing: Client, brand: Brand) -> None:
    page = look(writing, "refund AND late OR train")
    assert "Messages that" in page
    assert 'class="said-of warn-line"' in page


def test_colours_are_told_in_code_points(writing: Client, brand: Brand) -> None:
    page = writing.post("/listening/look/", {"text": "😀 AND (x"}).content.decode()
    found = re.search(r'data-colours="([^"]*)"', page)
    assert found is not None
    assert json.loads(unescape(found.group(1)))[:3] == [
        [0, 1, "word"],
        [2, 5, "operator"],
        [6, 7, "error"],
    ]


def test_a_dry_run_counts_what_each_term_brings_and_says_what_it_rests_on(
    writing: Client, ours: Query
) -> None:
    now = timezone.now()
    said = ["haldenrail refund late", "haldenrail late " + SCRIPT, "haldenrail is lovely"]
    hear(*(post(str(n), text, at=now) for n, text in enumerate(said)), now=now)
    answer = writing.post(
        "/listening/try/", {"text": "refund OR late"}, headers={"HX-Request": "true"}
    ).content.decode()
    page = unescape(re.sub(r"\s+", " ", answer))
    assert "<b>2</b>" in page
    assert "matches in the last 7 days" in page
    assert 'max="2" value="2" aria-label="late"' in page
    assert 'max="2" value="1" aria-label="refund"' in page
    assert "<mark>late</mark>" in page
    assert SCRIPT not in answer
    assert "stored here: 3 messages. What matched no query was never kept." in page
    assert "None of what is stored here matches." in tried(writing, "zeppelin")
    assert "Once the query can be read" in tried(writing, "(")


def test_the_dry_run_is_the_whole_page_without_our_script(writing: Client, ours: Query) -> None:
    page = writing.post("/listening/try/", {"text": "late", "query": ours.pk}).content.decode()
    assert "<!doctype html>" in page
    assert "late</textarea>" in page
    assert "0 messages" in re.sub(r"\s+", " ", page)


def test_a_guest_reads_the_editor_and_changes_nothing(
    client: Client, ours: Query, gus: Member
) -> None:
    client.force_login(gus)
    page = client.get(f"/listening/{ours.pk}/").content.decode()
    assert "readonly" in page
    assert "data-keep" not in page
    refused = [
        client.get("/listening/new/"),
        client.post(f"/listening/{ours.pk}/", {"name": "x", "text": "x"}),
        client.post(f"/listening/{ours.pk}/switch/", {"listening": "no"}),
        client.post(f"/listening/{ours.pk}/put-away/"),
        client.post(f"/listening/{ours.pk}/restore/", {"version": "1"}),
        client.post("/listening/lists/", {"name": "x", "sites": "x.org"}),
        client.post("/listening/lists/drop/", {"name": "x"}),
    ]
    assert {answer.status_code for answer in refused} == {403}
    ours.refresh_from_db()
    assert (ours.version, ours.is_listening) == (1, True)


@settings(max_examples=40)
@given(st.text(alphabet='ab()"*?:/#@- \nANDORNEAR5', max_size=40))
def test_a_remedy_taken_never_leaves_the_error_where_it_was(text: str) -> None:
    error = error_of(text)
    change = mending(text, error) if error else None
    if error and change:
        left = error_of(change.of(text))
        assert left is None or left.position > error.position


@settings(max_examples=40)
@given(st.text(max_size=900), st.lists(st.tuples(st.integers(0, 950), st.integers(0, 950))))
def test_marks_leave_the_text_as_it_is(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece.text for piece in pieces(text, spans)) == text
    shown, moved = cut(text, spans)
    assert len(shown) <= 602
    assert all(0 <= start < end for start, end in moved) or moved == spans


# --- lists ----------------------------------------------------------------------------------------------------


def test_a_list_is_written_changed_and_removed(writing: Client, brand: Brand) -> None:
    given = {"name": "Press", "authors": "ann\n\nbob ", "sites": "example.org"}
    writing.post("/listening/lists/", given)
    kept = StoredList.objects.get()
    assert (kept.name, kept.authors, kept.sites) == ("press", ["ann", "bob"], ["example.org"])
    page = writing.get("/listening/lists/?list=press").content.decode()
    assert "list:press" in page
    assert "ann\nbob</textarea>" in page
    writing.post("/listening/lists/drop/", {"name": "press"})
    assert not StoredList.objects.exists()


def test_a_list_without_lines_or_name_is_refused_with_what_was_typed(
    writing: Client, brand: Brand
) -> None:
    for typed in ({"name": "Press"}, {"name": SCRIPT[:1], "sites": "a.org"}):
        answer = writing.post("/listening/lists/", typed)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()


def test_a_list_in_use_is_not_removed(writing: Client, brand: Brand, alice: Member) -> None:
    now = timezone.now()
    keep_list("press", authors=["ann"], sites=[], now=now)
    keep_query("list:press halden", name="Pressed", by=alice, now=now)
    page = writing.post("/listening/lists/drop/", {"name": "press"}, follow=True).content.decode()
    assert "uses list:press" in page
    assert StoredList.objects.exists()


def test_pages_cost_the_same_statements_however_many_queries_there_are(
    writing: Client,
    ours: Query,
    alice: Member,
    brand: Brand,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    now = timezone.now()
    for number in range(20):
        keep_query(f"word{number}", name=f"Q{number}", brand=brand, by=alice, now=now)
    writing.get("/listening/")
    keep_list("press", authors=["ann"], sites=[], now=now)
    keep_query("list:press halden", name="Ours", query=ours, brand=brand, by=alice, now=now)
    for path in ("/listening/", "/listening/new/", f"/listening/{ours.pk}/", "/listening/lists/"):
        with django_assert_max_num_queries(10):
            assert writing.get(path).status_code == 200


def test_a_query_set_aside_says_so_with_its_figures_and_what_to_do(
    writing: Client, ours: Query
) -> None:
    set_queries_aside({ours.pk: Overrun(0.624, 840.4)}, now=timezone.now())
    assert "too costly, paused" in writing.get("/listening/").content.decode()
    page = unescape(writing.get(f"/listening/{ours.pk}/").content.decode())
    assert "62 % of the time of all queries, 840 µs a post" in page
    assert "Listen with it" in page.partition('id="set-aside"')[2].partition("</p>")[0]


def test_our_own_queries_stand_above_those_about_competitors(
    writing: Client, ours: Query, alice: Member
) -> None:
    now = timezone.now()
    rival = add_brand("A Ferries", kind=Brand.Kind.COMPETITOR)
    keep_query("ferries", name="A competitor", brand=rival, by=alice, now=now)
    keep_query("weather", name="A topic", topic="Weather", by=alice, now=now)
    listed = re.findall(r'data-palette="([^"]+)"', writing.get("/listening/").content.decode())
    assert listed == [ours.name, "A competitor", "A topic"]
