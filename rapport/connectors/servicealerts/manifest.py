"""What tools and screens know of service alerts without fetching any."""

from __future__ import annotations

from rapport.channels.contract import Ability, Limits, Manifest, SettingField

MANIFEST = Manifest(
    slug="servicealerts",
    name="Service alerts",
    abilities=frozenset({Ability.FETCH}),
    settings=(
        SettingField(
            "address", "Address", help="Of the operator's GTFS-realtime feed of service alerts."
        ),
        SettingField(
            "languages",
            "Languages",
            help="In the order you like them, for example “nb en”. The first the alert is written in "
            "is shown; the others are kept beside it.",
            required=False,
        ),
    ),
    limits=Limits(),
    docs_url="https://gtfs.org/documentation/realtime/reference/",
    quality={
        "payloads": "done",
        "sends_once": "exempt: nothing is sent",
        "finds_sent": "exempt: nothing is sent",
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "done",
        "signs_in_again": "todo: feeds that want a key in a header cannot be read; one in the address can",
        "edits_and_deletions": "done",
        "own_posts": "exempt: it brings facts, no posts",
        "pictures": "todo: the picture of an alert (experimental in GTFS-realtime) is not kept",
        "guarded_hosts": "done",
        "real_network": "exempt: there is no one server software; feeds are made by the official bindings",
    },
    proven="proven with feeds made by the official bindings over HTTP; not yet with public ones",
    is_place=True,
    poll_seconds=(30.0, 300.0),
    delay="30 seconds to 5 minutes: as often as the feed allows",
)
