"""What tools and screens know of files without reading one."""

from __future__ import annotations

from rapport.channels.contract import Ability, Limits, Manifest

MANIFEST = Manifest(
    slug="file",
    name="File",
    abilities=frozenset({Ability.FETCH}),
    # None: a file is imported (`rapport import`, the Import screen), which names its path itself. A path
    # that a form could set would let whoever connects accounts read any file of the server.
    settings=(),
    limits=Limits(),
    quality={
        "payloads": "done",
        "sends_once": "exempt: a file cannot be answered",
        "finds_sent": "exempt: a file cannot be answered",
        "resumes": "done",
        "hostile_input": "done",
        "rate_limits": "exempt: there is no network",
        "signs_in_again": "exempt: there is nothing to sign in to",
        "edits_and_deletions": (
            "todo: a row with a known key and another text is an edit; a file cannot say that a "
            "message was deleted"
        ),
        "own_posts": "done",
        "pictures": "exempt: these files carry texts only",
        "guarded_hosts": "exempt: nothing is fetched; addresses that are not http are dropped",
        "real_network": "exempt: there is no server; a test reads a real file of 5,000 rows",
    },
    proven="read with 5,000 real customer-service messages",
)
