"""What tools and screens know of Jetstream without running it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Endpoint, Manifest, SettingField

# The public instances, by the README of github.com/bluesky-social/jetstream, read 2026-11-26.
PUBLIC_HOSTS = (
    "jetstream1.us-east.bsky.network",
    "jetstream2.us-east.bsky.network",
    "jetstream1.us-west.bsky.network",
    "jetstream2.us-west.bsky.network",
)
PUBLIC_APPVIEW = "https://public.api.bsky.app"
_NOTHING_IS_SENT = "exempt: nothing is sent to a place"

MANIFEST = Manifest(
    slug="jetstream",
    name="All of Bluesky (Jetstream)",
    network="bluesky",
    is_place=True,
    abilities=frozenset(
        {Ability.STREAM, Ability.PAST, Ability.THREAD, Ability.PROFILE, Ability.COUNTS}
    ),
    settings=(
        SettingField(
            "hosts",
            "Servers",
            help="Jetstream servers, with spaces between them; when one falls silent another is asked. "
            "Leave them, unless your organisation runs its own.",
            required=False,
            default=" ".join(PUBLIC_HOSTS),
        ),
        SettingField(
            "appview",
            "Names and counts",
            help="Where names, threads and counts are asked for. Leave it, unless you run your own.",
            required=False,
            default=PUBLIC_APPVIEW,
        ),
    ),
    terms_url="https://bsky.social/about/support/tos",
    docs_url="https://github.com/bluesky-social/jetstream",
    delay="about a second by the network's design; not yet measured from here",
    quality={
        "payloads": "todo: the payloads follow the published README and lexicons (2026-11-26); "
        "none was captured from the live network yet",
        "sends_once": _NOTHING_IS_SENT,
        "finds_sent": _NOTHING_IS_SENT,
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "exempt: there is no sign-in",
        "edits_and_deletions": "todo: posts changed or deleted one by one are told; those that go with "
        "their author's whole account are not",
        "own_posts": "exempt: a place has no account of ours",
        "pictures": "done",
        "guarded_hosts": "done",
        "real_network": "todo: tests run against a server written after the README, not Jetstream itself",
    },
    proven="not yet proven against the live network",
    # 3,000 in 5 minutes an address: docs.bsky.app/docs/advanced-guides/rate-limits, read 2026-11-26.
    endpoints=(Endpoint("appview", "names, threads and counts"),),
)
