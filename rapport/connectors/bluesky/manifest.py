"""What tools and screens know of Bluesky without running it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Endpoint, Limits, Manifest, SettingField

PUBLIC_HOST = "https://bsky.social"
PUBLIC_RELAY = "https://bsky.network"

MANIFEST = Manifest(
    slug="bluesky",
    name="Bluesky",
    abilities=frozenset(
        {
            Ability.STREAM,
            Ability.FETCH,
            Ability.PAST,
            Ability.SEND,
            Ability.FIND,
            Ability.THREAD,
            Ability.PROFILE,
            Ability.COUNTS,
            Ability.REMOVE,
            Ability.REACT,
            Ability.HIDE,
            Ability.UNHIDE,
            Ability.MUTE,
            Ability.UNMUTE,
            Ability.BLOCK,
            Ability.UNBLOCK,
            Ability.REPORT,
        }
    ),
    settings=(
        SettingField("handle", "Handle", help="For example brand.bsky.social, without the @."),
        SettingField(
            "password",
            "App password",
            help="Made in Bluesky under Settings, Privacy and security, App passwords. "
            "It can be withdrawn there at any time.",
            secret=True,
        ),
        SettingField(
            "host",
            "Server",
            help="Where the account lives. Leave it, unless your organisation runs its own.",
            required=False,
            default=PUBLIC_HOST,
        ),
        SettingField(
            "stream_host",
            "Stream",
            help="Where to listen: a relay or a server. Empty means the public relay for accounts on "
            "bsky.social, and the account's own server otherwise.",
            required=False,
        ),
    ),
    # 300 graphemes (and 3,000 bytes): lexicon app.bsky.feed.post. 2,000 characters of alternative text:
    # what the Bluesky app takes. A post costs 3 of 5,000 points an hour: docs.bsky.app, "Rate limits".
    limits=Limits(
        text_length=300, text_units="graphemes", images=4, alt_text_length=2000, sends_per_hour=1600
    ),
    terms_url="https://bsky.social/about/support/tos",
    docs_url="https://docs.bsky.app",
    quality={
        "payloads": "done",
        "sends_once": "done",
        "finds_sent": "done",
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "done",
        "edits_and_deletions": "done",
        "own_posts": "done",
        "pictures": "done",
        "guarded_hosts": "done",
        "real_network": "done",
    },
    proven="proven against the real server software; not yet against the public network",
    # docs.bsky.app/docs/advanced-guides/rate-limits, read 2026-11-26: 3,000 requests in 5 minutes an address, 5,000
    # points of writing an hour an account, 30 sign-ins in 5 minutes. The server's headers tell its own figures.
    endpoints=(
        Endpoint("requests", "questions", kept_for_answers=0.2),
        Endpoint("writes", "posts and likes"),
        Endpoint("sign-in", "sign-ins"),
    ),
    effects={
        Ability.HIDE: "The reply moves behind “Hidden replies” under our post, for everybody. Whoever wants can open it "
        "there, and it still stands on their own page. They are not told, and can see it.",
        Ability.MUTE: "They see no difference and are not told. Their posts leave this account's own feeds there.",
        Ability.BLOCK: "Neither sees the other there, and neither can answer the other. Blocks are public on Bluesky: "
        "anybody can look up that we blocked them.",
        Ability.REPORT: "Bluesky's moderators look at the post by Bluesky's own rules. They do not tell who reported it.",
    },
)
