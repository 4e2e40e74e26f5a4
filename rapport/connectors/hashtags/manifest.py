"""What tools and screens know of the hashtag timelines without running them."""

from __future__ import annotations

from rapport.channels.contract import Ability, Endpoint, Manifest, SettingField

PUBLIC_HOST = "mastodon.social"

MANIFEST = Manifest(
    slug="hashtags",
    name="Hashtags on Mastodon",
    # Its posts are known by their URIs, as an account of ours on any server of the network knows them.
    network="mastodon",
    abilities=frozenset({Ability.FETCH, Ability.PAST}),
    settings=(
        SettingField(
            "host",
            "Server",
            help="Whose view of the network to read. Large servers know most of it.",
            required=False,
            default=PUBLIC_HOST,
        ),
        SettingField(
            "hashtags",
            "Hashtags",
            help="With commas between. Empty: those of the words your queries ask for.",
            required=False,
        ),
    ),
    terms_url="https://mastodon.social/terms-of-service",
    docs_url="https://docs.joinmastodon.org/methods/timelines/#tag",
    quality={
        "payloads": "todo: written after the published documentation, not captured from a server",
        "sends_once": "exempt: nothing is sent to a place",
        "finds_sent": "exempt: nothing is sent to a place",
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "exempt: there is no sign-in",
        "edits_and_deletions": "todo: edits within ten minutes are read; later ones and deletions are not told",
        "own_posts": "exempt: the place does not know our accounts",
        "pictures": "done",
        "guarded_hosts": "done",
        "real_network": "todo: no Mastodon server could be run for the tests",
    },
    proven="not yet proven against the live network",
    is_place=True,
    # 300 requests in 5 minutes an address (docs.joinmastodon.org/api/rate-limits, read 2026-11-26), one a hashtag
    # and round; the server's own headers stretch the interval where that is too many.
    poll_seconds=(20.0, 300.0),
    endpoints=(Endpoint("requests", "questions"),),
    delay="20 seconds to 5 minutes, the asking interval; and what servers take to tell each other",
)
