"""What tools and screens know of feeds without reading one."""

from __future__ import annotations

from rapport.channels.contract import Ability, Limits, Manifest, SettingField

MANIFEST = Manifest(
    slug="feeds",
    name="Feeds",
    abilities=frozenset({Ability.FETCH, Ability.PAST}),
    settings=(
        SettingField(
            "addresses",
            "Addresses",
            help="Of one or more feeds (RSS, Atom, JSON Feed), with spaces between them, up to 50. "
            "The address of a web page will do where the page names its feed.",
        ),
    ),
    limits=Limits(),
    docs_url="https://www.rssboard.org/rss-specification",
    quality={
        "payloads": "done",
        "sends_once": "exempt: nothing is sent to a feed",
        "finds_sent": "exempt: nothing is sent to a feed",
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "exempt: only public feeds are read; one that asks for a password is refused",
        "edits_and_deletions": (
            "todo: changed entries are told; that an entry was deleted a feed does not say, "
            "and RFC 6721 (deleted-entry), which hardly any feed uses, is not read"
        ),
        "own_posts": "exempt: a place has no account whose posts they could be",
        "pictures": "done",
        "guarded_hosts": "done",
        "real_network": "exempt: there is no one server software; feeds are served over HTTP on loopback",
    },
    proven="proven with feeds of every dialect over HTTP on loopback; not yet with many public ones",
    is_place=True,
    poll_seconds=(60.0, 3600.0),
    delay="1 minute to 1 hour: as often as the feed allows",
)
