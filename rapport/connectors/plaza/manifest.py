"""What tools and screens know of Plaza without running it."""

from __future__ import annotations

from rapport.channels.contract import Ability, Limits, Manifest, SettingField

MANIFEST = Manifest(
    slug="plaza",
    name="Plaza",
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
        }
    ),
    rereads=True,
    settings=(
        SettingField(
            "url",
            "Address of the square",
            help="Left empty: that of this installation",
            required=False,
        ),
        SettingField("access_key", "Access key", help="Begins with plaza_", secret=True),
    ),
    limits=Limits(text_length=500, text_units="graphemes"),
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
        "pictures": "exempt: the square has no pictures",
        "guarded_hosts": "done",
        "real_network": "done",
    },
    proven="A simulation that ships with Rapport; nobody outside this machine reads it.",
    demo_only=True,
)
