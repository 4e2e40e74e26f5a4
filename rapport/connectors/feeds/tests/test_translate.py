"""Feeds of every dialect, as their programs write them, become what the contract promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.channels.contract import Author, Media
from rapport.connectors.feeds.reading.body import read_body
from rapport.connectors.feeds.reading.document import Document, Entry, NotAFeed
from rapport.connectors.feeds.translate import Translated, key_of, translated, version_of

PAYLOADS = Path(__file__).parent / "payloads"
URL = "https://site.example/feed"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def read(name: str) -> Document:
    return read_body((PAYLOADS / name).read_bytes(), content_type="", url=URL)


def posts_of(name: str) -> Translated:
    return translated(read(name), url=URL, now=NOW)


def test_rss_0_91_has_titles_links_and_no_dates() -> None:
    crane, ferry = posts_of("rss091.xml").posts
    assert (ferry.key, ferry.url) == ("https://harbour.example/ferry",) * 2
    assert (ferry.title, ferry.text) == ("Ferry stuck", "The ferry has been stuck since six.")
    assert ferry.created_at is None
    assert (ferry.channel, ferry.language) == ("Harbour News", "en")
    assert crane.text == ""
    assert ferry.author == Author(
        "https://harbour.example/",
        "harbour.example",
        "Harbour News",
        url="https://harbour.example/",
    )


def test_rss_1_0_has_content_writers_and_its_own_pace() -> None:
    (post,) = posts_of("rss10.rdf").posts
    assert post.key == "https://forum.example/t/9"
    assert post.text == "Seit einer Stunde steht der Zug.\n\nKeine Ansage."
    assert post.author == Author("https://forum.example/#otto", "forum.example", "otto")
    assert post.created_at == datetime(2026, 3, 2, 6, 15, tzinfo=UTC)
    assert post.language == "de"
    assert read("rss10.rdf").update_seconds == 900


def test_wordpress_has_text_pictures_and_comments_counted() -> None:
    (post,) = posts_of("wordpress.xml").posts
    assert post.key == "https://kettle.example/?p=4711"
    assert post.url == "https://kettle.example/2026/03/halden/"
    assert post.title == "We tried the Halden kettle – and it leaks"
    assert post.text == "It leaks at the spout, says our tester.\n\n- Price: 40 €\n- Verdict: no"
    assert post.author is not None
    assert post.author.name == "Mara Lind"
    assert post.counts == {"replies": 12}
    assert post.media == (
        Media("image", "https://kettle.example/img/halden.jpg", "A kettle in a puddle"),
    )
    assert post.links == (post.url, "https://kettle.example/about/")
    assert read("wordpress.xml").update_seconds == 3600


def test_atom_resolves_addresses_threads_and_languages() -> None:
    first, reply = posts_of("atom.xml").posts
    assert first.key == "tag:blog.example,2026:1"
    assert first.title == "2 < 3, says the operator"
    assert first.text == "First.\n\nSee two."
    assert first.url == "https://blog.example/b/2026/one"
    assert first.links[1] == "https://blog.example/b/2026/two"
    assert first.media == (Media("video", "https://blog.example/b/2026/one.mp4", mime="video/mp4"),)
    assert first.author == Author(
        "https://blog.example/ida", "blog.example", "Ida", url="https://blog.example/ida"
    )
    assert first.created_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert (first.language, reply.language) == ("en", "nb")
    assert (reply.kind, reply.parent_key) == ("reply", first.key)
    assert reply.text == "Not here."
    assert reply.channel == "Blog & More"


def test_mail_addresses_of_writers_are_not_kept() -> None:
    assert "ida@" not in repr(posts_of("atom.xml"))


def test_a_video_channel_has_its_description_picture_and_likes() -> None:
    (post,) = posts_of("youtube.xml").posts
    assert post.key == "yt:video:dQw4w9WgXcQ"
    assert post.text == "Third time this week.\n\nFilmed at Moss."
    assert [media.url for media in post.media] == [
        "https://i1.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg"
    ]
    assert post.counts == {"likes": 37}


def test_an_alert_leads_to_the_article_and_is_one_in_all_alerts() -> None:
    (post,) = posts_of("google_alerts.xml").posts
    assert post.key == post.url == "https://paper.example/news/desks?id=7"
    assert post.title == "Halden Rail to close ticket desks"
    assert post.text == "The operator said on Monday that desks will close ..."
    assert post.author is not None
    assert post.author.name == "paper.example"


def test_a_podcast_has_its_sound_and_cover() -> None:
    (post,) = posts_of("podcast.xml").posts
    assert [(media.kind, media.url) for media in post.media] == [
        ("audio", "https://cdn.example/ep12.mp3?source=rss"),
        ("image", "https://pod.example/ep12.jpg"),
    ]
    assert post.key.startswith(f"{URL}#")
    assert read("podcast.xml").update_seconds == 3600


def test_json_feed_is_read_item_by_item() -> None:
    found = posts_of("feed.json")
    desks, bare = found.posts
    assert desks.key == "https://quay.example/3"
    assert desks.text == "They close. Before"
    assert desks.created_at == datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    assert desks.author is not None
    assert desks.author.remote_id == "https://quay.example/ida"
    assert desks.links == (
        "https://quay.example/3",
        "https://paper.example/desks",
        "https://quay.example/2",
    )
    assert [media.kind for media in desks.media] == ["audio", "image"]
    assert (bare.text, bare.language, bare.created_at) == ("No desks\n\nno service", "no", None)
    assert [noted.what for noted in found.noted] == ["Its date “yesterday” cannot be read."]
    assert [item.reason for item in found.rejected] == [
        "An item of a JSON Feed must be an object.",
        "The entry has neither title nor text nor anything to see or hear.",
    ]


def test_one_broken_entry_is_kept_apart_and_the_others_arrive() -> None:
    found = posts_of("broken_entry.xml")
    assert {post.title for post in found.posts} == {"Good one & another", "Good three"}
    never_closed, not_ended, nothing = found.rejected
    assert "mismatched tag" in never_closed.reason
    assert never_closed.raw.startswith("<item><title>Never <b>closed")
    assert never_closed.where == f"{URL} entry 2"
    assert "Not ended" in not_ended.raw
    assert "neither title nor text" in nothing.reason


def test_an_empty_feed_is_a_feed() -> None:
    document = read("empty.xml")
    assert document.title == "Nothing yet"
    assert document.entries == []


def test_a_page_names_its_feeds_posts_before_comments() -> None:
    document = read("page.html")
    assert document.kind == "page"
    assert document.feeds == [
        "https://site.example/feed/",
        "https://site.example/comments/feed/",
    ]


@pytest.mark.parametrize("name", ["billion_laughs.xml", "external_entity.xml"])
def test_entities_of_the_documents_own_stay_words(name: str) -> None:
    (post,) = posts_of(name).posts
    assert post.title in ("&lol9;", "Reads &file;")


@pytest.mark.parametrize(
    "body",
    [b"", b" \n", b"hello", b"\x89PNG\r\n\x1a\n", b"{", b'{"a": 1}', b"[]", b"<a/>", b"<rss"],
)
def test_what_is_no_feed_is_told_so(body: bytes) -> None:
    with pytest.raises(NotAFeed, match="It"):
        read_body(body, content_type="application/rss+xml", url=URL)


RSS = '<?xml version="1.0" encoding="{}"?><rss version="2.0"><channel><item><title>Straße €</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("written", "declared", "content_type"),
    [
        ("utf-8", "utf-8", "text/xml"),
        ("utf-8", "iso-8859-1", ""),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("windows-1252", "utf-8", ""),
        ("windows-1252", "windows-1252", "application/xml"),
        ("iso-8859-15", "iso-8859-15", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", ""),
        ("windows-1252", "punycode", ""),
    ],
)
def test_texts_survive_a_wrong_word_on_their_encoding(
    written: str, declared: str, content_type: str
) -> None:
    body = RSS.format(declared).encode(written)
    document = read_body(body, content_type=content_type, url=URL)
    assert document.entries[0].title == "Straße €"


def test_something_printed_before_the_feed_is_passed_over() -> None:
    body = (
        b"<br />\n<b>Warning</b>: cannot modify header\n" + (PAYLOADS / "rss091.xml").read_bytes()
    )
    assert len(read_body(body, content_type="", url=URL).entries) == 2


def test_a_feed_that_quotes_a_page_is_a_feed() -> None:
    body = b"<rss version='2.0'><channel><item><title><![CDATA[<html><body>]]>x</title></item></channel></rss>"
    assert read_body(body, content_type="text/html", url=URL).kind == "rss20"


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (Entry(id="https://a.example/1", link="https://b.example/"), "https://a.example/1"),
        (Entry(id="tag:a.example,2026:1"), "tag:a.example,2026:1"),
        (Entry(id="urn:uuid:1225c695-cfb8"), "urn:uuid:1225c695-cfb8"),
        (Entry(id="4711", link="https://a.example/1"), "https://a.example/1"),
        (Entry(id="post:12", link="https://a.example/1"), "https://a.example/1"),
        (Entry(id="http://", link="https://a.example/1"), "https://a.example/1"),
        (Entry(link="https://a.example/1"), "https://a.example/1"),
    ],
)
def test_a_key_is_the_same_in_every_feed_the_entry_stands_in(entry: Entry, key: str) -> None:
    assert key_of(entry, url=URL) == key_of(entry, url="https://other.example/") == key


def test_without_a_global_name_the_key_is_the_feeds_own() -> None:
    entry = Entry(id="4711", title="x")
    here, there = key_of(entry, url=URL), key_of(entry, url="https://other.example/feed")
    assert here.startswith(f"{URL}#")
    assert here != there
    assert key_of(replace(entry, title="y"), url=URL) == here
    assert len(key_of(Entry(id="x" * 3_000), url="https://e.example/" + "y" * 900)) <= 500


def test_entries_that_all_link_to_one_page_are_told_apart() -> None:
    """As on status pages."""
    entries = [Entry(id=str(n), link="https://s.example/", title=f"Outage {n}") for n in range(3)]
    found = translated(Document("rss20", entries=entries), url=URL, now=NOW)
    assert len({post.key for post in found.posts}) == 3


def test_of_two_entries_with_one_key_the_newest_stands() -> None:
    old = Entry(id="tag:a,2026:1", title="old", updated="2026-03-01T00:00:00+00:00")
    new = replace(old, title="new", updated="2026-03-02T00:00:00+00:00")
    for entries in ([old, new], [new, old]):
        found = translated(Document("atom10", entries=entries), url=URL, now=NOW)
        assert [post.title for post in found.posts] == ["new"]


@pytest.mark.parametrize(
    ("published", "updated", "taken", "remarks"),
    [
        ("2026-03-01T00:00:00+00:00", "", datetime(2026, 3, 1, tzinfo=UTC), 0),
        ("", "2026-03-01T00:00:00+00:00", datetime(2026, 3, 1, tzinfo=UTC), 0),
        ("2027-01-01T00:00:00+00:00", "", None, 1),
        ("2027-01-01T00:00:00+00:00", "2026-03-01T00:00:00+00:00", datetime(2026, 3, 1, tzinfo=UTC), 1),
        ("1970-01-01T00:00:00+00:00", "", None, 1),
        ("0001-01-01T00:00:00+14:00", "", None, 1),
        ("", "", None, 0),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_are_set_right_and_said(
    published: str, updated: str, taken: datetime | None, remarks: int
) -> None:
    entry = Entry(id="tag:a,2026:1", title="x", published=published, updated=updated)
    found = translated(Document("rss20", entries=[entry]), url=URL, now=NOW)
    assert found.posts[0].created_at == taken
    assert len(found.noted) == remarks


def test_counts_make_no_edit_and_words_do() -> None:
    (post,) = posts_of("wordpress.xml").posts
    assert version_of(replace(post, counts={"replies": 13})) == version_of(post)
    assert version_of(replace(post, text="It holds now.")) != version_of(post)


def test_addresses_that_are_none_of_the_web_are_dropped() -> None:
    body = (
        '<rss version="2.0"><channel><item><title>x</title><link>javascript:alert(1)</link>'
        '<enclosure url="file:///etc/passwd" type="audio/mpeg"/><description>&lt;a href="data:x">y'
        '&lt;/a>&lt;img src="http://[">z</description></item></channel></rss>'
    )
    (entry,) = read_body(body.encode(), content_type="", url=URL).entries
    assert (entry.link, entry.links, entry.media) == ("", [], [])
    assert entry.text == "yz"
