"""The square as a visitor sees it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from rapport.plaza import actions, contexts, queries
from rapport.plaza.models import Citizen, PileOn, SquarePost, SquareSetting
from rapport.plaza.tests.conftest import NOON, Caller


@pytest.fixture
def visitor(keys: tuple[str, str]) -> Client:
    return Client()


def body(response) -> str:
    return response.content.decode()


def say(author: Citizen, text: str, *, reply_to: str = "") -> SquarePost:
    origin = SquarePost.Origin.VISITOR
    return actions.write_post(author, text, now=NOON, origin=origin, reply_to=reply_to).post


def test_the_timeline_shows_the_newest_first_and_says_it_is_simulated(
    visitor: Client, as_mia: Caller
):
    as_mia.post("posts", text="first word")
    as_mia.post("posts", text="second word")
    page = body(visitor.get("/plaza/"))
    assert page.index("second word") < page.index("first word")
    assert "Simulated" in page


def test_pages_hold_nothing_inline(visitor: Client, citizen):
    post = say(citizen("mia"), "Hello @brand")
    for address in ("/plaza/", f"/plaza/posts/{post.key}", "/plaza/citizens/mia"):
        response = visitor.get(address)
        page = body(response)
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", page)
        assert not re.search(r"\s(on\w+|style)=", page)
        assert "<style" not in page
        assert not re.search(r'(src|href)="(https?:)?//', page)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"]
)
def test_markup_in_names_and_texts_is_shown_as_it_was_typed(visitor: Client, citizen, name: str):
    mia = citizen("mia")
    mia.name = name
    mia.bio = name
    mia.save()
    post = say(mia, f"{name} @mia {name}")
    for address in ("/plaza/", f"/plaza/posts/{post.key}", "/plaza/citizens/mia"):
        page = body(visitor.get(address))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in re.findall(r"post__text[^>]*>([^<]*)", page)[0]


def test_a_visitor_speaks_as_anybody_and_is_remembered(visitor: Client):
    response = visitor.post("/plaza/posts", {"speaker": "@Mia", "text": "Where is my train?"})
    post = SquarePost.objects.get()
    assert response.status_code == 302
    assert response.headers["Location"] == f"/plaza/posts/{post.key}#{post.key}"
    assert post.author.handle == "mia"
    assert 'value="mia"' in body(visitor.get("/plaza/"))


def test_a_name_nobody_has_makes_a_newcomer(visitor: Client):
    visitor.post("/plaza/posts", {"speaker": "Åsa Ek", "text": "New here."})
    newcomer = SquarePost.objects.get().author
    assert (newcomer.name, newcomer.side) == ("Åsa Ek", "public")
    visitor.post("/plaza/posts", {"speaker": "åsa ek", "text": "Still here."})
    assert Citizen.objects.filter(name__iexact="åsa ek").count() == 1


@pytest.mark.parametrize("speaker", ["", "   ", "@", "ééé", "x" * 61, "🙂", "\x00"])
def test_a_name_that_cannot_stand_is_refused_and_the_words_are_kept(visitor: Client, speaker: str):
    response = visitor.post("/plaza/posts", {"speaker": speaker, "text": "My long story"})
    assert response.status_code == 422
    assert "Say who speaks" in body(response)
    assert "My long story" in body(response)


def test_nobody_speaks_as_the_brand_here(visitor: Client):
    response = visitor.post("/plaza/posts", {"speaker": "brand", "text": "We are sorry."})
    assert response.status_code == 422
    assert "Only Rapport speaks for The Brand" in body(response)
    assert not SquarePost.objects.exists()


def test_a_reply_stands_under_what_it_answers(visitor: Client, citizen):
    root = say(citizen("mia"), "Anybody there?")
    visitor.post("/plaza/posts", {"speaker": "jo", "text": "Me.", "reply_to": root.key})
    assert SquarePost.objects.get(text="Me.").parent_id == root.key
    page = body(visitor.get(f"/plaza/posts/{root.key}"))
    assert "2 posts by 2 people" in page


def test_a_text_too_long_comes_back_with_what_is_wrong(visitor: Client):
    response = visitor.post("/plaza/posts", {"speaker": "mia", "text": "x" * 100_000})
    assert response.status_code == 422
    assert "at most" in body(response)


def test_scripts_are_answered_in_json(visitor: Client):
    headers = {"X-Requested-With": "fetch"}
    good = visitor.post("/plaza/posts", {"speaker": "mia", "text": "Hi"}, headers=headers)
    bad = visitor.post("/plaza/posts", {"speaker": "mia", "text": ""}, headers=headers)
    assert good.json()["speaker"] == "mia"
    assert (bad.status_code, bad.json()) == (422, {"error": "A post needs a text."})


def test_every_form_needs_its_token(keys: tuple[str, str]):
    strict = Client(enforce_csrf_checks=True)
    for address in ("posts", "pace", "pile-on", "posts/x/like"):
        assert strict.post(f"/plaza/{address}", {"pace": "busy"}).status_code == 403


@pytest.mark.parametrize("address", ["", "posts/x", "citizens/mia", "controls", "live", "speakers"])
def test_the_pages_are_shown_over_loopback_only(keys: tuple[str, str], address: str):
    outside = Client(REMOTE_ADDR="203.0.113.9")
    assert outside.get(f"/plaza/{address}").status_code == 403


def test_the_pace_is_changed_and_one_returns_to_where_one_was(visitor: Client):
    response = visitor.post("/plaza/pace", {"pace": "busy", "back": "/plaza/?view=brand"})
    assert response.headers["Location"] == "/plaza/?view=brand"
    assert SquareSetting.objects.get().pace == "busy"
    visitor.post("/plaza/pace", {"pace": "warp"})
    assert SquareSetting.objects.get().pace == "busy"


def test_one_is_sent_back_to_this_site_only(visitor: Client):
    response = visitor.post("/plaza/pace", {"pace": "slow", "back": "https://evil.example/"})
    assert response.headers["Location"] == "/plaza/"


def test_the_pile_on_button_asks_once(visitor: Client):
    visitor.post("/plaza/pile-on")
    visitor.post("/plaza/pile-on")
    assert PileOn.objects.count() == 1
    assert "It begins in a moment" in body(visitor.get("/plaza/"))


def test_the_brands_answer_is_marked(visitor: Client, citizen):
    question = say(citizen("mia"), "Where is it, @brand?")
    assert "post--brand" not in body(visitor.get("/plaza/"))
    say(citizen("brand"), "At Lund.", reply_to=question.key)
    page = body(visitor.get(f"/plaza/posts/{question.key}"))
    assert page.count("post--brand") == 1
    assert "The brand" in page


def test_about_the_brand_shows_only_threads_that_concern_it(visitor: Client, citizen):
    say(citizen("mia"), "Lovely rain")
    say(citizen("mia"), "Late again @brand")
    page = body(visitor.get("/plaza/?view=brand"))
    assert "Late again" in page
    assert "Lovely rain" not in page


def test_liking_as_the_last_speaker_counts_once(visitor: Client, citizen):
    post = say(citizen("mia"), "Hello")
    visitor.post("/plaza/posts", {"speaker": "jo", "text": "Hi"})
    for _ in range(2):
        visitor.post(f"/plaza/posts/{post.key}/like")
    post.refresh_from_db()
    assert post.likes == 1


def test_a_removed_post_keeps_its_place_without_its_words(visitor: Client, citizen):
    root = say(citizen("mia"), "secret words")
    say(citizen("brand"), "an answer", reply_to=root.key)
    actions.remove_post(root.key, by=root.author, now=NOON)
    page = body(visitor.get(f"/plaza/posts/{root.key}"))
    assert "secret words" not in page
    assert "removed by its author" in page
    assert "an answer" in page


@pytest.mark.parametrize("address", ["posts/nothing", "citizens/nobody", "avatars/nobody.png"])
def test_what_does_not_stand_is_not_found(visitor: Client, address: str):
    assert visitor.get(f"/plaza/{address}").status_code == 404


@pytest.mark.parametrize("before", ["x", "2026-13-40T00:00:00+00:00", "2026-01-01", "\x00"])
def test_a_time_nobody_understands_shows_the_newest(visitor: Client, before: str):
    assert visitor.get("/plaza/", {"before": before}).status_code == 200


def test_earlier_posts_are_a_page_away(visitor: Client, citizen):
    for n in range(41):
        post = say(citizen("mia"), f"word number {n}.")
        SquarePost.objects.filter(pk=post.pk).update(at=NOON.replace(minute=n))
    page = body(visitor.get("/plaza/"))
    assert "word number 0." not in page
    (older,) = re.findall(r'href="(\?before=[^"]+)"', page)
    assert "word number 0." in body(visitor.get(f"/plaza/{older}"))


def test_faces_are_pictures_and_the_same_every_time(visitor: Client):
    first, again = visitor.get("/plaza/avatars/mia.png"), visitor.get("/plaza/avatars/mia.png")
    assert first.headers["Content-Type"] == "image/png"
    assert first.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert first.content == again.content
    assert visitor.get("/plaza/avatars/brand.png").content != first.content


def test_a_thread_a_thousand_answers_deep_is_shown(visitor: Client, citizen):
    root = say(citizen("mia"), "It began here")
    chain = [
        SquarePost(key=f"d{n}", author=root.author, text=f"{n}", root=root, at=NOON)
        for n in range(900)
    ]
    for n, post in enumerate(chain):
        post.parent_id = f"d{n - 1}" if n else root.key
    SquarePost.objects.bulk_create(chain)
    flat = contexts.flat(contexts.tree(queries.thread_of(root)))
    assert len(flat) == 901
    assert visitor.get(reverse("plaza:thread", args=[root.key])).status_code == 200


def test_names_are_suggested_as_one_types_and_never_the_brand(visitor: Client):
    found = visitor.get("/plaza/speakers", {"typed": "@m"}).json()["citizens"]
    assert [one["handle"] for one in found] == ["mia"]
    assert visitor.get("/plaza/speakers", {"typed": "brand"}).json()["citizens"] == []


def test_before_the_square_is_seeded_the_page_says_what_to_do(db: None):
    page = body(Client().get("/plaza/"))
    assert "make demo" in page
