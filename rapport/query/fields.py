"""The fields of the product's own rooms, for those rooms to register: STREAM by listen, READING by understand, WORK by converse.

What a document carries for them (`Document.values`; a name that is missing is not known and matches nothing):

    url, authorname, bio    str: words are looked for in it
    links                   tuple of str: every address in the message, and its own page where that is what was published
    author                  str: the handle, with or without its @
    lists                   tuple of str: names of stored lists that the author or a site is on; usually `list:` is
                            resolved to authors and sites before anything is matched (`query.naming`)
    verified                bool
    language, country       str: ISO codes, "en", "GB"
    source, channel         str: the network ("bluesky"); our account's name
    type                    str: one of the choices
    created_at              aware datetime, for `after:`, `before:` and `since:`
    followers, likes, replies, shares, reach, engagement
                            numbers; without `engagement` the sum of likes, replies and shares counts
    has, is                 tuple of str: what can be claimed of the message
    sentiment, emotion, intent, urgency, topic, rating
    status, assignee, team, label, brand, purpose, stage
                            str or tuple of str; urgency and rating are numbers
"""

from __future__ import annotations

from types import MappingProxyType

from rapport.query.registry import FieldSpec, Kind, Tier

TYPES = ("post", "reply", "share", "review", "dm", "mail")
HAS = ("link", "image", "video", "audio", "question")
IS = ("reply", "own", "unanswered")

STREAM = (
    FieldSpec("title", Kind.WORDS, Tier.STREAM, "title", example='title:"money back"'),
    FieldSpec("text", Kind.WORDS, Tier.STREAM, "text", example="text:refund"),
    FieldSpec("url", Kind.WORDS, Tier.STREAM, "address", example="url:careers"),
    FieldSpec("links", Kind.WORDS, Tier.STREAM, "links", example='links:"example.org/sale"'),
    FieldSpec("site", Kind.DOMAIN, Tier.STREAM, "site", example="site:example.org", value="links"),
    FieldSpec("author", Kind.KEYWORD, Tier.STREAM, "author", example="author:@ann"),
    FieldSpec("authorname", Kind.WORDS, Tier.STREAM, "author's name", example="authorname:smith"),
    FieldSpec("bio", Kind.WORDS, Tier.STREAM, "author's description", example="bio:journalist"),
    FieldSpec("followers", Kind.NUMBER, Tier.STREAM, "followers", example="followers:>1000"),
    FieldSpec(
        "verified",
        Kind.CHOICE,
        Tier.STREAM,
        "verified author",
        choices=("yes", "no"),
        example="verified:yes",
    ),
    FieldSpec("list", Kind.LIST, Tier.STREAM, "list", example="list:press", value="lists"),
    FieldSpec("language", Kind.KEYWORD, Tier.STREAM, "language", example="language:en,de"),
    FieldSpec("country", Kind.KEYWORD, Tier.STREAM, "country", example="country:gb"),
    FieldSpec("source", Kind.KEYWORD, Tier.STREAM, "network", example="source:bluesky"),
    FieldSpec("channel", Kind.KEYWORD, Tier.STREAM, "account", example="channel:support"),
    FieldSpec("type", Kind.CHOICE, Tier.STREAM, "type", choices=TYPES, example="type:post,reply"),
    FieldSpec(
        "after", Kind.TIME, Tier.STREAM, "after", example="after:2026-01-01", value="created_at"
    ),
    FieldSpec(
        "before", Kind.TIME, Tier.STREAM, "before", example="before:2026-02-01", value="created_at"
    ),
    FieldSpec("since", Kind.TIME, Tier.STREAM, "since", example="since:7d", value="created_at"),
    FieldSpec("likes", Kind.NUMBER, Tier.STREAM, "likes", example="likes:>=10"),
    FieldSpec("replies", Kind.NUMBER, Tier.STREAM, "replies", example="replies:>5"),
    FieldSpec("shares", Kind.NUMBER, Tier.STREAM, "shares", example="shares:10..50"),
    FieldSpec("engagement", Kind.NUMBER, Tier.STREAM, "engagement", example="engagement:>100"),
    FieldSpec("reach", Kind.NUMBER, Tier.STREAM, "reach", example="reach:>10000"),
    FieldSpec("has", Kind.FLAG, Tier.STREAM, "has", choices=HAS, example="has:link"),
    FieldSpec(
        "is",
        Kind.FLAG,
        Tier.STREAM,
        "is",
        choices=IS,
        choice_tiers=MappingProxyType({"unanswered": Tier.WORK}),
        example="is:reply",
    ),
)

# `intent` and `emotion` name what the reader in use can tell, so they are compared whole without a list of choices.
READING = (
    FieldSpec(
        "sentiment",
        Kind.CHOICE,
        Tier.READING,
        "sentiment",
        choices=("negative", "neutral", "positive"),
        example="sentiment:negative",
    ),
    FieldSpec("emotion", Kind.KEYWORD, Tier.READING, "emotion", example="emotion:anger"),
    FieldSpec("intent", Kind.KEYWORD, Tier.READING, "intent", example="intent:complaint"),
    FieldSpec("urgency", Kind.NUMBER, Tier.READING, "urgency", example="urgency:>=50"),
    FieldSpec("topic", Kind.KEYWORD, Tier.READING, "topic", example='topic:"late parcel"'),
    FieldSpec("rating", Kind.NUMBER, Tier.READING, "rating", example="rating:1..2"),
)

WORK = (
    FieldSpec("status", Kind.KEYWORD, Tier.WORK, "status", example="status:open"),
    FieldSpec("assignee", Kind.KEYWORD, Tier.WORK, "assignee", example="assignee:ann"),
    FieldSpec("team", Kind.KEYWORD, Tier.WORK, "team", example="team:care"),
    FieldSpec("label", Kind.KEYWORD, Tier.WORK, "label", example="label:vip-event"),
    FieldSpec("brand", Kind.KEYWORD, Tier.WORK, "brand", example="brand:harbour"),
    FieldSpec("purpose", Kind.KEYWORD, Tier.WORK, "purpose", example="purpose:retention"),
    FieldSpec("stage", Kind.KEYWORD, Tier.WORK, "stage", example="stage:fan"),
)

ALL = STREAM + READING + WORK

# What other tools call them, so that queries paste in.
ALIASES = {
    "lang": "language",
    "from": "author",
    "domain": "site",
    "network": "source",
    "intitle": "title",
    "until": "before",
}
