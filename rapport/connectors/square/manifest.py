"""What tools and screens know of the whole square without reading it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Manifest, SettingField

_NOTHING_IS_SENT = "exempt: nothing is sent to a place"

MANIFEST = Manifest(
    slug="square",
    name="The whole square (demo)",
    network="plaza",
    is_place=True,
    demo_only=True,
    abilities=frozenset(
        {Ability.STREAM, Ability.PAST, Ability.THREAD, Ability.PROFILE, Ability.COUNTS}
    ),
    settings=(
        SettingField(
            "url",
            "Address of the square",
            help="Left empty: that of this installation",
            required=False,
        ),
        SettingField(
            "access_key",
            "Access key",
            help="Begins with plaza_; the one of your account there will do",
            secret=True,
        ),
    ),
    delay="well under a second: the square runs on this machine",
    quality={
        "payloads": "done",
        "sends_once": _NOTHING_IS_SENT,
        "finds_sent": _NOTHING_IS_SENT,
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "done",
        "edits_and_deletions": "done",
        "own_posts": "exempt: a place has no account of ours",
        "pictures": "exempt: the square has no pictures",
        "guarded_hosts": "done",
        "real_network": "done",
    },
    proven="A simulation that ships with Rapport; nobody outside this machine reads it.",
)
