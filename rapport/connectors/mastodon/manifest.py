"""What tools and screens know of Mastodon without running it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Endpoint, Limits, Manifest, SettingField

MANIFEST = Manifest(
    slug="mastodon",
    name="Mastodon",
    abilities=frozenset(
        {
            Ability.STREAM,
            Ability.FETCH,
            Ability.PAST,
            Ability.SEND,
            Ability.FIND,
            Ability.THREAD,
            Ability.PROFILE,
            Ability.REMOVE,
            Ability.REACT,
            Ability.PRIVATE_DOOR,
            Ability.MUTE,
            Ability.UNMUTE,
            Ability.BLOCK,
            Ability.UNBLOCK,
            Ability.REPORT,
        }
    ),
    settings=(
        SettingField(
            "host", "Server", help="Where the account lives, for example mastodon.social."
        ),
        SettingField(
            "access_token",
            "Access token",
            help="Made on that server under Preferences, Development, New application. "
            "It can be withdrawn there at any time.",
            secret=True,
        ),
    ),
    # 500 characters and 4 pictures are Mastodon's defaults; the server's own word is asked before sending
    # (docs.joinmastodon.org/entities/Instance, read 2026-11-26). Characters are counted as readers see them, a link
    # as 23, a mention without its server. 1,500 characters of description: MediaAttachment::MAX_DESCRIPTION_LENGTH.
    # 300 posts in 3 hours: lib/rate_limiter.rb.
    limits=Limits(
        text_length=500, text_units="graphemes", images=4, alt_text_length=1500, sends_per_hour=100
    ),
    terms_url="https://docs.joinmastodon.org/user/moderating/",
    docs_url="https://docs.joinmastodon.org/client/intro/",
    quality={
        "payloads": "todo: written after the published documentation, not captured from a server",
        "sends_once": "done",
        "finds_sent": "done",
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "done",
        "edits_and_deletions": "todo: edits by people the account does not follow, and deletions while "
        "not connected, are not told by the network and not looked for",
        "own_posts": "done",
        "pictures": "done",
        "guarded_hosts": "done",
        "real_network": "todo: no Mastodon server could be run for the tests",
    },
    proven="not yet proven against the live network",
    # docs.joinmastodon.org/api/rate-limits, read 2026-11-26: 300 requests in 5 minutes an account, beside it 30 files and
    # 30 deletions in 30 minutes; 300 posts in 3 hours. The server's headers tell its own figures.
    endpoints=(
        Endpoint("requests", "questions", kept_for_answers=0.2),
        Endpoint("posts", "posts"),
        Endpoint("media", "pictures"),
        Endpoint("deletions", "deletions"),
    ),
    effects={
        Ability.MUTE: "They see no difference and are not told. Their posts leave this account's own timelines there; "
        "what they write to us still arrives.",
        Ability.BLOCK: "They stop following us, and neither sees the other there. They are not told and can find out. "
        "What they write to us no longer arrives, here either.",
        Ability.REPORT: "The moderators of our server look at it, and those of theirs get a copy without our name.",
    },
)
