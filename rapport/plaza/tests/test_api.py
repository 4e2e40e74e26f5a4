"""The HTTP interface, called as a connector calls it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from rapport.plaza.models import AccessKey, SquarePost
from rapport.plaza.tests.conftest import Caller


def test_whoami_says_whom_the_key_speaks_for(as_brand: Caller):
    status, me = as_brand.get("whoami")
    assert (status, me["remote_id"], me["handle"]) == (200, "citizen-brand", "brand")


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}]
)
def test_without_a_valid_key_nothing_is_shown(keys, header: dict[str, str]):
    for path in ("whoami", "posts", "stream", "citizens/mia"):
        response = Client(headers=header).get(f"/plaza/api/{path}")
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "no_key"


def test_a_key_is_kept_as_a_digest_only(keys):
    assert not AccessKey.objects.filter(digest__in=keys).exists()


def test_a_post_is_read_back_with_its_author_and_place(as_brand: Caller, as_mia: Caller):
    _, question = as_mia.post("posts", text="Where is the 17:04? @brand")
    _, answer = as_brand.post("posts", text="At Lund, nine minutes late.", reply_to=question["key"])
    _, page = as_brand.get("posts", after=0)
    first, second = page["posts"]
    assert first["text"] == "Where is the 17:04? @brand"
    assert first["author"]["handle"] == "mia"
    assert first["mentions"] == ["brand"]
    assert first["parent_key"] is None
    assert first["replies"] == 1
    assert second["key"] == answer["key"]
    assert second["parent_key"] == second["root_key"] == first["key"]
    assert second["parent_author"] == "mia"


def test_pages_go_on_from_their_cursor_without_a_gap(as_brand: Caller, as_mia: Caller):
    written = [as_mia.post("posts", text=f"word {n}")[1]["key"] for n in range(7)]
    read, cursor, more = [], "0", True
    while more:
        _, page = as_brand.get("posts", after=cursor, limit=3)
        read += [post["key"] for post in page["posts"]]
        cursor, more = page["cursor"], page["more"]
    assert read == written


def test_a_span_of_time_is_listed_by_when_posts_were_written(as_brand: Caller, as_mia: Caller):
    _, early = as_mia.post("posts", text="@brand early")
    _, late = as_mia.post("posts", text="@brand late")
    SquarePost.objects.filter(key=early["key"]).update(at=datetime(2026, 3, 1, 23, tzinfo=UTC))
    SquarePost.objects.filter(key=late["key"]).update(at=datetime(2026, 3, 2, 0, tzinfo=UTC))
    day = {"since": "2026-03-02T00:00:00+00:00", "until": "2026-03-03T00:00:00+00:00"}
    _, page = as_brand.get("posts", about="me", **day)
    assert [post["key"] for post in page["posts"]] == [late["key"]]
    assert as_brand.get("posts", since="yesterday", until="today")[0] == 400
    assert as_brand.get("posts", since="2026-03-02T00:00:00", until="2026-03-03")[0] == 400


def test_about_me_leaves_out_what_does_not_concern_the_caller(as_brand: Caller, as_mia: Caller):
    as_mia.post("posts", text="Rain again.")
    _, addressed = as_mia.post("posts", text="@brand is the shop open?")
    _, named = as_mia.post("posts", text="The Brand has nice windows.")
    _, below = as_mia.post("posts", text="And flowers.", reply_to=named["key"])
    _, page = as_brand.get("posts", about="me")
    assert [post["key"] for post in page["posts"]] == [
        addressed["key"],
        named["key"],
        below["key"],
    ]
    assert page["total"] == 3


def test_a_thread_that_concerns_us_only_late_is_told_from_its_beginning(
    as_brand: Caller, as_mia: Caller
):
    _, root = as_mia.post("posts", text="Ninety minutes on a cold platform.")
    _, cursor = as_brand.get("posts", about="me")
    _, late = as_mia.post("posts", text="Does @brand know?", reply_to=root["key"])
    _, page = as_brand.get("posts", about="me", after=cursor["cursor"])
    assert {post["key"] for post in page["posts"]} == {root["key"], late["key"]}


def test_the_same_idempotency_key_gives_the_same_post(as_brand: Caller):
    first = as_brand.post("posts", text="On its way.", idempotency_key="d1")
    again = as_brand.post("posts", text="On its way, truly.", idempotency_key="d1")
    other = as_brand.post("posts", text="On its way.", idempotency_key="d2")
    assert (first[0], again[0], other[0]) == (201, 200, 201)
    assert again[1]["key"] == first[1]["key"] != other[1]["key"]
    assert again[1]["text"] == "On its way."


def test_an_idempotency_key_belongs_to_its_author(as_brand: Caller, as_mia: Caller):
    _, ours = as_brand.post("posts", text="Ours.", idempotency_key="same")
    status, theirs = as_mia.post("posts", text="Theirs.", idempotency_key="same")
    assert (status, theirs["text"]) == (201, "Theirs.")
    assert as_brand.get("posts/by-idempotency/same")[1]["key"] == ours["key"]
    _, page = as_mia.get("posts")
    shown = {post["text"]: post["idempotency_key"] for post in page["posts"]}
    assert shown == {"Ours.": None, "Theirs.": "same"}


def test_what_was_never_sent_is_not_found_by_its_key(as_brand: Caller):
    assert as_brand.get("posts/by-idempotency/nothing")[0] == 404


def test_liking_twice_counts_once(as_brand: Caller, as_mia: Caller):
    _, post = as_mia.post("posts", text="Lovely crew.")
    assert as_brand.post(f"posts/{post['key']}/like")[1]["likes"] == 1
    assert as_brand.post(f"posts/{post['key']}/like")[1]["likes"] == 1


def test_only_its_author_removes_a_post_and_its_place_stays(as_brand: Caller, as_mia: Caller):
    _, question = as_mia.post("posts", text="Never mind. @brand")
    _, answer = as_brand.post("posts", text="All right.", reply_to=question["key"])
    assert as_brand.delete(f"posts/{question['key']}")[0] == 403
    assert as_mia.delete(f"posts/{question['key']}")[0] == 204
    assert as_mia.delete(f"posts/{question['key']}")[0] == 204
    _, page = as_brand.get("posts")
    told = {(post["key"], post.get("removed", False)) for post in page["posts"]}
    assert told == {(question["key"], True), (answer["key"], False)}
    _, thread = as_brand.get(f"threads/{answer['key']}")
    assert [post["key"] for post in thread["posts"]] == [answer["key"]]


def test_a_reply_to_nothing_or_to_what_was_removed_is_refused(as_mia: Caller):
    status, body = as_mia.post("posts", text="Hello?", reply_to="s0000")
    assert (status, body["error"]["code"]) == (404, "no_such_post")
    _, gone = as_mia.post("posts", text="A slip.")
    as_mia.delete(f"posts/{gone['key']}")
    status, body = as_mia.post("posts", text="Hello?", reply_to=gone["key"])
    assert (status, body["error"]["code"]) == (404, "removed")


def test_a_post_cannot_choose_its_key_so_it_cannot_answer_itself(as_mia: Caller):
    status, _ = as_mia.post("posts", text="Me.", key="self", reply_to="self")
    assert status == 404


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_text"),
        (" \n\t ", "empty_text"),
        ("x" * 501, "text_too_long"),
        ("x" * 100_000, "text_too_long"),
        ("e" + "\u0301" * 10_000, "text_too_long"),
        ("\ud800", "not_text"),
        (["not", "text"], "bad_field"),
        (None, "empty_text"),
    ],
)
def test_a_text_that_cannot_stand_is_refused_with_its_reason(as_mia: Caller, text, code: str):
    response = as_mia.client.post(
        "/plaza/api/posts", json.dumps({"text": text}), content_type="application/json"
    )
    assert response.status_code in (400, 422)
    assert response.json()["error"]["code"] == code
    assert as_mia.get("posts")[1]["posts"] == []


def test_five_hundred_graphemes_stand_whatever_they_are_made_of(as_mia: Caller):
    assert as_mia.post("posts", text="👩‍🚒" * 500)[0] == 201


def test_markup_and_control_characters_are_kept_as_text(as_mia: Caller):
    _, post = as_mia.post("posts", text="<script>alert(1)</script>\x00\x1b[31m\u202eabc")
    assert post["text"] == "<script>alert(1)</script>[31m\u202eabc"


@pytest.mark.parametrize("body", ["{", "[]", "7", '"x"', "[" * 50_000, "{" + " " * 300_000 + "}"])
def test_a_body_that_is_no_object_is_refused(as_mia: Caller, body: str):
    response = as_mia.client.post("/plaza/api/posts", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]["code"] in ("bad_json", "too_large")


def test_a_body_of_megabytes_is_refused(as_mia: Caller):
    body = json.dumps({"text": "x" * 3_000_000})
    response = as_mia.client.post("/plaza/api/posts", body, content_type="application/json")
    assert response.json()["error"]["code"] == "too_large"


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "٣", "9" * 40])
def test_a_cursor_that_is_no_number_is_refused(as_brand: Caller, after: str):
    assert as_brand.get("posts", after=after)[0] == 400


def test_the_wrong_method_is_told_the_right_one(as_brand: Caller):
    response = as_brand.client.put("/plaza/api/whoami")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"


def test_citizens_are_found_by_handle_in_any_case(as_brand: Caller):
    assert as_brand.get("citizens/MIA")[1]["name"] == "Mia Public"
    assert as_brand.get("citizens/nobody")[0] == 404


def test_ordered_failures_come_and_end(as_brand: Caller):
    as_brand.post("trouble", fail_next=2, fail_status=429)
    answers = [as_brand.client.get("/plaza/api/whoami") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "2"


def test_a_lost_answer_hides_what_was_done(as_brand: Caller):
    as_brand.post("trouble", lose_next=1)
    status, _ = as_brand.post("posts", text="Sent?", idempotency_key="d1")
    assert status == 502
    assert as_brand.get("posts/by-idempotency/d1")[1]["text"] == "Sent?"


@pytest.mark.parametrize("order", [{"fail_next": -1}, {"fail_next": "x"}, {"fail_status": 200}])
def test_an_order_nobody_understands_is_refused(as_brand: Caller, order: dict[str, object]):
    assert as_brand.post("trouble", **order)[0] == 422
