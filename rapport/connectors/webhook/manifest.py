"""What tools and screens know of webhooks without running one."""

from __future__ import annotations

from rapport.channels.contract import Ability, Limits, Manifest, SettingField

MANIFEST = Manifest(
    slug="webhook",
    name="Webhook",
    abilities=frozenset({Ability.RECEIVE}),
    settings=(
        SettingField(
            "name",
            "Name",
            help="What it brings, for example “Shop reviews”. Keys of messages are kept apart by it; "
            "it stays the same when the secret changes.",
        ),
        SettingField(
            "secret",
            "Signing secret",
            help="Begins with whsec_. Give the same to the sender. While it is being changed, enter "
            "the new and the old one with a space between them.",
            secret=True,
        ),
    ),
    limits=Limits(),
    docs_url="https://www.standardwebhooks.com",
    quality={
        "payloads": "done",
        "sends_once": "exempt: it receives only",
        "finds_sent": "exempt: it receives only",
        "resumes": "exempt: the sender repeats a call that was not answered with 2xx",
        "hostile_input": "done",
        "rate_limits": "exempt: nothing is asked of the sender",
        "signs_in_again": "exempt: a wrong signature says nothing of the account, so it is refused and no more",
        "edits_and_deletions": "done",
        "own_posts": "done",
        "pictures": "done",
        "guarded_hosts": "exempt: nothing is fetched; addresses that are not http(s) are dropped",
        "real_network": "exempt: there is no server; calls are signed by the standardwebhooks library",
    },
    proven="proven with calls signed by the standardwebhooks library, curl and openssl",
    delay="none: a message is taken when the sender calls",
)
